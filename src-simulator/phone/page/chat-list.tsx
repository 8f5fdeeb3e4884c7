import { QrCode, Search } from 'lucide-react';
import type { Chat, PhoneCustomer } from '../wire.ts';
import { CustomerAvatar, NumberAvatar } from './avatar.tsx';
import styles from './chat-list.module.css';
import { toPlain } from '#shared/whatsapp-format.ts';
import { sortChats } from './phone-state.ts';
import { Ticks } from './ticks.tsx';
import { formatRowTime } from './times.ts';

/** The chats of a customer with all numbers of the company and its devices. */
export function ChatList(props: {
  customer: PhoneCustomer | null;
  chats: readonly Chat[];
  now: number;
  onOpen: (phoneNumberId: string) => void;
  onProfile: () => void;
  onFind: () => void;
  onLink: () => void;
}) {
  return (
    <section className={styles['screen']} aria-label="Chats">
      <header className={styles['header']}>
        <h2>Chats</h2>
        <button type="button" className={styles['tool']} aria-label="Find a person" onClick={props.onFind}>
          <Search size={20} strokeWidth={1.75} aria-hidden />
        </button>
        <button type="button" className={styles['tool']} aria-label="Link a device" onClick={props.onLink}>
          <QrCode size={20} strokeWidth={1.75} aria-hidden />
        </button>
        {props.customer && (
          <button type="button" className={styles['tool']} aria-label="Profile" onClick={props.onProfile}>
            <CustomerAvatar name={props.customer.name} size={32} />
          </button>
        )}
      </header>
      <ul className={styles['list']}>
        {sortChats(props.chats).map((chat) => (
          <li key={chat.phoneNumberId} aria-label={chat.number.name}>
            <Row chat={chat} now={props.now} onOpen={props.onOpen} />
          </li>
        ))}
      </ul>
      <p className={styles['hint']}>
        Every number of the company. Pick one and write: it arrives in Parley as a webhook.
      </p>
    </section>
  );
}

function Row(props: { chat: Chat; now: number; onOpen: (phoneNumberId: string) => void }) {
  const { chat, now } = props;
  const { number } = chat;
  const last = chat.bubbles.at(-1);
  const isTyping = chat.typingUntil > now;
  return (
    <button type="button" className={styles['row']} onClick={() => props.onOpen(chat.phoneNumberId)}>
      <NumberAvatar number={number} />
      <span className={styles['middle']}>
        <span className={styles['name']}>{number.name}</span>
        <span className={styles['preview']} data-typing={isTyping || undefined} dir="auto">
          {isTyping ? (
            'typing…'
          ) : (
            <>
              {last?.tick && <Ticks tick={last.tick} />}
              <span className={styles['words']}>{last ? toPlain(last.text) : number.display}</span>
            </>
          )}
        </span>
      </span>
      <span className={styles['end']}>
        {last && <time className={styles['time']}>{formatRowTime(last.at, now)}</time>}
        {chat.unread > 0 && (
          <span className={styles['badge']} role="img" aria-label={`${chat.unread} unread`}>
            {chat.unread}
          </span>
        )}
      </span>
    </button>
  );
}
