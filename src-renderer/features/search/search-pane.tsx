import { useEffect, useRef, type KeyboardEvent } from 'react';
import { ArrowLeft, CloudOff, SearchX } from 'lucide-react';
import type { ContactId, ConversationId, MessageId } from '#shared/ids.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import hidden from '../../ui/visually-hidden.module.css';
import { SearchResults } from './search-results.tsx';
import { SearchStart } from './search-start.tsx';
import { moveInSearch, rememberSearch, searchFor, useSearch } from './search-store.ts';
import styles from './search-pane.module.css';

export interface SearchPaneProps {
  onOpenMessage: (conversationId: ConversationId, messageId: MessageId) => void;
  onOpenPerson: (contactId: ContactId, conversationId: ConversationId | null) => void;
  /** Back to where one was. */
  onClose: () => void;
}

export const resultId = (index: number): string => `search-result-${index}`;
const listId = 'search-results';

/** Looks for people and messages in everything that is on this computer. It takes the place of the list. */
export function SearchPane({ onOpenMessage, onOpenPerson, onClose }: SearchPaneProps) {
  const { text, status, people, messages, recent, at, asked, ignored, isWhole } = useSearch();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  const open = (index: number) => {
    if (status === 'idle') {
      const before = recent[index];
      if (before !== undefined) void searchFor(before);
      return;
    }
    const person = people[index];
    const message = messages[index - people.length];
    if (person === undefined && message === undefined) return;
    rememberSearch();
    useSearch.setState({ at: index });
    if (person) onOpenPerson(person.contactId, person.conversationId);
    else if (message) onOpenMessage(message.conversationId, message.messageId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (steps !== undefined) moveInSearch(steps);
    else if (event.key === 'Enter') open(at);
    else return;
    event.preventDefault();
  };
  const count = status === 'idle' ? recent.length : people.length + messages.length;
  const isEmpty = status === 'ready' && count === 0;
  return (
    <section className={styles.pane} aria-label={t('search.title')} data-pane="search">
      <header className={styles.header}>
        <IconButton label={t('search.close')} icon={ArrowLeft} shortcut="Escape" onClick={onClose} />
        <SearchField
          ref={field}
          role="combobox"
          label={t('search.field')}
          placeholder={t('search.hint')}
          aria-expanded={count > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={count > 0 ? resultId(at) : undefined}
          autoComplete="off"
          maxLength={500}
          value={text}
          onSearch={(wanted) => void searchFor(wanted)}
          onKeyDown={onKeyDown}
        />
      </header>
      {ignored.length > 0 && (
        <p className={styles.note} role="status">
          {t('search.ignored', { what: ignored.join(' ') })}
        </p>
      )}
      {status !== 'idle' && !isWhole && (
        <p className={styles.note} role="status">
          {t('search.reading')}
        </p>
      )}
      <p className={hidden.hidden} aria-live="polite">
        {status === 'ready' && t('search.found', { count })}
      </p>
      {status === 'idle' && <SearchStart listId={listId} onOpen={open} />}
      {status === 'failed' && (
        <EmptyState icon={CloudOff} title={t('search.failed')} text={t('search.failedText')}>
          <Button onClick={() => void searchFor(text)}>{t('action.retry')}</Button>
        </EmptyState>
      )}
      {isEmpty && <EmptyState icon={SearchX} title={t('search.empty')} text={t('search.emptyText')} />}
      {(status === 'ready' || status === 'searching') && count > 0 && (
        // Anew for each text, so that it begins at the top.
        <SearchResults key={text} listId={listId} onOpen={open} />
      )}
    </section>
  );
}
