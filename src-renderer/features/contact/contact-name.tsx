import { useState, type KeyboardEvent } from 'react';
import { Pencil } from 'lucide-react';
import type { ContactId } from '#shared/ids.ts';
import { editContact } from '../../entities/contacts.ts';
import { useCan } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Name } from '../../ui/user-text.tsx';
import { takeFocus } from './take-focus.ts';
import styles from './contact-panel.module.css';

/** The name, which the company may change; emptied, it is the one they use on WhatsApp again. */
export function ContactName({ contactId, name, handle }: { contactId: ContactId; name: string; handle: string }) {
  const mayWrite = useCan('contact.write');
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null) {
    return (
      <h2 className={styles.name}>
        {mayWrite ? (
          <button type="button" className={styles.rename} title={t('contact.rename')} onClick={() => setTyped(name)}>
            <Name text={name || handle} />
            <Pencil size={14} strokeWidth={1.5} role="img" aria-label={t('contact.rename')} />
          </button>
        ) : (
          <Name text={name || handle} />
        )}
      </h2>
    );
  }
  const keep = () => {
    const wanted = typed.trim();
    setTyped(null);
    if (wanted !== name) editContact(contactId, { name: wanted === '' ? null : wanted });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setTyped(null);
  };
  return (
    <input
      ref={takeFocus}
      className={styles.nameField}
      aria-label={t('contact.name')}
      placeholder={t('contact.nameOfWhatsApp')}
      dir="auto"
      maxLength={512}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  );
}
