import type { MediaFile, MediaStore } from '../media/media-store.ts';
import { readSound } from '../phone/body/sound.ts';
import type { PhoneMessage, Thread, Threads } from '../threads/threads.ts';
import { type KeyIndex, toJid } from './key-index.ts';

export interface MessageParts {
  media: MediaStore;
  threads: Threads;
  keys: KeyIndex;
}

export interface MessageKey {
  remoteJid: string;
  fromMe: boolean;
  id: string;
}

/** A message as events and answers of the gateway print it. */
export interface GatewayMessage {
  key: MessageKey;
  pushName: string;
  status: string;
  message: Record<string, unknown>;
  /** Quotes what it replies to. */
  contextInfo?: object;
  messageType: string;
  /** Unix seconds. */
  messageTimestamp: number;
  instanceId: string;
  source: string;
}

/** Statuses as the gateway counts them. */
export const ackOf: Readonly<Record<PhoneMessage['delivery'], string>> = {
  accepted: 'PENDING',
  sent: 'SERVER_ACK',
  delivered: 'DELIVERY_ACK',
  read: 'READ',
  played: 'PLAYED',
  failed: 'ERROR',
};

export function toKey(parts: MessageParts, thread: Thread, message: PhoneMessage): MessageKey {
  return {
    remoteJid: toJid(thread.customer.waId),
    fromMe: message.direction === 'outbound',
    id: parts.keys.idOf(message.wamid, message.direction),
  };
}

/** With `hasBase64` the file of a media message stands in it. */
export function toMessage(
  parts: MessageParts,
  instanceId: string,
  thread: Thread,
  message: PhoneMessage,
  hasBase64: boolean,
): GatewayMessage {
  const { type, content } = toContent(parts, thread, message);
  const file = findFile(parts.media, message);
  const quoted = message.replyTo === null ? undefined : parts.threads.message(message.replyTo);
  return {
    key: toKey(parts, thread, message),
    pushName: message.direction === 'inbound' ? thread.customer.name : '',
    status: ackOf[message.delivery],
    message: { ...content, ...(hasBase64 && file ? { base64: file.bytes.toString('base64') } : {}) },
    ...(quoted ? { contextInfo: toQuote(parts, quoted.thread, quoted.message) } : {}),
    messageType: type,
    messageTimestamp: Math.floor(message.at / 1000),
    instanceId,
    // Clients tell the kind of device from the length of the id; so does the gateway.
    source: message.direction === 'inbound' ? 'android' : 'web',
  };
}

/** The file of a media message; undefined for others and when it has expired. */
export function findFile(media: MediaStore, message: PhoneMessage): MediaFile | undefined {
  if (!mediaTypes.includes(message.type)) return undefined;
  const { id } = toObject(message.content);
  return typeof id === 'string' ? media.find(id) : undefined;
}

const mediaTypes: readonly string[] = ['image', 'video', 'audio', 'document', 'sticker'];

/** `conversation`, `imageMessage` … with the object under that name. */
export function toContent(
  parts: MessageParts,
  thread: Thread,
  message: PhoneMessage,
): { type: string; content: Record<string, unknown> } {
  const own = toObject(message.content);
  const as = (type: string, value: unknown): { type: string; content: Record<string, unknown> } => ({
    type,
    content: { [type]: value },
  });
  switch (message.type) {
    case 'text':
      return as('conversation', own['body'] ?? '');
    case 'image':
      return as('imageMessage', toMedia(parts, message, own));
    case 'video':
      return as('videoMessage', toMedia(parts, message, own));
    case 'sticker':
      return as('stickerMessage', { ...toMedia(parts, message, own), isAnimated: own['animated'] === true });
    case 'audio':
      return as('audioMessage', { ...toMedia(parts, message, own), ptt: own['voice'] === true });
    case 'document': {
      const document = toMedia(parts, message, own);
      // As WhatsApp wraps it: readers that look for documentMessage only miss every document with words.
      return document['caption'] === undefined
        ? as('documentMessage', document)
        : as('documentWithCaptionMessage', { message: { documentMessage: document } });
    }
    case 'location':
      return as('locationMessage', {
        degreesLatitude: own['latitude'],
        degreesLongitude: own['longitude'],
        ...present({ name: own['name'], address: own['address'] }),
      });
    case 'contacts': {
      const cards = (Array.isArray(message.content) ? message.content : []).map(toCard);
      return cards.length === 1
        ? as('contactMessage', cards[0])
        : as('contactsArrayMessage', { displayName: `${cards.length} contacts`, contacts: cards });
    }
    case 'reaction': {
      const target = parts.threads.message(String(own['message_id'] ?? ''));
      const key = target && toKey(parts, target.thread, target.message);
      return as('reactionMessage', {
        key: key ?? { remoteJid: toJid(thread.customer.waId) },
        text: own['emoji'] ?? '',
        senderTimestampMs: String(message.at),
      });
    }
    default:
      return { type: 'unknown', content: {} };
  }
}

/** The encrypted file's place; its bytes come by `getBase64FromMediaMessage`. */
function toMedia(parts: MessageParts, message: PhoneMessage, own: Record<string, unknown>): Record<string, unknown> {
  const file = findFile(parts.media, message);
  const seconds = message.type === 'audio' && file ? readSound(file.bytes).seconds : null;
  return {
    url: `https://mmg.whatsapp.net/v/t62.7118-24/${String(own['id'] ?? 'gone')}.enc`,
    mimetype: file?.mimeType ?? own['mime_type'] ?? 'application/octet-stream',
    ...present({
      fileSha256: file && Buffer.from(file.sha256, 'hex').toString('base64'),
      fileLength: file && String(file.bytes.length),
      seconds: seconds === null ? undefined : Math.round(seconds),
      fileName: own['filename'],
      title: own['filename'],
      caption: own['caption'],
    }),
  };
}

function toQuote(parts: MessageParts, thread: Thread, quoted: PhoneMessage): object {
  const author = quoted.direction === 'inbound' ? thread.customer.waId : thread.number.digits;
  return {
    stanzaId: parts.keys.idOf(quoted.wamid, quoted.direction),
    participant: toJid(author),
    quotedMessage: toContent(parts, thread, quoted).content,
  };
}

function toCard(card: unknown): object {
  const { name, vcard, phones } = toObject(card);
  const displayName = String(toObject(name)['formatted_name'] ?? '');
  const numbers = (Array.isArray(phones) ? phones : []).map((phone) => {
    const { phone: written, wa_id: waId } = toObject(phone);
    return `TEL;type=CELL;waid=${String(waId ?? '')}:${String(written ?? waId ?? '')}`;
  });
  const made = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${displayName}`, ...numbers, 'END:VCARD'].join('\n');
  return { displayName, vcard: typeof vcard === 'string' ? vcard : made };
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Without the keys that have no value. */
function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
