import type { Body } from '../wire-body.ts';

/** A body in one line or few: for the list of chats, quotes and screen readers. */
export function toWords(body: Body): string {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'picture':
      return `📷 ${body.caption || 'Photo'}`;
    case 'video':
      return `🎥 ${body.caption || 'Video'}`;
    case 'sticker':
      return '🖼️ Sticker';
    case 'audio':
      return body.isVoice ? '🎤 Voice message' : '🎵 Audio';
    case 'document':
      return `📄 ${body.caption || (body.media.filename ?? 'Document')}`;
    case 'location':
      return `📍 ${body.name || 'Location'}`;
    case 'contacts':
      return `👤 ${body.cards.map(({ name }) => name).join(', ') || 'Contact'}`;
    case 'card':
      return (
        body.text ||
        (body.header?.kind === 'text' ? body.header.text : (body.product?.name ?? '')) ||
        body.actions[0]?.label ||
        'Message'
      );
    case 'choice':
      return body.title;
    case 'form':
      return `📝 ${body.title}`;
    case 'order': {
      const count = body.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      return `🛒 ${count} ${count === 1 ? 'item' : 'items'}`;
    }
    case 'call':
      return `📞 ${body.title}`;
    case 'notice':
      return body.text;
    case 'deleted':
      return '🚫 This message was deleted';
    case 'unsupported':
      return `⚠️ ${body.title}`;
  }
}
