import type { MediaKind } from './content.ts';
import { whyNotSendable } from './media-limits.ts';

/** As what a file of this computer goes out, and what is in the way. */
export interface Judged {
  kind: MediaKind;
  /** Why it can't go out like this, for people; null when it can. */
  problem: string | null;
  /** What helps, best first. */
  fixes: readonly ('convert' | 'document')[];
}

/** Pictures that the page can draw, and so make another picture of. */
const drawable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp', 'image/avif']);

/** `mimeType` by the file's own bytes. `wanted`: the person has chosen to send it as this. */
export function judgeAttachment(file: { mimeType: string; size: number }, wanted?: MediaKind): Judged {
  const kind = wanted ?? usualKind(file.mimeType);
  const problem = whyNotSendable(kind, file);
  if (problem === null) return { kind, problem, fixes: [] };
  const fixes: ('convert' | 'document')[] = [];
  if (kind === 'image' && drawable.has(file.mimeType)) fixes.push('convert');
  if (kind !== 'document' && whyNotSendable('document', file) === null) fixes.push('document');
  return { kind, problem, fixes };
}

/** A picture is sent as a picture, whatever its format: a sticker is nothing that people attach. */
function usualKind(mimeType: string): MediaKind {
  if (mimeType === 'image/svg+xml') return 'document';
  const [main] = mimeType.split('/');
  return main === 'image' || main === 'video' || main === 'audio' ? main : 'document';
}
