import { z } from 'zod';
import type { MessageKind } from '../customers/message-kinds.ts';
import type { MediaFile } from '../media/media-store.ts';

const words = (most: number) => z.string().trim().max(most);

/** What the composer of the phone page sends, by kind. */
export const Outgoing = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: words(65_536).min(1),
    /** The product that it asks about. */
    product: z.strictObject({ catalogId: z.string().max(128), productId: z.string().min(1) }).optional(),
  }),
  z.strictObject({
    kind: z.literal('media'),
    mediaId: z.string().min(1),
    caption: words(1024).optional(),
    /** Send as a file, whatever it is. */
    isDocument: z.boolean().default(false),
    /** Recorded with the microphone. */
    isVoice: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: words(200).optional(),
    address: words(400).optional(),
  }),
  z.strictObject({
    kind: z.literal('contacts'),
    cards: z
      .array(z.strictObject({ name: words(200).min(1), phone: z.string().regex(/^\+?[\d\s-]{5,24}$/) }))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    kind: z.literal('order'),
    catalogId: z.string().min(1).max(128),
    lines: z
      .array(z.strictObject({ productId: z.string().min(1), quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(30),
    text: words(1024).optional(),
  }),
  z.strictObject({ kind: z.literal('unsupported'), of: z.enum(['poll', 'event']) }),
]);

/** A message of the composer as the act it is; `file` is the one it names, by which WhatsApp tells the kind. */
export function toAct(message: z.output<typeof Outgoing>, file: MediaFile | undefined): MessageKind {
  if (message.kind !== 'media') return message;
  const { mediaId, caption } = message;
  const kind = kindOf(file?.mimeType ?? '', message);
  return kind === 'sticker' || kind === 'audio' || kind === 'voice' ? { kind, mediaId } : { kind, mediaId, caption };
}

/** The kind of message WhatsApp makes of a file. */
export function kindOf(
  mimeType: string,
  wishes: { isDocument: boolean; isVoice: boolean },
): 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' {
  if (wishes.isDocument) return 'document';
  if (mimeType === 'image/webp') return 'sticker';
  if (mimeType === 'image/jpeg' || mimeType === 'image/png') return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  if (mimeType.startsWith('audio/')) return wishes.isVoice ? 'voice' : 'audio';
  return 'document';
}
