import type { Bubble } from '../wire.ts';
import { isSameDay } from './times.ts';

/** Messages of one side closer together than this belong together. */
const groupMs = 5 * 60_000;
/** A customer may change what they wrote for so long, and take it back for so long. */
const editMs = 15 * 60_000;
const deleteMs = 48 * 3_600_000;

/** How a bubble stands among its neighbours. */
export interface Row {
  bubble: Bubble;
  /** The first of its day. */
  isNewDay: boolean;
  /** The first of a group of one side. */
  hasTail: boolean;
}

export function toRows(bubbles: readonly Bubble[]): Row[] {
  return bubbles.map((bubble, index) => {
    const before = bubbles[index - 1];
    const isNewDay = !before || !isSameDay(before.at, bubble.at);
    const isAfterNotice = before?.body.kind === 'notice';
    const hasTail = isNewDay || isAfterNotice || before.isMine !== bubble.isMine || bubble.at - before.at > groupMs;
    return { bubble, isNewDay, hasTail };
  });
}

export function canEdit(bubble: Bubble, now: number): boolean {
  return bubble.isMine && bubble.body.kind === 'text' && now - bubble.at <= editMs;
}

export function canDelete(bubble: Bubble, now: number): boolean {
  const isGone = bubble.body.kind === 'deleted';
  // What has no ticks was not sent: a call, a notice.
  return bubble.isMine && bubble.tick !== null && !isGone && now - bubble.at <= deleteMs;
}

/** One to three emoji and nothing else are drawn large. */
export function isLoneEmoji(text: string): boolean {
  return /^(?:\p{RGI_Emoji}\s?){1,3}$/v.test(text);
}

/** Long text is cut at a word near `limit` until somebody asks for the rest; null when it is short enough. */
export function cutText(text: string, limit: number): string | null {
  // A little over the limit is not worth a tap.
  if (text.length <= limit * 1.15) return null;
  const cut = text.slice(0, limit);
  const space = cut.search(/\s\S*$/);
  return `${space > limit * 0.5 ? cut.slice(0, space) : [...cut].slice(0, -1).join('')}…`;
}
