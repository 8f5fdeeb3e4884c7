import { useId, useState } from 'react';
import { Search, UserRoundPlus } from 'lucide-react';
import { displayPhone } from '#shared/phone.ts';
import { nameOfRecipient, type Recipient } from '../../entities/recipients.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Name } from '../../ui/user-text.tsx';
import styles from './new-conversation.module.css';

interface RecipientListProps {
  label: string;
  hint: string;
  text: string;
  recipients: readonly Recipient[];
  onText: (text: string) => void;
  onChoose: (recipient: Recipient) => void;
}

/** Who is meant, by name or number; the arrow keys move through those who fit. */
export function RecipientList({ label, hint, text, recipients, onText, onChoose }: RecipientListProps) {
  const listId = useId();
  const [wanted, setWanted] = useState(0);
  const active = Math.min(wanted, recipients.length - 1);
  return (
    <>
      <div className={styles.search}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <input
          className={styles.input}
          role="combobox"
          aria-label={label}
          aria-expanded={recipients.length > 0}
          aria-controls={listId}
          aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
          placeholder={hint}
          dir="auto"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setWanted(0);
            onText(event.target.value);
          }}
          onKeyDown={(event) => {
            const chosen = recipients[active];
            if (event.key === 'ArrowDown') setWanted(Math.min(active + 1, recipients.length - 1));
            else if (event.key === 'ArrowUp') setWanted(Math.max(active - 1, 0));
            else if (event.key === 'Enter' && chosen !== undefined && !event.nativeEvent.isComposing) onChoose(chosen);
            else return;
            event.preventDefault();
          }}
        />
      </div>
      <div id={listId} className={styles.list} role="listbox" aria-label={label}>
        {recipients.map((recipient, index) => (
          // Chosen by the keys of the field, which names it as the active one.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={recipient.kind === 'phone' ? 'phone' : recipient.contactId}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.option}
            onClick={() => onChoose(recipient)}
          >
            <Option recipient={recipient} />
          </div>
        ))}
      </div>
      {recipients.length === 0 && (
        <p className={styles.nothing}>
          {text.trim() === '' ? t('newConversation.begin') : t('newConversation.nobody')}
        </p>
      )}
    </>
  );
}

function Option({ recipient }: { recipient: Recipient }) {
  if (recipient.kind === 'phone') {
    return (
      <>
        <span className={styles.icon}>
          <UserRoundPlus size={18} strokeWidth={1.5} aria-hidden="true" />
        </span>
        <span className={styles.words}>
          <span className={styles.name} dir="ltr">
            {displayPhone(recipient.phone)}
          </span>
          <span className={styles.detail}>{t('newConversation.newNumber')}</span>
        </span>
      </>
    );
  }
  const { contactId, handle, foundBy } = recipient;
  const detail = foundBy?.value ?? handle;
  return (
    <>
      <Avatar id={contactId} name={nameOfRecipient(recipient)} size={36} />
      <span className={styles.words}>
        <Name text={nameOfRecipient(recipient)} className={styles.name} />
        <Name text={/^\d{7,15}$/.test(detail) ? displayPhone(detail) : detail} className={styles.detail} />
      </span>
    </>
  );
}
