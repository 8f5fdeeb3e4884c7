import { z } from 'zod';
import { MediaId } from './ids.ts';

/** Meta's limit for a text body. */
export const maxTextLength = 4096;
/** Meta's limit for the caption of a picture, film or document. */
export const maxCaptionLength = 1024;

const short = z.string().max(512);
const line = z.string().max(4096);

export const MediaKind = z.enum(['image', 'video', 'audio', 'document', 'sticker']);
export type MediaKind = z.infer<typeof MediaKind>;

/**
 * How far the bytes of a file are: `pending` until fetched or uploaded, `ready` in the store, `failed` after the last
 * try, `expired` when Meta no longer has it, `refused` when size or kind is not taken (S-55).
 */
export const MediaState = z.enum(['pending', 'ready', 'failed', 'expired', 'refused']);
export type MediaState = z.infer<typeof MediaState>;

/** A file of a message. `size` in bytes and `sha256` (hex) are known once the bytes are. */
export const Media = z.object({
  id: MediaId,
  mimeType: short,
  filename: z.string().max(255).nullable(),
  size: z.int().nullable(),
  sha256: z.string().max(64).nullable(),
  state: MediaState,
  /** The public address it was sent from, when WhatsApp fetches it by itself. */
  link: z.string().max(2048).optional(),
  /** Its id at Meta, when somebody else has uploaded it there. */
  metaId: z.string().max(64).optional(),
});
export type Media = z.infer<typeof Media>;

const Place = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: line.nullable(),
  address: line.nullable(),
});
export type Place = z.infer<typeof Place>;

/** A person's card, as WhatsApp passes it on. */
export const ContactCard = z.object({
  name: short,
  phones: z.array(z.object({ phone: short, waId: short.nullable(), type: short.nullable() })).max(50),
  emails: z.array(z.object({ email: short, type: short.nullable() })).max(50),
  organisation: short.nullable(),
});
export type ContactCard = z.infer<typeof ContactCard>;

/** What stands above the text of a message with buttons, or of a template. */
export const Header = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: line }),
  z.object({ kind: z.literal('media'), mediaKind: MediaKind, media: Media.nullable() }),
  z.object({ kind: z.literal('location'), ...Place.shape }),
]);
export type Header = z.infer<typeof Header>;

/** A button as the customer sees it. `value`: URL, phone number, code or payload, by `kind`. */
export const Button = z.object({ kind: short, text: line, value: z.string().max(4096).nullable() });
export type Button = z.infer<typeof Button>;

/** One card of a row of cards. */
export const Card = z.object({ header: Header.nullable(), body: line.nullable(), buttons: z.array(Button).max(10) });
export type Card = z.infer<typeof Card>;

/** What a message says. Kinds that this version cannot draw keep their WhatsApp type as a label, never vanish. */
export const Content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('media'),
    kind: MediaKind,
    media: Media,
    caption: z.string().nullable(),
    /** A recorded voice note, as against a sound file. */
    voice: z.boolean(),
  }),
  z.object({ type: z.literal('location'), ...Place.shape }),
  z.object({ type: z.literal('contacts'), cards: z.array(ContactCard).max(257) }),
  /** Buttons, lists, links, flows and products that we sent; `action` as Meta takes it. */
  z.object({
    type: z.literal('interactive'),
    kind: short,
    header: Header.nullable(),
    body: line.nullable(),
    footer: line.nullable(),
    action: z.record(z.string(), z.unknown()),
  }),
  /** What the customer tapped or filled in. `data`: the answers of a flow. */
  z.object({
    type: z.literal('answer'),
    kind: short,
    title: line,
    id: z.string().max(1024).nullable(),
    description: line.nullable(),
    data: z.record(z.string(), z.unknown()).nullable(),
  }),
  /** A template as the customer sees it, filled; `parameters` as Meta takes them. */
  z.object({
    type: z.literal('template'),
    name: short,
    language: short,
    category: short.nullable(),
    header: Header.nullable(),
    body: z.string().max(8192).nullable(),
    footer: line.nullable(),
    buttons: z.array(Button).max(10),
    cards: z.array(Card).max(10),
    parameters: z.array(z.record(z.string(), z.unknown())).max(50),
  }),
  z.object({
    type: z.literal('order'),
    catalogId: short.nullable(),
    text: line.nullable(),
    items: z.array(
      z.object({ productId: short, quantity: z.number(), price: z.number().nullable(), currency: short.nullable() }),
    ),
  }),
  /** WhatsApp itself speaks: a number was changed, an identity is new, a call came in. */
  z.object({ type: z.literal('system'), kind: short, text: line }),
  /** `reason`: why WhatsApp could not pass it on, in its words. */
  z.object({ type: z.literal('unsupported'), kind: z.string().max(64), reason: line.nullable().optional() }),
]);
export type Content = z.infer<typeof Content>;
export type ContentOf<T extends Content['type']> = Extract<Content, { type: T }>;

/** One line for lists and notifications: no line breaks, at most `length` characters (code points, not halves). */
export function previewOf(content: Content, length = 120): string {
  const flat = lineOf(content)
    .slice(0, length * 8)
    .replace(/\s+/gu, ' ')
    .trim();
  const points = Array.from(flat.slice(0, length * 2 + 2));
  return points.length > length ? `${points.slice(0, length - 1).join('')}…` : points.join('');
}

function lineOf(content: Content): string {
  switch (content.type) {
    case 'text':
    case 'system':
      return content.text;
    case 'media':
      return withText(content.voice ? 'voice note' : content.kind, content.caption ?? content.media.filename);
    case 'location':
      return withText('location', content.name ?? content.address);
    case 'contacts':
      return withText('contact', content.cards.map(({ name }) => name).join(', '));
    case 'interactive':
      return content.body ?? `[${content.kind}]`;
    case 'answer':
      return content.title;
    case 'template':
      return content.body ?? `[template] ${content.name}`;
    case 'order':
      return withText('order', content.text);
    case 'unsupported':
      return `[${content.kind}]`;
  }
}

/** What a preview calls what is no text, in English. */
export const PreviewLabel = z.enum([...MediaKind.options, 'voice note', 'location', 'contact', 'order', 'template']);
export type PreviewLabel = z.infer<typeof PreviewLabel>;

/** A preview that came ready-made from elsewhere, with its label in the reader's language. */
export function relabel(preview: string, nameOf: (label: PreviewLabel) => string): string {
  const end = preview.indexOf(']');
  const label = preview.startsWith('[') ? PreviewLabel.safeParse(preview.slice(1, end)).data : undefined;
  return label === undefined ? preview : `[${nameOf(label)}]${preview.slice(end + 1)}`;
}

const withText = (label: string, text: string | null): string =>
  text === null || text === '' ? `[${label}]` : `[${label}] ${text}`;
