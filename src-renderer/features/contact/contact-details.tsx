import { useEffect } from 'react';
import type { ContactId, ConversationId } from '#shared/ids.ts';
import { loadContact, useContactCard } from '../../entities/contacts.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Name } from '../../ui/user-text.tsx';
import { handleText } from './contact-identity.tsx';
import type { ShowGallery } from './contact-media.tsx';
import { ContactName } from './contact-name.tsx';
import { Person } from './contact-panel.tsx';
import styles from './contact-panel.module.css';

interface ContactDetailsProps {
  contactId: ContactId;
  onOpenConversation: (id: ConversationId) => void;
  onShowGallery: ShowGallery;
}

/** Somebody as the company knows them, without a conversation being open. */
export function ContactDetails({ contactId, ...person }: ContactDetailsProps) {
  const card = useContactCard(contactId);
  useEffect(() => void loadContact(contactId).catch(() => undefined), [contactId]);
  if (card === null) return null;
  const { id, name, aliases } = card.contact;
  const handle = handleText(aliases.find(({ kind }) => kind === 'phone')?.value ?? aliases[0]?.value ?? '');
  return (
    <section aria-label={t('contact.region')} data-pane="contact">
      <div className={styles.identity}>
        <Avatar id={id} name={name} size={64} />
        <ContactName key={id} contactId={id} name={name} handle={handle} />
        {name !== '' && <Name text={handle} className={styles.handle} />}
      </div>
      <Person contactId={contactId} openId={null} {...person} />
    </section>
  );
}
