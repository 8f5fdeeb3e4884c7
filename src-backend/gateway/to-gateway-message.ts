import type { Content, ContentOf } from '#shared/content.ts';

/** A message in the gateway's words: `body` goes to `/message/{path}/{instance}`. */
export interface GatewayMessage {
  path: string;
  body: Record<string, unknown>;
  /** Where the bytes of its file belong, in base64; null: it has none, or the gateway fetches it by itself. */
  fileField: string | null;
}

/** Names the message that is answered. */
type Quote = { quoted?: { key: { id: string } } };

/**
 * A message as the gateway takes it; null for what can't be sent through one. `to`: digits. `replyTo`: the id, at
 * WhatsApp, of the message it quotes. Pure.
 */
export function toGatewayMessage(to: string, content: Content, replyTo: string | null): GatewayMessage | null {
  const quote: Quote = replyTo === null ? {} : { quoted: { key: { id: replyTo } } };
  const said = { number: to, ...quote };
  switch (content.type) {
    case 'text':
      return { path: 'sendText', body: { ...said, text: content.text }, fileField: null };
    case 'location': {
      const { latitude, longitude, name, address } = content;
      const place = { latitude, longitude, name: name ?? '', address: address ?? '' };
      return { path: 'sendLocation', body: { ...said, ...place }, fileField: null };
    }
    case 'contacts':
      return { path: 'sendContact', body: { ...said, contact: content.cards.map(cardOf) }, fileField: null };
    case 'media':
      return mediaMessage(said, content);
    default:
      return null;
  }
}

/** `emoji: ''` takes ours away. */
export function toGatewayReaction(
  to: string,
  target: { wamid: string; isOurs: boolean },
  emoji: string,
): GatewayMessage {
  const key = { remoteJid: jidOf(to), fromMe: target.isOurs, id: target.wamid };
  return { path: 'sendReaction', body: { key, reaction: emoji }, fileField: null };
}

export const jidOf = (digits: string): string => `${digits}@s.whatsapp.net`;

function mediaMessage(said: object, content: ContentOf<'media'>): GatewayMessage | null {
  const { kind, media, caption, voice } = content;
  // A file that only Meta has is nothing to a gateway.
  if (media.metaId !== undefined) return null;
  const [path, field, more] = voice
    ? ['sendWhatsAppAudio', 'audio', {}]
    : kind === 'sticker'
      ? ['sendSticker', 'sticker', {}]
      : ['sendMedia', 'media', described(content, caption)];
  const { link } = media;
  const body = { ...said, ...more, ...(link === undefined ? {} : { [field]: link }) };
  return { path, body, fileField: link === undefined ? field : null };
}

function described({ kind, media }: ContentOf<'media'>, caption: string | null): object {
  const { mimeType, filename } = media;
  return {
    mediatype: kind,
    ...(mimeType === '' ? {} : { mimetype: mimeType }),
    ...(caption === null || caption === '' ? {} : { caption }),
    // A document has to have one.
    ...(filename === null && kind !== 'document' ? {} : { fileName: filename ?? 'file' }),
  };
}

function cardOf({ name, phones, emails, organisation }: ContentOf<'contacts'>['cards'][number]): object {
  const phone = phones[0]?.phone ?? '';
  const waId = phones[0]?.waId ?? phone.replace(/\D/g, '');
  return {
    fullName: name,
    wuid: waId,
    phoneNumber: phone === '' ? `+${waId}` : phone,
    ...(organisation === null ? {} : { organization: organisation }),
    ...(emails[0] === undefined ? {} : { email: emails[0].email }),
  };
}
