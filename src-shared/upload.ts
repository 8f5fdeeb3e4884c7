import { z } from 'zod';
import { ConversationId, MediaId } from './ids.ts';

/** A file of this computer that goes, or may go, with a message or a quick reply. It keeps its id when the server has it. */
export const LocalFile = z.object({
  mediaId: MediaId,
  /** In whose draft it was put; null: for a quick reply. */
  conversationId: ConversationId.nullable(),
  filename: z.string().min(1).max(240),
  /** By its own bytes. */
  mimeType: z.string().max(255),
  size: z.int().min(1),
});
export type LocalFile = z.infer<typeof LocalFile>;

/** One that the server has got already, for a form. */
export const UploadedFile = LocalFile.omit({ conversationId: true });
export type UploadedFile = z.infer<typeof UploadedFile>;

/** How far a file is on its way to the server, in bytes. */
export interface UploadProgress {
  mediaId: MediaId;
  sent: number;
  total: number;
}

/** The most WhatsApp takes of anything. */
export const maxUploadBytes = 100 * 1024 * 1024;
/** Bytes of a file that cross from the page in one call. */
export const uploadPartBytes = 192 * 1024;
