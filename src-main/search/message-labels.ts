import type { Content } from '#shared/content.ts';
import { textOfContent } from '#shared/content-text.ts';
import type { Message } from '#shared/message.ts';
import { hasKinds, type HasKind } from '#shared/search-query.ts';
import { idToken, indexedText } from '#shared/search-text.ts';

export type Indexed = Pick<Message, 'content' | 'direction' | 'origin' | 'wamid' | 'deletedAt'>;

export const labelOfHas = (kind: HasKind): string => `h${hasKinds.indexOf(kind)}`;
export const labelOfAuthor = (userId: string): string => `u${userId.replaceAll('-', '')}`;
export const customerLabel = 'ocustomer';

/** What the index keeps of a message; null for one that was deleted by its author. */
export function toIndexed(message: Indexed): { text: string; labels: string } | null {
  if (message.deletedAt !== undefined) return null;
  const text = textOfContent(message.content);
  const { origin } = message;
  const labels = kindsOf(message.content, text).map(labelOfHas);
  if (origin.kind === 'agent') labels.push(labelOfAuthor(origin.userId));
  if (message.direction === 'inbound') labels.push(customerLabel);
  if (message.direction === 'note') labels.push(labelOfHas('note'));
  if (message.wamid !== null) labels.push(idToken(message.wamid));
  return { text: indexedText(text), labels: labels.join(' ') };
}

function kindsOf(content: Content, text: string): HasKind[] {
  const kinds: HasKind[] = /https?:\/\/|www\./i.test(text) ? ['link'] : [];
  const header = 'header' in content ? content.header : null;
  const kind = content.type === 'media' ? content.kind : header?.kind === 'media' ? header.mediaKind : null;
  if (kind !== null) kinds.push(kind === 'sticker' ? 'media' : kind);
  if (kind === 'image' || kind === 'video' || kind === 'audio') kinds.push('media');
  if (content.type === 'location' || header?.kind === 'location') kinds.push('location');
  if (content.type === 'contacts') kinds.push('contact');
  if (content.type === 'template') kinds.push('template');
  if (content.type === 'interactive' || (content.type === 'template' && content.buttons.length > 0)) {
    kinds.push('button');
  }
  return kinds;
}
