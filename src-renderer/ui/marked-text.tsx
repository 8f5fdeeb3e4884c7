import { findFolded, type TextRange } from '#shared/fold-text.ts';
import { beginsAnywhere } from '#shared/search-text.ts';
import styles from './marked-text.module.css';

interface MarkedTextProps {
  /** Already made safe to show, by text-hygiene.ts. */
  text: string;
  /** Folded texts. */
  marked: readonly string[];
  /** Inside of words, too. */
  anywhere?: boolean;
  className?: string | undefined;
}

/** A text of somebody with what was looked for marked in it, without case and accents. */
export function MarkedText({ text, marked, anywhere = false, className }: MarkedTextProps) {
  const parts: { text: string; isHit: boolean; at: number }[] = [];
  let at = 0;
  for (const { start, end } of rangesIn(text, marked, anywhere)) {
    if (start > at) parts.push({ text: text.slice(at, start), isHit: false, at });
    parts.push({ text: text.slice(start, end), isHit: true, at: start });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isHit: false, at });
  return (
    <bdi dir="auto" className={className}>
      {parts.map((part) =>
        part.isHit ? (
          <mark key={part.at} className={styles.mark}>
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}

/** In order and without overlaps. */
export function rangesIn(text: string, marked: readonly string[], anywhere: boolean): TextRange[] {
  const found = marked
    .flatMap((one) => findFolded(text, one))
    .filter(({ start }) => anywhere || startsWord(text, start))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((range) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

function startsWord(text: string, at: number): boolean {
  return !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) || beginsAnywhere.test(text.slice(at, at + 2));
}
