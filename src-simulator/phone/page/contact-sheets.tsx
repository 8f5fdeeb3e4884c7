import { Globe, Mail, MessageCircle, Phone } from 'lucide-react';
import { useState } from 'react';
import type { PhoneCustomer } from '../wire.ts';
import type { ContactCard } from '../wire-body.ts';
import { CustomerAvatar } from './avatar.tsx';
import controls from './controls.module.css';
import { searchPeople } from './people-search.ts';
import { Sheet } from './sheet.tsx';

/** Whose contact to share. */
export function ShareContactSheet(props: {
  people: readonly PhoneCustomer[];
  onSend: (card: { name: string; phone: string }) => void;
  onClose: () => void;
}) {
  const [query, setQuery] = useState('');
  return (
    <Sheet title="Share contact" fills onClose={props.onClose}>
      <input
        type="search"
        className={controls['search']}
        aria-label="Search contacts"
        placeholder="Search contacts"
        dir="auto"
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {searchPeople(props.people, query).map(({ waId, name }) => (
        <button
          key={waId}
          type="button"
          className={controls['row']}
          onClick={() => props.onSend({ name, phone: `+${waId}` })}
        >
          <CustomerAvatar name={name} size={38} />
          <span className={controls['rowWords']}>
            <bdi className={controls['rowTitle']}>{name}</bdi>
            <span className={controls['rowDetail']}>+{waId}</span>
          </span>
        </button>
      ))}
    </Sheet>
  );
}

/** What a received contact card holds. */
export function ContactSheet(props: { card: ContactCard; onClose: () => void }) {
  const { card } = props;
  const rows = [
    ...card.phones.map(({ phone, waId }) => ({
      icon: waId === null ? Phone : MessageCircle,
      words: phone,
      detail: waId === null ? 'Phone' : 'On WhatsApp',
    })),
    ...card.emails.map((words) => ({ icon: Mail, words, detail: 'Email' })),
    ...card.urls.map((words) => ({ icon: Globe, words, detail: 'Website' })),
  ];
  return (
    <Sheet title={card.name} onClose={props.onClose}>
      {card.detail !== '' && <p className={controls['hint']}>{card.detail}</p>}
      {rows.map(({ icon: Icon, words, detail }) => (
        <div key={words} className={controls['row']}>
          <Icon size={18} aria-hidden />
          <span className={controls['rowWords']}>
            <bdi className={controls['rowTitle']}>{words}</bdi>
            <span className={controls['rowDetail']}>{detail}</span>
          </span>
        </div>
      ))}
    </Sheet>
  );
}
