import { z } from 'zod';
import {
  Button,
  Card,
  type Content,
  type ContentOf,
  Header,
  maxCaptionLength,
  maxTextLength,
  type Media,
  MediaKind,
} from './content.ts';
import { MediaId, type MessageId, type ScheduledSendId } from './ids.ts';
import { OutgoingInteractive } from './outgoing-interactive.ts';
import { OutgoingMedia } from './outgoing-media.ts';

// What may be sent, with Meta's limits: the desktop refuses what the backend would refuse, and that what Meta would.

const filled = (max: number) =>
  z
    .string()
    .refine((text) => text.trim() !== '', 'is empty')
    .max(max, `is longer than the ${max} characters WhatsApp allows`);

const Text = z.object({ type: z.literal('text'), text: filled(maxTextLength) });

const caption = z.string().max(maxCaptionLength, `is longer than the ${maxCaptionLength} characters WhatsApp allows`);
const MediaMessage = z
  .object({
    type: z.literal('media'),
    kind: MediaKind,
    media: OutgoingMedia,
    caption: caption.nullable().default(null),
    /** A recorded voice note, as against a sound file. */
    voice: z.boolean().default(false),
  })
  .refine(({ kind, caption }) => caption === null || (kind !== 'audio' && kind !== 'sticker'), {
    path: ['caption'],
    message: 'can’t stand under a sound or a sticker: send it as a text of its own',
  })
  .refine(({ kind, voice }) => !voice || kind === 'audio', {
    path: ['voice'],
    message: 'is only for sounds',
  });

const place = z.string().max(1000).nullable().default(null);
const Location = z.object({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: place,
  address: place,
});

const word = z.string().max(512);
const Contacts = z.object({
  type: z.literal('contacts'),
  cards: z
    .array(
      z.object({
        name: word.min(1, 'is empty'),
        phones: z
          .array(z.object({ phone: word, waId: word.nullable().default(null), type: word.nullable().default(null) }))
          .max(50)
          .default([]),
        emails: z
          .array(z.object({ email: word, type: word.nullable().default(null) }))
          .max(50)
          .default([]),
        organisation: word.nullable().default(null),
      }),
    )
    .min(1)
    .max(257),
});

/**
 * `parameters`: the components as Meta takes them; a file in them may be named by the id it has here. The rest is what
 * the customer sees, for our own screens.
 */
const Template = z.object({
  type: z.literal('template'),
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'must be the name of a template: small letters, digits and _'),
  language: z.string().regex(/^[A-Za-z]{2,3}(_[A-Za-z]{2,4})?$/, 'must be a language code such as en_US'),
  category: word.nullable().default(null),
  header: Header.nullable().default(null),
  body: z.string().max(8192).nullable().default(null),
  footer: z.string().max(4096).nullable().default(null),
  buttons: z.array(Button).max(10).default([]),
  cards: z.array(Card).max(10).default([]),
  parameters: z
    .array(z.looseObject({ type: z.string().min(1).max(60) }))
    .max(50)
    .default([]),
});

/** A message as its writer wants it sent. */
export const OutgoingContent = z.discriminatedUnion('type', [
  Text,
  MediaMessage,
  Location,
  Contacts,
  OutgoingInteractive,
  Template,
]);
export type OutgoingContent = z.infer<typeof OutgoingContent>;
export type OutgoingText = z.infer<typeof Text>;

/** An emoji to put on a message, or '' to take ours away. */
export const OutgoingEmoji = z
  .string()
  .max(64)
  .refine((text) => text === '' || isOneEmoji(text), 'must be one emoji');

const graphemes = new Intl.Segmenter();
function isOneEmoji(text: string): boolean {
  return /\p{Emoji}/u.test(text) && !/^[\d#*]$/.test(text) && [...graphemes.segment(text)].length === 1;
}

/** Templates may be sent at any time, all else only while the customer service window is open. */
export function needsWindow(content: OutgoingContent): boolean {
  return content.type !== 'template';
}

/** The files that Parley keeps and this message shows, wherever in it they stand; not what others keep. */
export function mediaIdsOf(content: OutgoingContent | Content): MediaId[] {
  const found = new Set<MediaId>();
  collect(content, found);
  return [...found];
}

// Meta's own ids of files are digits, ours are UUIDs: wherever one stands as `id` beside a file, it is ours.
function collect(value: unknown, found: Set<MediaId>): void {
  if (Array.isArray(value)) return value.forEach((member) => collect(member, found));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (fileKeys.has(key) && typeof member === 'object' && member !== null && 'id' in member && !isElsewhere(member)) {
      const id = MediaId.safeParse(member.id);
      if (id.success) found.add(id.data);
    }
    collect(member, found);
  }
}
const isElsewhere = (file: object): boolean => 'link' in file || 'metaId' in file;
const fileKeys = new Set(['media', 'image', 'video', 'document']);

/** How the message stands in the thread. `describe`: the file behind what was named. */
export function contentOf(outgoing: OutgoingContent, describe: (media: OutgoingMedia) => Media): Content {
  switch (outgoing.type) {
    case 'media':
      return { ...outgoing, media: describe(outgoing.media) };
    case 'interactive': {
      const { header } = outgoing;
      const shown: ContentOf<'interactive'>['header'] =
        header?.kind === 'media' ? { ...header, media: describe(header.media) } : header;
      return { ...outgoing, header: shown };
    }
    default:
      return outgoing;
  }
}

/** The same before anyone knows more of its file than what was named. */
export function pendingContent(outgoing: OutgoingContent, messageId: MessageId | ScheduledSendId): Content {
  // A file that is not ours has no id yet; there is at most one in a message.
  return contentOf(outgoing, (media) => pendingMedia(media, media.id ?? MediaId.parse(messageId)));
}

/** A file of which no more is known than what was named. */
export function pendingMedia({ link, metaId, filename, mimeType }: OutgoingMedia, id: MediaId): Media {
  return {
    id,
    mimeType: mimeType ?? '',
    filename: filename ?? null,
    size: null,
    sha256: null,
    state: 'pending',
    ...(link === undefined ? {} : { link }),
    ...(metaId === undefined ? {} : { metaId }),
  };
}
