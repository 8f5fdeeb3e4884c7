import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { mostUsed } from '#shared/habits.ts';
import { noteUse, useHabits } from '../../entities/habits.ts';
import { t } from '../../i18n/i18n.ts';
import { findEmoji } from './emoji.ts';
import styles from './emoji-picker.module.css';

const columns = 9;
const optionId = (index: number): string => `emoji-${index}`;

/** All emoji by name; what one uses often stands first. Arrows move, Enter takes, the letters search. */
export function EmojiPicker({ onPick }: { onPick: (sign: string) => void }) {
  const [query, setQuery] = useState('');
  const [highlighted, setHighlighted] = useState(0);
  const habits = useHabits();
  // As it was when the picker opened: nothing moves under the pointer.
  const [usual] = useState(() => mostUsed(habits, 'emoji', Date.now(), columns * 2));
  const found = findEmoji(query, usual, Infinity);
  const listRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    listRef.current?.children[highlighted]?.scrollIntoView({ block: 'nearest' });
  }, [highlighted]);
  const pick = (sign: string | undefined) => {
    if (sign === undefined) return;
    noteUse('emoji', sign);
    onPick(sign);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    // Within the words left and right move the cursor.
    if (step !== undefined && (Math.abs(step) > 1 || query === '')) {
      setHighlighted((at) => Math.max(0, Math.min(found.length - 1, at + step)));
    } else if (event.key === 'Enter') pick(found[highlighted]?.sign);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.picker}>
      <input
        className={styles.search}
        role="combobox"
        aria-label={t('composer.emojiSearch')}
        aria-expanded="true"
        aria-controls="emoji-list"
        aria-activedescendant={found.length > 0 ? optionId(highlighted) : undefined}
        placeholder={t('composer.emojiHint')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setHighlighted(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <p className={styles.empty}>{t('composer.emojiEmpty')}</p>}
      <div ref={listRef} className={styles.grid} id="emoji-list" role="listbox" aria-label={t('composer.emoji')}>
        {found.map(({ sign, name }, index) => (
          <button
            key={sign}
            type="button"
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === highlighted}
            aria-label={name}
            title={name}
            className={styles.emoji}
            onMouseMove={() => setHighlighted(index)}
            onClick={() => pick(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
}
