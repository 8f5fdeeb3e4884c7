import { useMemo, useState, type ReactNode } from 'react';
import { findFolded, foldText } from '#shared/fold-text.ts';
import type { UserId } from '#shared/ids.ts';
import { useUsers } from '../../../entities/directory.ts';
import { openExternal } from '../../../entities/windows.ts';
import { t } from '../../../i18n/i18n.ts';
import { FormattedText } from '../../../ui/formatted-text.tsx';
import { linkify } from '../../../ui/linkify.ts';
import { bodyStart, cappedMarks } from '../../../ui/text-hygiene.ts';
import { useFind } from '../find-store.ts';
import { splitBy, type Marked } from './split-text.ts';
import styles from './message-text.module.css';

interface MessageTextProps {
  text: string;
  /** Colleagues whom a note names. */
  mentions?: readonly UserId[] | undefined;
  /** Stands behind the last word: the time. */
  children?: ReactNode;
}

/** What somebody wrote, with WhatsApp's marks, links that say where they lead, and what is looked for marked. */
export function MessageText({ text, mentions, children }: MessageTextProps) {
  const [isWhole, setIsWhole] = useState(false);
  const start = isWhole ? { text, cut: false } : bodyStart(text);
  const wanted = useFind((state) => state.wanted);
  const names = useMentioned(mentions);
  const drawing = useMemo(() => drawingOf(names, wanted), [names, wanted]);
  return (
    <>
      <FormattedText text={cappedMarks(start.text)} drawing={drawing}>
        {start.cut ? null : children}
      </FormattedText>
      {start.cut && (
        <>
          <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
            {t('message.showAll')}
          </button>
          {children}
        </>
      )}
    </>
  );
}

/** How words and links are drawn when these names and this text are to be seen in them. */
function drawingOf(names: readonly string[], wanted: string) {
  const folded = foldText(wanted);
  const words = (text: string): ReactNode =>
    drawWords(text, [
      ...names.flatMap((name) => placesOf(text, name)),
      ...findFolded(text, folded).map((range) => ({ ...range, as: 'found' as const })),
    ]);
  return { words, link: (shown: string, url: string): ReactNode => <Link text={shown} url={url} words={words} /> };
}

function drawWords(text: string, ranges: Marked[]): ReactNode {
  if (ranges.length === 0) return text;
  return splitBy(text, ranges).map(({ text: part, as, start }) => {
    if (as === 'found')
      return (
        <mark key={start} className={styles.found}>
          {part}
        </mark>
      );
    return as === 'name' ? (
      <span key={start} className={styles.mention}>
        {part}
      </span>
    ) : (
      part
    );
  });
}

/** S-28: a link's text is its address. What Parley would not open is no link. */
function Link({ text, url, words }: { text: string; url: string; words: (text: string) => ReactNode }) {
  const [first] = linkify(url);
  if (first?.kind !== 'link' || first.text !== url) return words(text);
  return (
    <a
      href={url}
      className={styles.link}
      onClick={(event) => {
        event.preventDefault();
        openExternal(url);
      }}
    >
      {words(text)}
    </a>
  );
}

const noNames: readonly string[] = [];

function useMentioned(mentions: readonly UserId[] | undefined): readonly string[] {
  const users = useUsers();
  return useMemo(
    () =>
      mentions === undefined ? noNames : users.filter(({ id }) => mentions.includes(id)).map(({ name }) => `@${name}`),
    [users, mentions],
  );
}

function placesOf(text: string, name: string): Marked[] {
  const places: Marked[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    places.push({ start: at, end: at + name.length, as: 'name' });
  }
  return places;
}
