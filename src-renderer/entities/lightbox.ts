import type { ContentOf, Media } from '#shared/content.ts';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { createForWorkspace } from './workspace-store.ts';

/** A picture or film that can be looked at large. */
export interface LightboxItem {
  messageId: MessageId;
  conversationId: ConversationId;
  media: Media;
  kind: 'image' | 'video';
  caption: string | null;
  at: number;
}

interface Lightbox {
  items: readonly LightboxItem[];
  index: number;
}

/** What is looked at large; null: nothing. */
export const useLightbox = createForWorkspace<{ shown: Lightbox | null }>(() => ({ shown: null }));

/** Opens at one of the items; the others are what the arrows lead to, the oldest first. */
export function openLightbox(items: readonly LightboxItem[], messageId: MessageId): void {
  const index = items.findIndex((item) => item.messageId === messageId);
  if (index >= 0) useLightbox.setState({ shown: { items, index } });
}

export function moveLightbox(steps: 1 | -1): void {
  useLightbox.setState(({ shown }) => {
    const index = (shown?.index ?? 0) + steps;
    return shown?.items[index] === undefined ? { shown } : { shown: { ...shown, index } };
  });
}

export function closeLightbox(): void {
  useLightbox.setState({ shown: null });
}

/** The picture or film of a message, also that above a template or buttons; null when it has none, or it is deleted. */
export function toLightboxItem(message: ThreadMessage): LightboxItem | null {
  const { id: messageId, conversationId, at, content } = message;
  const file = message.deletedAt === undefined ? pictureOf(content) : null;
  return file && { messageId, conversationId, at, ...file };
}

function pictureOf(content: ThreadMessage['content']): Pick<LightboxItem, 'media' | 'kind' | 'caption'> | null {
  if (content.type === 'media') return viewable(content.kind, content.media, content.caption);
  const header = content.type === 'template' || content.type === 'interactive' ? content.header : null;
  return header?.kind === 'media' ? viewable(header.mediaKind, header.media, textOf(content)) : null;
}

const textOf = (content: ThreadMessage['content']): string | null => ('body' in content ? content.body : null);

function viewable(kind: ContentOf<'media'>['kind'], media: Media | null, caption: string | null) {
  return media !== null && (kind === 'image' || kind === 'video') ? { kind, media, caption } : null;
}
