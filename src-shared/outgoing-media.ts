import { z } from 'zod';
import { MediaId } from './ids.ts';

/** A file to be sent: one that was uploaded to Parley before, or one that WhatsApp fetches from a public address. */
export const OutgoingMedia = z
  .object({
    id: MediaId.optional(),
    link: z
      .url({ protocol: /^https?$/, message: 'must be a public https address' })
      .max(2048)
      .optional(),
    filename: z.string().min(1).max(240).optional(),
    mimeType: z.string().max(255).optional(),
  })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), 'needs either the id of a file or a link');
export type OutgoingMedia = z.infer<typeof OutgoingMedia>;
