import { useEffect, useRef } from 'react';
import { Paperclip, UsersRound } from 'lucide-react';
import { toPlain } from '#shared/whatsapp-format.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import type { Suggestion } from './suggestions.ts';
import type { TriggerKind } from './trigger.ts';
import styles from './suggestion-list.module.css';

export const suggestionId = (index: number): string => `suggestion-${index}`;

interface SuggestionListProps {
  id: string;
  kind: TriggerKind;
  suggestions: readonly Suggestion[];
  highlighted: number;
  onHighlight: (index: number) => void;
  onChoose: (suggestion: Suggestion) => void;
}

/** What fits what is being typed, over the field; the cursor stays in the field meanwhile. */
export function SuggestionList({ id, kind, suggestions, highlighted, onHighlight, onChoose }: SuggestionListProps) {
  const listRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    listRef.current?.children[highlighted]?.scrollIntoView({ block: 'nearest' });
  }, [highlighted]);
  return (
    <div ref={listRef} className={styles.list} id={id} role="listbox" aria-label={t(`composer.suggest.${kind}`)}>
      {suggestions.map((suggestion, index) => (
        <button
          key={suggestion.key}
          type="button"
          id={suggestionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === highlighted}
          className={styles.option}
          onMouseMove={() => onHighlight(index)}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <Line suggestion={suggestion} />
        </button>
      ))}
    </div>
  );
}

function Line({ suggestion }: { suggestion: Suggestion }) {
  switch (suggestion.kind) {
    case 'quickReply': {
      const { content, ownerId } = suggestion.item;
      return (
        <>
          <span className={styles.shortcut}>/{content.shortcut}</span>
          <span className={styles.body}>
            <Name text={content.title} className={styles.title} />
            <Quote text={toPlain(content.text).slice(0, 160)} className={styles.detail} />
          </span>
          {content.media !== null && <Paperclip size={14} strokeWidth={1.5} aria-label={t('composer.withFile')} />}
          {ownerId === null && <UsersRound size={14} strokeWidth={1.5} aria-label={t('composer.ofTeam')} />}
        </>
      );
    }
    case 'variable':
      return (
        <>
          <span className={styles.shortcut}>{suggestion.path}</span>
          <span className={styles.body}>
            {suggestion.value === null ? (
              <span className={styles.detail}>{t('composer.notKnown')}</span>
            ) : (
              <Quote text={suggestion.value} className={styles.title} />
            )}
          </span>
        </>
      );
    case 'emoji':
      return (
        <>
          <span className={styles.sign}>{suggestion.sign}</span>
          <span className={styles.title}>{suggestion.name}</span>
        </>
      );
    case 'mention':
      return (
        <>
          <Avatar id={suggestion.user.id} name={suggestion.user.name} size={24} />
          <Name text={suggestion.user.name} className={styles.title} />
          <Name text={suggestion.user.email} className={styles.detail} />
        </>
      );
  }
}
