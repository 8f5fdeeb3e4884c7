import { useState } from 'react';
import { Copy, Mail, UserRound } from 'lucide-react';
import type { ContactCard, ContentOf } from '#shared/content.ts';
import { displayPhone } from '#shared/phone.ts';
import { copyText } from '../../../entities/clipboard.ts';
import { openExternal } from '../../../entities/windows.ts';
import { t } from '../../../i18n/i18n.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Name } from '../../../ui/user-text.tsx';
import styles from './cards.module.css';

const shownAtFirst = 3;

/** People whose cards the customer passed on. */
export function ContactCards({ content }: { content: ContentOf<'contacts'> }) {
  const [isWhole, setIsWhole] = useState(false);
  const { cards } = content;
  const shown = isWhole ? cards : cards.slice(0, shownAtFirst);
  return (
    <ul className={styles.people} aria-label={t('content.contacts', { count: cards.length })}>
      {shown.map((card, index) => (
        // Cards of one message never change places, and may be alike.
        // oxlint-disable-next-line react/no-array-index-key
        <Person key={index} card={card} />
      ))}
      {shown.length < cards.length && (
        <li>
          <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
            {t('content.allContacts', { count: cards.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** As numbers are written, where it is one. */
const displayNumber = (phone: string): string => (/^\+\d{7,15}$/u.test(phone) ? displayPhone(phone.slice(1)) : phone);

function Person({ card: { name, organisation, phones, emails } }: { card: ContactCard }) {
  return (
    <li className={styles.person}>
      <span className={styles.face} aria-hidden="true">
        <UserRound size={18} strokeWidth={1.5} />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>
          <Name text={name} />
        </p>
        {organisation !== null && (
          <p className={styles.line}>
            <Name text={organisation} />
          </p>
        )}
        {phones.map(({ phone }, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index} className={styles.reach}>
            <Name text={displayNumber(phone)} className={styles.numbers} />
            <IconButton
              label={t('content.copyNumber', { number: phone })}
              icon={Copy}
              side="top"
              onClick={() => copyText(phone)}
            />
          </p>
        ))}
        {emails.map(({ email }, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index} className={styles.reach}>
            <Name text={email} />
            <IconButton
              label={t('content.writeTo', { email })}
              icon={Mail}
              side="top"
              onClick={() => openExternal(`mailto:${email}`)}
            />
          </p>
        ))}
      </div>
    </li>
  );
}
