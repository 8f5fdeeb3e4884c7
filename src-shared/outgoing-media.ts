import { z } from 'zod';
import { MediaId } from './ids.ts';

/**
 * A file to be sent: one that was uploaded to Parley before, one that WhatsApp fetches from a public address, or one that
 * somebody else has uploaded to the same account at Meta (`metaId`).
 */
export const OutgoingMedia = z
  .object({
    id: MediaId.optional(),
    link: z
      .url({ protocol: /^https?$/, message: 'must be a public https address' })
      .max(2048)
      .optional(),
    metaId: z
      .string()
      .regex(/^\d{1,30}$/, 'must be the digits of a media id of WhatsApp, or the id of a file of Parley')
      .optional(),
    filename: z.string().min(1).max(240).optional(),
    mimeType: z.string().max(255).optional(),
  })
  .refine(
    ({ id, link, metaId }) => [id, link, metaId].filter((source) => source !== undefined).length === 1,
    'needs either the id of a file or a link',
  );
export type OutgoingMedia = z.infer<typeof OutgoingMedia>;
