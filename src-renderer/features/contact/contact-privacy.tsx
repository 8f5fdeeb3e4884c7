import type { Contact } from '#shared/contact.ts';
import { useCan } from '../../entities/directory.ts';
import { askToErase, askToExport } from '../../entities/person-data.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Section } from './contact-section.tsx';
import styles from './contact-panel.module.css';

/** Their right to have what is known of them, and to be forgotten. For admins. */
export function ContactPrivacy({ contact }: { contact: Contact }) {
  const mayExport = useCan('contact.export');
  const mayErase = useCan('contact.erase');
  if (!mayExport && !mayErase) return null;
  const { id: contactId, name, aliases } = contact;
  const person = { contactId, name: visibleName(name) || (aliases[0]?.value ?? '') };
  return (
    <Section title={t('contact.privacy')}>
      <div className={styles.buttons}>
        {mayExport && (
          <Button size="small" onClick={() => askToExport(person)}>
            {t('contact.export')}
          </Button>
        )}
        {mayErase && (
          <Button size="small" onClick={() => askToErase(person)}>
            {t('contact.erase')}
          </Button>
        )}
      </div>
    </Section>
  );
}
