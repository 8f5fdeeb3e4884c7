import { useEffect, useRef } from 'react';
import type { FoundMessage, FoundPerson } from '#shared/search.ts';
import { displayPhone } from '#shared/phone.ts';
import { useNow } from '../../entities/clock.ts';
import { useAccount, useMe, useUser } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { previewText } from '../../ui/preview.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatFull, formatShort } from '../../ui/format-time.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { cappedMarks, visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { VirtualList, virtualItem, type ItemSlot, type VirtualListHandle } from '../../ui/virtual-list.tsx';
import { resultId } from './search-pane.tsx';
import { searchFurther, useSearch } from './search-store.ts';
import styles from './search-pane.module.css';

type Line = { heading: string } | { index: number; person: FoundPerson } | { index: number; message: FoundMessage };

export function SearchResults({ listId, onOpen }: { listId: string; onOpen: (index: number) => void }) {
  const people = useSearch((state) => state.people);
  const messages = useSearch((state) => state.messages);
  const at = useSearch((state) => state.at);
  const handle = useRef<VirtualListHandle>(null);
  const lines: Line[] = [
    ...(people.length === 0 ? [] : [{ heading: t('search.people') }]),
    ...people.map((person, index) => ({ index, person })),
    ...(messages.length === 0 ? [] : [{ heading: t('search.messages') }]),
    ...messages.map((message, index) => ({ index: people.length + index, message })),
  ];
  const line = lines.findIndex((one) => 'index' in one && one.index === at);
  useEffect(() => {
    // The first result is shown with its heading.
    if (line >= 0) handle.current?.scrollToIndex(at === 0 ? 0 : line);
  }, [line, at]);
  return (
    <VirtualList
      count={lines.length}
      keyOf={(index) => keyOf(lines[index])}
      estimate={(index) => heightOf(lines[index])}
      onNearEnd={() => void searchFurther()}
      holder={{ role: 'listbox', id: listId, 'aria-label': t('search.results') }}
      handle={handle}
    >
      {(slot) => {
        const shown = lines[slot.index];
        if (shown === undefined) return null;
        if ('heading' in shown) return <Heading key={shown.heading} {...slot} text={shown.heading} />;
        const row = { ...slot, result: shown.index, isAt: shown.index === at, onOpen };
        return 'person' in shown ? (
          <PersonRow key={shown.person.contactId} {...row} person={shown.person} />
        ) : (
          <MessageRow key={shown.message.messageId} {...row} message={shown.message} />
        );
      }}
    </VirtualList>
  );
}

function keyOf(line: Line | undefined): string {
  if (line === undefined) return '';
  return 'heading' in line ? line.heading : 'person' in line ? line.person.contactId : line.message.messageId;
}

const heightOf = (line: Line | undefined): number =>
  line === undefined || 'heading' in line ? 34 : 'person' in line ? 52 : 76;

function Heading({ index, measure, text }: ItemSlot & { text: string }) {
  return (
    <div ref={measure} data-index={index} role="presentation" className={`${styles.heading} ${virtualItem}`}>
      {text}
    </div>
  );
}

interface RowProps extends ItemSlot {
  result: number;
  isAt: boolean;
  onOpen: (index: number) => void;
}

function PersonRow({ index, measure, result, isAt, onOpen, person }: RowProps & { person: FoundPerson }) {
  const account = useAccount(person.accountId);
  const marked = useSearch((state) => state.marked);
  const { foundBy } = person;
  const handle = foundBy === null ? person.handle : foundBy.value;
  const isPhone = foundBy === null ? /^\d{7,15}$/u.test(handle) : foundBy.kind === 'phone' || foundBy.kind === 'wa_id';
  return (
    <div ref={measure} data-index={index} role="presentation" className={`${styles.item} ${virtualItem}`}>
      <button
        type="button"
        id={resultId(result)}
        role="option"
        tabIndex={-1}
        aria-selected={isAt}
        className={styles.person}
        onClick={() => onOpen(result)}
      >
        {account && <span className={styles.edge} style={{ '--edge': `var(--account-${account.color})` }} />}
        <Avatar id={person.contactId} name={person.name} size={28} />
        <span className={styles.lines}>
          <MarkedText text={visibleName(person.name)} marked={marked} anywhere className={styles.name} />
          {handle !== person.name && (
            <span className={styles.handle}>
              {foundBy?.kind === 'username' && '@'}
              <MarkedText text={isPhone ? displayPhone(handle) : visibleName(handle)} marked={marked} anywhere />
            </span>
          )}
        </span>
      </button>
    </div>
  );
}

function MessageRow({ index, measure, result, isAt, onOpen, message }: RowProps & { message: FoundMessage }) {
  const account = useAccount(message.accountId);
  const marked = useSearch((state) => state.marked);
  const now = useNow();
  return (
    <div ref={measure} data-index={index} role="presentation" className={`${styles.item} ${virtualItem}`}>
      <button
        type="button"
        id={resultId(result)}
        role="option"
        tabIndex={-1}
        aria-selected={isAt}
        className={styles.message}
        onClick={() => onOpen(result)}
      >
        <span className={styles.edge} style={{ '--edge': `var(--account-${account?.color ?? 7})` }} />
        <span className={styles.first}>
          <Name text={message.contactName} className={styles.name} />
          <time className={styles.time} dateTime={new Date(message.at).toISOString()} title={formatFull(message.at)}>
            {formatShort(message.at, now)}
          </time>
        </span>
        <span className={styles.excerpt}>
          <Author message={message} /> <MarkedText text={cappedMarks(previewText(message.excerpt))} marked={marked} />
        </span>
      </button>
    </div>
  );
}

/** Who wrote it, where that is not the customer. */
function Author({ message }: { message: FoundMessage }) {
  const me = useMe();
  const { origin, direction } = message;
  const user = useUser(origin.kind === 'agent' ? origin.userId : null);
  if (direction === 'inbound') return null;
  const isMine = origin.kind === 'agent' && origin.userId === me?.id;
  const name = isMine || user === null ? t('search.we') : user.name;
  return (
    <span className={direction === 'note' ? styles.noteAuthor : styles.author}>
      {direction === 'note'
        ? t('search.note', { name: visibleName(name) })
        : t('search.author', { name: visibleName(name) })}
    </span>
  );
}
