import type { z } from 'zod';
import type { Content } from '#shared/content.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';

/** What a message said, as it can be sent once more; null for what can't. */
export function toOutgoing(content: Content): z.input<typeof OutgoingContent> | null {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: content.text };
    case 'media': {
      const { kind, media, caption, voice } = content;
      if (media.state !== 'ready') return null;
      const filename = media.filename === null ? {} : { filename: media.filename };
      return { type: 'media', kind, media: { id: media.id, ...filename }, caption, voice };
    }
    case 'location':
      return { ...content };
    case 'contacts':
      return { type: 'contacts', cards: content.cards };
    case 'template': {
      const parameters = content.parameters.flatMap((part) =>
        typeof part['type'] === 'string' ? [{ ...part, type: part['type'] }] : [],
      );
      return { ...content, parameters };
    }
    default:
      return null;
  }
}
