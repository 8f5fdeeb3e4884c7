import { z } from 'zod';
import { TemplateId } from './ids.ts';

export const TemplateCategory = z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
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
  metaId: z.string(),
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string(),
  category: TemplateCategory,
  status: z.union([TemplateStatus, z.string()]),
});
export type Template = z.infer<typeof Template>;
