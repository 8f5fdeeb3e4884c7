import { z } from 'zod';
import { Content, type ContactCard, type MediaKind } from '#shared/content.ts';
import type { IncomingFile } from '../inbox/incoming.ts';
import { plainName } from '../media/plain-name.ts';
import { clip, line } from '../whatsapp/clip.ts';
import { mediaIdOf } from '../whatsapp/map-media.ts';
import { text } from '../whatsapp/webhook-schema.ts';

// What a message says in WhatsApp's own words, as a linked device sees them, in ours.

type Parts = Readonly<Record<string, unknown>>;
interface Said {
  content: Content;
  file: IncomingFile | null;
}

const mediaKinds: Readonly<Record<string, MediaKind>> = {
  imageMessage: 'image',
  videoMessage: 'video',
  ptvMessage: 'video',
  audioMessage: 'audio',
  documentMessage: 'document',
  stickerMessage: 'sticker',
};
/** They hold another message. */
const wrappers = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
];
/** They stand beside a message and say nothing. */
const silent = new Set(['messageContextInfo', 'senderKeyDistributionMessage', 'base64', 'mediaUrl']);

const Wrapper = z.looseObject({ message: z.record(z.string(), z.unknown()) });
const word = text.nullish().catch(undefined);
const File = z.looseObject({
  mimetype: text.catch(''),
  caption: word,
  fileName: word,
  title: word,
  fileSha256: z.string().max(128).nullish().catch(undefined),
  ptt: z.boolean().nullish().catch(undefined),
});
const Place = z.looseObject({
  degreesLatitude: z.number(),
  degreesLongitude: z.number(),
  name: word,
  address: word,
});
const CardPart = z.looseObject({ displayName: word, vcard: word });
const Cards = z.looseObject({ contacts: z.array(CardPart).min(1) });
const Tap = z.looseObject({
  selectedButtonId: word,
  selectedDisplayText: word,
  selectedId: word,
  title: word,
  description: word,
  singleSelectReply: z.looseObject({ selectedRowId: word }).nullish().catch(undefined),
});

/** Without what it is wrapped in; at most so deep. */
export function unwrapped(parts: Parts, depth = 5): Parts {
  const name = wrappers.find((each) => parts[each] !== undefined);
  const inner = name === undefined ? undefined : Wrapper.safeParse(parts[name]).data;
  return inner === undefined || depth === 0 ? parts : unwrapped(inner.message, depth - 1);
}

/** What can't be read, or is of a new kind, becomes `unsupported` with its kind as label: nothing is dropped. */
export function contentOfParts(phoneNumberId: string, wamid: string, message: Parts): Said {
  const parts = unwrapped(message);
  const kind = Object.keys(parts).find((name) => !silent.has(name) && parts[name] !== null) ?? 'unknown';
  const said = read(phoneNumberId, wamid, kind, parts[kind]);
  // Desktops check what they get: nothing may leave here that their schema refuses.
  if (said !== null && Content.safeParse(said.content).success) return said;
  const label = kind.replace(/(?:V\d)?Message(?:V\d)?$/, '');
  return { content: { type: 'unsupported', kind: clip(label, 64) }, file: null };
}

/** The new text of an edited message, or its new caption. */
export function textOfParts(message: Parts): string | null {
  const { content } = contentOfParts('', '', message);
  if (content.type === 'text') return content.text;
  return content.type === 'media' ? content.caption : null;
}

/** The id of the message that this one quotes, wherever WhatsApp has put it. */
export function quotedIn(message: Parts): string | null {
  for (const part of Object.values(unwrapped(message))) {
    const context = z
      .looseObject({ contextInfo: z.looseObject({ stanzaId: z.string().max(512) }) })
      .safeParse(part).data;
    if (context !== undefined) return context.contextInfo.stanzaId;
  }
  return null;
}

