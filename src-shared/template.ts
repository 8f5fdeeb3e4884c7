import { z } from 'zod';
import { TemplateId } from './ids.ts';

export const TemplateCategory = z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
export type TemplateCategory = z.infer<typeof TemplateCategory>;
/** Meta's states; one that is not listed here is kept as text and treated as not sendable. */
export const TemplateStatus = z.enum([
  'PENDING',
  'APPROVED',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
]);

/** A message template of a WABA. Identity at Meta is (WABA, name, language). */
export const Template = z.object({
  id: TemplateId,
  version: z.int(),
  wabaId: z.string(),
  /** Digits; another one when the template was deleted and made anew. */
  metaId: z.string(),
  name: z.string().min(1).max(512),
  language: z.string(),
  category: z.union([TemplateCategory, z.string()]),
  status: z.union([TemplateStatus, z.string()]),
  /** How its variables are named: `{{1}}` or `{{first_name}}`. */
  parameterFormat: z.enum(['positional', 'named']),
  /** As Meta has them. */
  components: z.array(z.record(z.string(), z.unknown())),
  /** GREEN, YELLOW, RED, UNKNOWN or a newer word; null when Meta has not said. */
  quality: z.string().nullable(),
  /** Why Meta rejected it, in Meta's word; null when it did not. */
  rejectedReason: z.string().nullable(),
  /** What Meta says about its state, for people. */
  statusNote: z.string().nullable(),
  /** What Meta is going to make of the category. */
  correctCategory: z.string().nullable(),
  /** Seconds after which Meta drops an undelivered message; null: its category's default. */
  ttlSeconds: z.int().nullable(),
  /** When Meta was last asked, epoch ms. */
  syncedAt: z.int(),
});
export type Template = z.infer<typeof Template>;

/** Why nobody can send it now, for people; null when it can be sent. Only Meta's APPROVED goes out. Pure. */
export function whyNotToSend({ name, language, status, rejectedReason }: Template): string | null {
  const what = `The template ${name} (${language})`;
  switch (status) {
    case 'APPROVED':
      return null;
    case 'PENDING':
      return `${what} waits for WhatsApp’s review: send it when it is approved`;
    case 'REJECTED': {
      const why = rejectedReason === null ? '' : ` (${rejectedReason})`;
      return `${what} was rejected by WhatsApp${why}: change it and submit it again`;
    }
    case 'PAUSED':
      return `${what} is paused because of its quality: choose another one, or wait until WhatsApp resumes it`;
    case 'DISABLED':
      return `${what} was disabled by WhatsApp for good: choose another one`;
    case 'DELETED':
    case 'PENDING_DELETION':
      return `${what} was deleted: choose another one`;
    case 'ARCHIVED':
      return `${what} is archived: unarchive it in WhatsApp Manager, or choose another one`;
    default:
      return `${what} can’t be sent: its state at WhatsApp is ${status}`;
  }
}
