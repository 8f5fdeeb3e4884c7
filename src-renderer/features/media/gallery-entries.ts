import type { Media } from '#shared/content.ts';
import { textOfContent } from '#shared/content-text.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { linkify } from '../../ui/linkify.ts';

/** The document of a message, also that above a template. */
export function documentOf({ content }: Pick<ThreadMessage, 'content'>): Media | null {
  if (content.type === 'media') return content.kind === 'document' ? content.media : null;
  const header = 'header' in content ? content.header : null;
  return header?.kind === 'media' && header.mediaKind === 'document' ? header.media : null;
}

/** The addresses in a message that Parley would open, each once. */
export function linksOf({ content }: Pick<ThreadMessage, 'content'>): string[] {
  const text = textOfContent(content).replace(/(^|[\s(])www\./giu, '$1https://www.');
  return [...new Set(linkify(text).flatMap((part) => (part.kind === 'link' ? [part.text] : [])))];
}