function read(phoneNumberId: string, wamid: string, kind: string, part: unknown): Said | null {
  const mediaKind = mediaKinds[kind];
  if (mediaKind !== undefined) return fileOf(phoneNumberId, wamid, mediaKind, part);
  const content = otherOf(kind, part);
  return content === null ? null : { content, file: null };
}

function fileOf(phoneNumberId: string, wamid: string, kind: MediaKind, part: unknown): Said | null {
  const file = File.safeParse(part).data;
  if (file === undefined) return null;
  const { mimetype, caption, fileName, title, fileSha256, ptt } = file;
  const name = fileName ?? title;
  const media = {
    id: mediaIdOf(phoneNumberId, wamid),
    mimeType: clip(mimetype, 512),
    filename: name ? plainName(name) : null,
    size: null,
    sha256: null,
    state: 'pending' as const,
  };
  const hash = Buffer.from(fileSha256 ?? '', 'base64');
  return {
    content: { type: 'media', kind, media, caption: line(caption ?? undefined), voice: ptt === true },
    // A gateway finds a file by its message.
    file: { metaMediaId: wamid, url: null, sha256: hash.length === 32 ? hash.toString('hex') : null },
  };
}

function otherOf(kind: string, part: unknown): Content | null {
  switch (kind) {
    case 'conversation':
      return typeof part === 'string' ? { type: 'text', text: text.parse(part) } : null;
    case 'extendedTextMessage': {
      const words = z.looseObject({ text }).safeParse(part).data;
      return words === undefined ? null : { type: 'text', text: words.text };
    }
    case 'locationMessage':
    case 'liveLocationMessage': {
      const place = Place.safeParse(part).data;
      if (place === undefined) return null;
      const { degreesLatitude: latitude, degreesLongitude: longitude, name, address } = place;
      return {
        type: 'location',
        latitude,
        longitude,
        name: line(name ?? undefined),
        address: line(address ?? undefined),
      };
    }
    case 'contactMessage': {
      const card = CardPart.safeParse(part).data;
      return card === undefined ? null : { type: 'contacts', cards: [cardOf(card)] };
    }
    case 'contactsArrayMessage': {
      const cards = Cards.safeParse(part).data?.contacts;
      return cards === undefined ? null : { type: 'contacts', cards: cards.slice(0, 257).map(cardOf) };
    }
    case 'buttonsResponseMessage':
    case 'templateButtonReplyMessage':
    case 'listResponseMessage':
      return tapOf(kind, part);
    default:
      return null;
  }
}

function tapOf(kind: string, part: unknown): Content | null {
  const tap = Tap.safeParse(part).data;
  if (tap === undefined) return null;
  const id = tap.selectedButtonId ?? tap.selectedId ?? tap.singleSelectReply?.selectedRowId ?? null;
  return {
    type: 'answer',
    kind: kind === 'listResponseMessage' ? 'list' : 'button',
    title: clip(tap.selectedDisplayText ?? tap.title ?? id ?? '', 4096),
    id: id === null ? null : clip(id, 1024),
    description: line(tap.description ?? undefined),
    data: null,
  };
}

function cardOf({ displayName, vcard }: z.infer<typeof CardPart>): z.infer<typeof ContactCard> {
  const lines = (vcard ?? '').split(/\r?\n/).slice(0, 500);
  const valuesOf = (property: string) =>
    lines.filter((each) => new RegExp(`^(?:item\\d+\\.)?${property}[;:]`, 'i').test(each)).slice(0, 50);
  const valueOf = (each: string): string => clip(each.slice(each.indexOf(':') + 1).trim(), 512);
  const named = valuesOf('FN')[0];
  return {
    name: clip(displayName || (named === undefined ? '' : valueOf(named)) || 'Contact', 512),
    phones: valuesOf('TEL').map((each) => ({
      phone: valueOf(each),
      waId: /waid=(\d{5,20})/i.exec(each)?.[1] ?? null,
      type: null,
    })),
    emails: valuesOf('EMAIL').map((each) => ({ email: valueOf(each), type: null })),
    organisation: valuesOf('ORG').map(valueOf)[0] ?? null,
  };
}
