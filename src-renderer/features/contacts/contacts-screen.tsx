import { useEffect, type ReactNode } from 'react';
import { CloudOff, Download, FileUp, SearchX, Tag, Users } from 'lucide-react';
import type { ContactId } from '#shared/ids.ts';
import type { ContactLine } from '#shared/inbox.ts';
import { displayPhone } from '#shared/phone.ts';
import { useContacts } from '../../entities/contacts.ts';
import { useConversations } from '../../entities/conversations.ts';
import { useCan } from '../../entities/directory.ts';
import { guarded } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { VirtualList, virtualItem, type ItemSlot } from '../../ui/virtual-list.tsx';
import { exportContacts, readContactList, readFurther, startImport, useContactList } from './contacts-store.ts';
import { ImportDialog } from './import-dialog.tsx';
import styles from './contacts-screen.module.css';

/** Everybody this company knows. `details`: what is shown of the one that is open. */
export function ContactsScreen({ details }: { details: (id: ContactId) => ReactNode }) {
  const openId = useContactList((list) => list.openId);
  const isImporting = useContactList((list) => list.isImporting);
  useEffect(() => {
    void readContactList();
    // A contact has no event of its own: its conversations are told of again when it changes.
    const stop = useConversations.subscribe((now, before) => {
      if (now.byId !== before.byId) void readContactList();
    });
    // What this person changes in the panel.
    const stopEdits = useContacts.subscribe((now, before) => {
      if (now.cards !== before.cards) void readContactList();
    });
    return () => {
      stop();
      stopEdits();
    };
  }, []);
  return (
    <div className={styles.screen} data-open={openId !== null}>
      <section className={styles.side} aria-label={t('contacts.title')} data-pane="list">
        <Header />
        <People />
      </section>
      <main className={styles.main}>
        {openId === null ? (
          <EmptyState icon={Users} title={t('contacts.none')} text={t('contacts.noneText')} />
        ) : (
          <div className={styles.details}>{details(openId)}</div>
        )}
      </main>
      <ImportDialog open={isImporting} onClose={() => useContactList.setState({ isImporting: false })} />
    </div>
  );
}

function Header() {
  const { text, tag, only, tags } = useContactList();
  const mayWrite = useCan('contact.write');
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h2 className={styles.title}>{t('contacts.title')}</h2>
        {mayWrite && <IconButton label={t('contacts.import')} icon={FileUp} onClick={startImport} />}
        <IconButton label={t('contacts.export')} icon={Download} onClick={() => void guarded(exportContacts)} />
      </div>
      <SearchField
        label={t('contacts.search')}
        maxLength={500}
        value={text}
        onSearch={(wanted) => void readContactList({ text: wanted })}
      />
      <div className={styles.filters}>
        <Segmented
          label={t('contacts.show')}
          value={only ?? 'all'}
          options={(['all', 'in', 'out', 'blocked'] as const).map((value) => ({
            value,
            label: t(`contacts.only.${value}`),
          }))}
          onChange={(value) => void readContactList({ only: value === 'all' ? null : value })}
        />
        {(tags.length > 0 || tag !== null) && (
          <Menu
            align="end"
            trigger={
              <Button size="small" kind="quiet" icon={Tag} aria-label={t('contacts.byTag')}>
                <span className={styles.cut}>{tag === null ? t('contacts.anyTag') : visibleName(tag)}</span>
              </Button>
            }
          >
            <MenuChoice
              label={t('contacts.byTag')}
              // A tag is never empty.
              value={tag ?? ''}
              options={[
                { value: '', label: t('contacts.anyTag') },
                ...tags.map((one) => ({ value: one.tag, label: <Name text={`${one.tag} · ${one.count}`} /> })),
              ]}
              onChange={(value) => void readContactList({ tag: value === '' ? null : value })}
            />
          </Menu>
        )}
      </div>
    </header>
  );
}

function People() {
  const { status, contacts, text, tag, only } = useContactList();
  const isFiltered = text.trim() !== '' || tag !== null || only !== null;
  if (status === 'failed') {
    return (
      <EmptyState icon={CloudOff} title={t('contacts.failed')} text={t('contacts.failedText')}>
        <Button onClick={() => void readContactList()}>{t('action.retry')}</Button>
      </EmptyState>
    );
  }
  if (contacts.length === 0) {
    if (status === 'loading') return null;
    return isFiltered ? (
      <EmptyState icon={SearchX} title={t('contacts.notFound')} text={t('contacts.notFoundText')} />
    ) : (
      <EmptyState icon={Users} title={t('contacts.empty')} text={t('contacts.emptyText')}>
        <Button onClick={startImport}>{t('contacts.import')}</Button>
      </EmptyState>
    );
  }
  return (
    <VirtualList
      key={`${text}\n${tag}\n${only}`}
      count={contacts.length}
      keyOf={(index) => contacts[index]?.id ?? ''}
      estimate={() => 54}
      onNearEnd={() => void readFurther()}
      holder={{ role: 'list', 'aria-label': t('contacts.people') }}
    >
      {(slot) => {
        const contact = contacts[slot.index];
        return contact && <Row key={contact.id} {...slot} contact={contact} />;
      }}
    </VirtualList>
  );
}

function Row({ index, measure, contact }: ItemSlot & { contact: ContactLine }) {
  const isOpen = useContactList((list) => list.openId === contact.id);
  const { id, name, tags, consent, isBlocked } = contact;
  const handle = /^\d{7,15}$/.test(contact.handle) ? displayPhone(contact.handle) : contact.handle;
  return (
    <div ref={measure} data-index={index} role="listitem" className={`${styles.item} ${virtualItem}`}>
      <button
        type="button"
        className={styles.row}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => useContactList.setState({ openId: id })}
      >
        <Avatar id={id} name={name} size={28} />
        <span className={styles.lines}>
          <Name text={name || handle} className={styles.name} />
          <span className={styles.second}>
            {name !== '' && <Name text={handle} className={styles.handle} />}
            {tags.slice(0, 3).map((tag) => (
              <span key={tag} className={styles.tag}>
                <Name text={tag} />
              </span>
            ))}
            {tags.length > 3 && <span className={styles.handle}>+{tags.length - 3}</span>}
          </span>
        </span>
        {isBlocked && <Mark tone="danger">{t('contacts.blocked')}</Mark>}
        {!isBlocked && consent === 'in' && <Mark tone="success">{t('contacts.only.in')}</Mark>}
        {!isBlocked && consent === 'out' && <Mark tone="plain">{t('contacts.only.out')}</Mark>}
      </button>
    </div>
  );
}

function Mark({ tone, children }: { tone: 'danger' | 'success' | 'plain'; children: ReactNode }) {
  return (
    <span className={styles.mark} data-tone={tone}>
      {children}
    </span>
  );
}
