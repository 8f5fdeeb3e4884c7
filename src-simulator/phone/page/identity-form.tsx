import { type FormEvent, useState } from 'react';
import type { Profile } from '../wire.ts';
import controls from './controls.module.css';

export interface IdentityChange {
  username?: string | null;
  isPhoneHidden?: boolean;
  newWaId?: string;
}

/** How it can change who the customer is to businesses: a username, a hidden number, another number. */
export function IdentityForm(props: { profile: Profile; onChange: (change: IdentityChange) => void }) {
  const { profile, onChange } = props;
  const [username, setUsername] = useState(profile.username ?? '');
  const [number, setNumber] = useState(profile.waId);
  const digits = number.replace(/\D/g, '');
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = username.trim().replace(/^@/, '');
    onChange({
      ...(wanted === (profile.username ?? '') ? {} : { username: wanted === '' ? null : wanted }),
      ...(digits === profile.waId ? {} : { newWaId: digits }),
    });
  };
  const isChanged = username !== (profile.username ?? '') || digits !== profile.waId;
  return (
    <form className={controls['stack']} onSubmit={save}>
      <label className={controls['field']}>
        Phone number
        <input
          type="tel"
          dir="ltr"
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      <label className={controls['field']}>
        Username
        <input
          dir="ltr"
          autoComplete="off"
          placeholder="None"
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
      </label>
      {profile.username !== null && (
        <label className={controls['switch']}>
          <span className={controls['rowWords']}>
            Hide phone number
            <span className={controls['rowDetail']}>Businesses get {profile.userId}</span>
          </span>
          <input
            type="checkbox"
            checked={profile.isPhoneHidden}
            onChange={(event) => onChange({ isPhoneHidden: event.target.checked })}
          />
        </label>
      )}
      <button type="submit" className={controls['primary']} disabled={!isChanged}>
        Save
      </button>
    </form>
  );
}
