import { CustomerAvatar } from './avatar.tsx';
import type { ContactCard } from '../wire-body.ts';
import { useChatActions } from './chat-actions.ts';
import styles from './contact-cards.module.css';

/** Shared contacts; a tap shows what a card holds. */
export function ContactCards({ cards }: { cards: readonly ContactCard[] }) {
  const { open } = useChatActions();
  return (
    <span className={styles['cards']}>
      {cards.map((card) => (
        <button
          key={`${card.name}/${card.phones[0]?.phone ?? ''}`}
          type="button"
          className={styles['card']}
          aria-label={`Open contact ${card.name}`}
          onClick={() => open({ kind: 'contact', card })}
        >
          <CustomerAvatar name={card.name} size={42} />
          <span className={styles['words']}>
            <bdi className={styles['name']}>{card.name}</bdi>
            <span className={styles['detail']}>{card.detail || card.phones[0]?.phone || card.emails[0]}</span>
          </span>
        </button>
      ))}
    </span>
  );
}
