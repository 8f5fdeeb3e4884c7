import { useState } from 'react';
import type { PhoneCustomer, Profile } from '../wire.ts';
import { CustomerAvatar } from './avatar.tsx';
import controls from './controls.module.css';
import { IdentityForm, type IdentityChange } from './identity-form.tsx';
import styles from './info-sheet.module.css';
import { countryName, flag, groupByLanguage, languageName, searchPeople } from './people-search.ts';
import { Sheet } from './sheet.tsx';

/** Whose phone to take. */
export function PeopleSheet(props: {
  people: readonly PhoneCustomer[];
  waId: string;
  onPick: (waId: string) => void;
  onClose: () => void;
}) {
  const [query, setQuery] = useState('');
  const found = searchPeople(props.people, query);
  return (
    <Sheet title="Whose phone?" fills onClose={props.onClose}>
      <input
        type="search"
        className={controls['search']}
        aria-label="Find a person"
        placeholder="Name, number, language or country"
        dir="auto"
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && query.trim() !== '' && found[0]) props.onPick(found[0].waId);
        }}
      />
      {groupByLanguage(found).map(([language, group]) => (
        <div key={language} role="group" aria-label={languageName(language)}>
          <h3 className={controls['section']}>{languageName(language)}</h3>
          {group.map(({ waId, name, country, username }) => (
            <button
              key={waId}
              type="button"
              className={controls['row']}
              aria-current={waId === props.waId || undefined}
              onClick={() => props.onPick(waId)}
            >
              <CustomerAvatar name={name} size={38} />
              <span className={controls['rowWords']}>
                <bdi className={controls['rowTitle']}>{name}</bdi>
                <span className={controls['rowDetail']}>
                  {flag(country)} {countryName(country)} · {username === null ? `+${waId}` : `@${username}`}
                </span>
              </span>
            </button>
          ))}
        </div>
      ))}
      {found.length === 0 && <p className={controls['hint']}>Nobody is called that.</p>}
    </Sheet>
  );
}

/** Who the customer is to businesses. */
export function ProfileSheet(props: {
  customer: PhoneCustomer;
  profile: Profile;
  problem: string | null;
  onChange: (change: IdentityChange) => void;
  onClose: () => void;
}) {
  const { customer, profile } = props;
  return (
    <Sheet title="Profile" onClose={props.onClose}>
      <div className={styles['head']}>
        <CustomerAvatar name={customer.name} size={84} />
        <strong dir="auto">{customer.name}</strong>
        <span>
          {languageName(customer.language)} · {flag(customer.country)} {countryName(customer.country)}
        </span>
      </div>
      <div className={styles['fact']}>
        <span className={controls['rowDetail']}>Business-scoped user id</span>
        <code>{profile.userId}</code>
      </div>
      <IdentityForm
        // What is typed belongs to one state of one person.
        key={`${profile.waId}/${profile.username}`}
        profile={profile}
        onChange={props.onChange}
      />
      {props.problem !== null && (
        <p className={controls['error']} role="alert">
          {props.problem}
        </p>
      )}
    </Sheet>
  );
}
