import { useState } from 'react';
import { Link2, Unlink } from 'lucide-react';
import type { ContactAlias } from '#shared/contact.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { ContactCard, ConversationRow, Double } from '#shared/inbox.ts';
import { displayPhone } from '#shared/phone.ts';
import type { FoundPerson } from '#shared/search.ts';
import { api } from '../../api.ts';
import { useNow } from '../../entities/clock.ts';
import { mergeContacts, takeApart } from '../../entities/contacts.ts';
import { useAccount, useCan } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatShort } from '../../ui/format-time.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { Section } from './contact-section.tsx';
import { takeFocus } from './take-focus.ts';
import styles from './contact-panel.module.css';

/** By what names somebody is known, and which contacts are this one person. */
export function ContactIdentity({ card }: { card: ContactCard }) {
  const mayWrite = useCan('contact.write');
  const [isMerging, setMerging] = useState(false);
  return (
    <Section
      title={t('contact.knownAs')}
      action={
        mayWrite && (
          <IconButton
            label={t('contact.merge')}
            icon={Link2}
            pressed={isMerging}
            onClick={() => setMerging(!isMerging)}
          />
        )
      }
    >
      <Aliases aliases={card.contact.aliases} />
      {card.same.map((other) => (
        <div key={other.id} className={styles.same}>
          <div className={styles.sectionLine}>
            <Name text={t('contact.sameAs', { name: visibleName(other.name) })} />
            {mayWrite && other.mergedInto === card.contact.id && (
              <IconButton
                label={t('contact.unmerge', { name: visibleName(other.name) })}
                icon={Unlink}
                onClick={() => takeApart(card.contact, other)}
              />
            )}
          </div>
          <Aliases aliases={other.aliases} />
        </div>
      ))}
      {mayWrite && !isMerging && card.doubles.map((one) => <DoubleOf key={one.id} card={card} double={one} />)}
      {isMerging && <MergeWith card={card} onDone={() => setMerging(false)} />}
    </Section>
  );
}

function Aliases({ aliases }: { aliases: readonly ContactAlias[] }) {
  // One business ID may be known in several scopes; people see it once.
  const once = new Map(aliases.map((alias) => [`${alias.kind}:${alias.value}`, alias]));
  return (
    <dl className={styles.facts}>
      {[...once].map(([key, alias]) => (
        <div key={key} className={styles.alias}>
          <dt>{t(`contact.alias.${alias.kind}`)}</dt>
          <dd>
            <Name text={aliasText(alias)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Somebody who looks like the same person, with the reasons. */
function DoubleOf({ card, double: { id, name, handle, reasons } }: { card: ContactCard; double: Double }) {
  const shown = visibleName(name) || handleText(handle);
  return (
    <div className={styles.double} role="group" aria-label={t('contact.double', { name: shown })}>
      <span>
        <Name text={shown} /> <Name text={handleText(handle)} className={styles.handle} />
      </span>
      <Button size="small" onClick={() => mergeContacts(card.contact, { id, name })}>
        {t('contact.sameNow')}
      </Button>
      <span className={styles.doubleWhy}>{reasons.map((reason) => t(`contact.because.${reason}`)).join(' ')}</span>
    </div>
  );
}

/** Looks for the other one by any name; who is the same already is not offered. */
function MergeWith({ card, onDone }: { card: ContactCard; onDone: () => void }) {
  const [found, setFound] = useState<readonly FoundPerson[]>([]);
  const known = new Set([card.contact.id, ...card.same.map(({ id }) => id)]);
  const look = async (text: string) => {
    const page = await api.search.find({ text, after: null }).catch(() => null);
    setFound(page?.people ?? []);
  };
  return (
    <div className={styles.merging}>
      {/* Whoever asked for it goes on typing. */}
      <input
        ref={takeFocus}
        className={styles.bare}
        aria-label={t('contact.mergeWith')}
        placeholder={t('contact.mergeWith')}
        onChange={(event) => void look(event.target.value)}
      />
      {found
        .filter(({ contactId }) => !known.has(contactId))
        .map((person) => (
          <button
            key={person.contactId}
            type="button"
            className={styles.pick}
            onClick={() => {
              mergeContacts(card.contact, { id: person.contactId, name: person.name });
              onDone();
            }}
          >
            <Name text={person.name} />
            <Name text={handleText(person.handle)} className={styles.handle} />
          </button>
        ))}
    </div>
  );
}

interface ConversationsProps {
  rows: readonly ConversationRow[];
  openId: ConversationId | null;
  onOpen: (id: ConversationId) => void;
}

/** What else was said with this person, over all numbers. */
export function OtherConversations({ rows, openId, onOpen }: ConversationsProps) {
  const others = rows.filter(({ id }) => id !== openId);
  if (others.length === 0) return null;
  return (
    <Section title={t('contact.conversations')}>
      {others.map((row) => (
        <OtherConversation key={row.id} row={row} onOpen={onOpen} />
      ))}
    </Section>
  );
}

function OtherConversation({ row, onOpen }: { row: ConversationRow; onOpen: (id: ConversationId) => void }) {
  const account = useAccount(row.accountId);
  const now = useNow();
  return (
    <button type="button" className={styles.pick} onClick={() => onOpen(row.id)}>
      <span className={styles.pickName}>
        <span className={styles.dot} style={{ '--edge': `var(--account-${account?.color ?? 7})` }} />
        <Name text={account?.name ?? row.contactName} />
      </span>
      <span className={styles.handle}>
        {t(`state.${row.state}`)} · {formatShort(row.lastMessageAt, now)}
      </span>
    </button>
  );
}

export const handleText = (handle: string): string => (/^\d{7,15}$/.test(handle) ? displayPhone(handle) : handle);
const aliasText = ({ kind, value }: ContactAlias): string =>
  kind === 'phone' || kind === 'wa_id' ? handleText(value) : kind === 'username' ? `@${value}` : value;
