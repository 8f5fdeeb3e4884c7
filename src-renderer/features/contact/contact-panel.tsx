import { useEffect } from 'react';
import { ChevronDown, X } from 'lucide-react';
import type { ContactId, ConversationId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { serviceWindow } from '#shared/service-window.ts';
import { useNow } from '../../entities/clock.ts';
import { loadContact, useContactCard } from '../../entities/contacts.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useAccount, useCan, useMe, useUser, useUsers } from '../../entities/directory.ts';
import { assignTo } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { AssigneeMenu } from '../../ui/assignee-menu.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import { describeWindow, WindowRing } from '../../ui/window-ring.tsx';
import { ContactIdentity, handleText, OtherConversations } from './contact-identity.tsx';
import { ContactMedia, type ShowGallery } from './contact-media.tsx';
import { ContactName } from './contact-name.tsx';
import { ContactNotes } from './contact-notes.tsx';
import { ContactPrivacy } from './contact-privacy.tsx';
import { ContactProfile } from './contact-profile.tsx';
import { Section } from './contact-section.tsx';
import styles from './contact-panel.module.css';

interface ContactPanelProps {
  conversationId: ConversationId;
  onOpenConversation: (id: ConversationId) => void;
  onShowGallery: ShowGallery;
  onClose: () => void;
}

interface PersonProps extends Pick<ContactPanelProps, 'onOpenConversation' | 'onShowGallery'> {
  contactId: ContactId;
  /** Not listed again; null: all of them are. */
  openId: ConversationId | null;
}

/** Who the customer is and how this conversation stands. */
export function ContactPanel({ conversationId, onClose, ...person }: ContactPanelProps) {
  const row = useConversation(conversationId);
  return (
    <aside className={styles.panel} aria-label={t('contact.region')} data-pane="contact">
      <div className={styles.close}>
        <IconButton label={t('contact.close')} icon={X} shortcut="mod+BracketRight" onClick={onClose} />
      </div>
      {row !== null && (
        <>
          <div className={styles.identity}>
            <Avatar id={row.contactId} name={row.contactName} size={64} />
            <ContactName
              key={row.contactId}
              contactId={row.contactId}
              name={row.contactName}
              handle={row.contactHandle}
            />
            <Name text={handleText(row.contactHandle)} className={styles.handle} />
          </div>
          <ConversationFacts row={row} />
          <Person contactId={row.contactId} openId={conversationId} {...person} />
        </>
      )}
    </aside>
  );
}

function ConversationFacts({ row }: { row: ConversationRow }) {
  const account = useAccount(row.accountId);
  const now = useNow();
  const window = serviceWindow(row.windowClosesAt, now);
  return (
    <Section title={t('contact.conversation')}>
      <dl className={styles.facts}>
        <dt>{t('contact.state')}</dt>
        <dd>
          <span className={styles.state} data-state={row.state}>
            {t(`state.${row.state}`)}
          </span>
        </dd>
        <dt>{t('contact.assignee')}</dt>
        <dd>
          <Assignee row={row} />
        </dd>
        <dt>{t('contact.number')}</dt>
        <dd>
          {account && (
            <>
              <span className={styles.dot} style={{ '--edge': `var(--account-${account.color})` }} />
              <Name text={account.name} />
            </>
          )}
        </dd>
        <dt>{t('contact.window')}</dt>
        <dd>
          <WindowRing window={window} />
          <span aria-hidden="true">{describeWindow(window)}</span>
        </dd>
        <dt>{t('contact.since')}</dt>
        <dd>{formatDay(row.createdAt)}</dd>
      </dl>
    </Section>
  );
}

function Assignee({ row }: { row: ConversationRow }) {
  const users = useUsers();
  const me = useMe();
  const assignee = useUser(row.assigneeId);
  const mayAssign = useCan('conversation.assign');
  const text = assignee ? <Name text={assignee.name} /> : t('assignee.nobody');
  if (!mayAssign) return text;
  return (
    <AssigneeMenu
      users={users}
      meId={me?.id ?? null}
      value={row.assigneeId}
      onChange={(id) => assignTo(row, id)}
      trigger={
        <button type="button" className={styles.assignee} aria-label={t('contact.changeAssignee')}>
          {assignee && <Avatar id={assignee.id} name={assignee.name} size={18} />}
          {text}
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
        </button>
      }
    />
  );
}

export function Person({ contactId, openId, onOpenConversation, onShowGallery }: PersonProps) {
  const card = useContactCard(contactId);
  useEffect(() => void loadContact(contactId).catch(() => undefined), [contactId]);
  if (card === null) return null;
  return (
    <>
      <ContactNotes key={`${card.contact.id}:notes`} card={card} />
      <ContactProfile key={card.contact.id} contact={card.contact} />
      <ContactIdentity key={`${card.contact.id}:identity`} card={card} />
      <ContactMedia key={`${card.contact.id}:media`} conversations={card.conversations} onShow={onShowGallery} />
      <OtherConversations rows={card.conversations} openId={openId} onOpen={onOpenConversation} />
      <ContactPrivacy contact={card.contact} />
    </>
  );
}
