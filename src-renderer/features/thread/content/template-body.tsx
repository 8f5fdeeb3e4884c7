import type { ReactNode } from 'react';
import { LayoutTemplate } from 'lucide-react';
import type { Button, ContentOf } from '#shared/content.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { t } from '../../../i18n/i18n.ts';
import { Quote } from '../../../ui/user-text.tsx';
import { HeaderView } from './interactive-body.tsx';
import { MessageText } from './message-text.tsx';
import { TapList } from './tap-list.tsx';
import type { Tap } from './taps.ts';
import { useChosen } from './use-chosen.ts';
import styles from './cards.module.css';

interface TemplateProps {
  message: ThreadMessage;
  content: ContentOf<'template'>;
  onOpen: () => void;
  children: ReactNode;
}

/** A template as the customer got it: filled, with its buttons. Its name is for us. */
export function TemplateBody({ message, content, onOpen, children }: TemplateProps) {
  const { name, language, header, body, footer, buttons, cards } = content;
  const isChosen = useChosen(message);
  return (
    <div className={styles.offer}>
      <p className={styles.kind} title={`${name} · ${language}`}>
        <LayoutTemplate size={12} strokeWidth={1.75} aria-hidden="true" />
        {t('content.template', { name })}
      </p>
      {header !== null && <HeaderView header={header} onOpen={onOpen} />}
      {body !== null && <MessageText text={body} />}
      {footer !== null && (
        <p className={styles.footer}>
          <Quote text={footer} />
        </p>
      )}
      {children}
      {buttons.length > 0 && <TapList taps={buttons.map(toTap)} isChosen={isChosen} />}
      {cards.length > 0 && (
        // By keyboard it is scrolled from here.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className={styles.cards} aria-label={t('content.cards', { count: cards.length })} tabIndex={0}>
          {cards.map((card, index) => (
            // Cards of one message never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles.card}>
              {card.header !== null && <HeaderView header={card.header} onOpen={onOpen} />}
              {card.body !== null && <MessageText text={card.body} />}
              {card.buttons.length > 0 && <TapList taps={card.buttons.map(toTap)} isChosen={isChosen} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const kinds: Readonly<Record<string, Tap['kind']>> = {
  quick_reply: 'reply',
  url: 'url',
  phone_number: 'call',
  voice_call: 'call',
  copy_code: 'copy',
  otp: 'copy',
  flow: 'flow',
  catalog: 'catalog',
  mpm: 'product',
};

/** Of a quick reply the value is a payload for programs; of the others it is what the customer sees or follows. */
function toTap({ kind, text, value }: Button): Tap {
  const known = kinds[kind.toLowerCase()] ?? 'other';
  return { kind: known, id: null, label: text, detail: known === 'reply' || known === 'flow' ? null : value };
}
