import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { Plus, X } from 'lucide-react';
import { AttributeName, type AttributeValue, type Contact } from '#shared/contact.ts';
import { editContact, giveConsent } from '../../entities/contacts.ts';
import { useCan } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { Section } from './contact-section.tsx';
import { takeFocus } from './take-focus.ts';
import styles from './contact-panel.module.css';

/** What the company itself says of somebody. All of it can be changed in place, offline too. */
export function ContactProfile({ contact }: { contact: Contact }) {
  return (
    <>
      <Tags contact={contact} />
      <Attributes contact={contact} />
      <Consent contact={contact} />
    </>
  );
}

function Tags({ contact }: { contact: Contact }) {
  const mayWrite = useCan('contact.write');
  const [text, setText] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = text.trim().slice(0, 64);
    setText('');
    if (tag !== '') editContact(contact.id, { tags: { add: [tag], remove: [] } });
  };
  return (
    <Section title={t('contact.tags')}>
      <div className={styles.tags}>
        {(contact.tags ?? []).map((tag) => (
          <span key={tag} className={styles.tag}>
            <Name text={tag} />
            {mayWrite && (
              <button
                type="button"
                className={styles.tagRemove}
                aria-label={t('contact.removeTag', { tag: visibleName(tag) })}
                onClick={() => editContact(contact.id, { tags: { add: [], remove: [tag] } })}
              >
                <X size={12} strokeWidth={1.5} aria-hidden="true" />
              </button>
            )}
          </span>
        ))}
        {mayWrite && (
          <form onSubmit={add} className={styles.tagForm}>
            <input
              className={styles.bare}
              aria-label={t('contact.addTag')}
              placeholder={t('contact.addTag')}
              maxLength={64}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </form>
        )}
      </div>
    </Section>
  );
}

function Attributes({ contact }: { contact: Contact }) {
  const mayWrite = useCan('contact.write');
  const [isAdding, setAdding] = useState(false);
  const all = Object.entries(contact.attributes ?? {});
  return (
    <Section
      title={t('contact.attributes')}
      action={mayWrite && <IconButton label={t('contact.addAttribute')} icon={Plus} onClick={() => setAdding(true)} />}
    >
      {all.length === 0 && !isAdding && <p className={styles.none}>{t('contact.noAttributes')}</p>}
      <dl className={styles.facts}>
        {all.map(([name, value]) => (
          <div key={name} className={styles.alias}>
            <dt>
              <Name text={name} />
            </dt>
            <dd>
              <Value key={String(value)} contact={contact} name={name} value={value} mayWrite={mayWrite} />
            </dd>
          </div>
        ))}
      </dl>
      {isAdding && <NewAttribute contact={contact} onDone={() => setAdding(false)} />}
    </Section>
  );
}

interface ValueProps {
  contact: Contact;
  name: string;
  value: AttributeValue;
  mayWrite: boolean;
}

/** Enter or leaving the field keeps it, Esc does not; emptied, the attribute goes. */
function Value({ contact, name, value, mayWrite }: ValueProps) {
  const [text, setText] = useState(String(value));
  if (!mayWrite) return <Name text={String(value)} />;
  const keep = () => {
    const typed = text.trim();
    if (typed !== String(value))
      editContact(contact.id, { attributes: { [name]: typed === '' ? null : readValue(typed, value) } });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setText(String(value));
  };
  return (
    <input
      className={styles.bare}
      aria-label={visibleName(name)}
      dir="auto"
      maxLength={2000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  );
}

/** A number stays a number, and a yes or no stays one. */
function readValue(typed: string, before: AttributeValue): AttributeValue {
  if (typeof before === 'number' && Number.isFinite(Number(typed))) return Number(typed);
  if (typeof before === 'boolean' && (typed === 'true' || typed === 'false')) return typed === 'true';
  return typed;
}

function NewAttribute({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const isName = AttributeName.safeParse(name.trim()).success;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!isName || value.trim() === '') return;
    editContact(contact.id, { attributes: { [name.trim()]: value.trim() } });
    onDone();
  };
  return (
    <form onSubmit={add} className={styles.newAttribute}>
      {/* Whoever asked for it goes on typing. */}
      <input
        ref={takeFocus}
        className={styles.bare}
        aria-label={t('contact.attributeName')}
        placeholder={t('contact.attributeName')}
        aria-invalid={name !== '' && !isName}
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <input
        className={styles.bare}
        aria-label={t('contact.attributeValue')}
        placeholder={t('contact.attributeValue')}
        maxLength={2000}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" size="small">
        {t('contact.add')}
      </Button>
    </form>
  );
}

function Consent({ contact }: { contact: Contact }) {
  const mayWrite = useCan('contact.write');
  const now = contact.consent?.marketing;
  const text =
    now === undefined
      ? t('contact.consentUnknown')
      : t(now.state === 'in' ? 'contact.consentIn' : 'contact.consentOut', { day: formatDay(now.at) });
  return (
    <Section title={t('contact.consent')}>
      <p className={styles.consent}>{text}</p>
      {mayWrite && (
        <div className={styles.buttons}>
          {now?.state !== 'in' && (
            <Button size="small" onClick={() => giveConsent(contact.id, 'in')}>
              {t('contact.optIn')}
            </Button>
          )}
          {now?.state !== 'out' && (
            <Button size="small" onClick={() => giveConsent(contact.id, 'out')}>
              {t('contact.optOut')}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}
