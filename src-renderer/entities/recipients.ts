import { useEffect, useState } from 'react';
import type { Account } from '#shared/account.ts';
import { displayPhone, hasPhoneDigits, toRecipientDigits } from '#shared/phone.ts';
import type { FoundPerson, SearchPage } from '#shared/search.ts';
import { api } from '../api.ts';

/** Somebody to write to: a person who is known, or whoever has a number. */
export type Recipient = { kind: 'phone'; phone: string } | ({ kind: 'person' } & FoundPerson);

const mostShown = 8;
const againMs = 700;

/** Who fits what was typed. A number is read as people write them where the account is at home. */
export function useRecipients(text: string, account: Pick<Account, 'country'> | null): Recipient[] {
  const [people, setPeople] = useState<readonly FoundPerson[]>([]);
  const wanted = text.trim();
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const found = await peopleWith(wanted);
      if (!isCurrent) return;
      setPeople(found.people);
      // This computer is still reading what it has: there may be more of them in a moment.
      if (!found.isWhole) timer = setTimeout(() => void look(), againMs);
    };
    void look();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  const shown = people.slice(0, mostShown).map((person): Recipient => ({ kind: 'person', ...person }));
  const phone = phoneIn(wanted, account?.country ?? null);
  const isKnown = phone === null || people.some(({ handle }) => handle.replace(/\D/g, '') === phone);
  return isKnown ? shown : [{ kind: 'phone', phone }, ...shown];
}

/** Without the search a number can still be typed. */
async function peopleWith(text: string): Promise<Pick<SearchPage, 'people' | 'isWhole'>> {
  const none = { people: [], isWhole: true };
  return text === '' ? none : api.search.find({ text, after: null }).catch(() => none);
}

/** Digits with the country code; null when the text is no number. */
export function phoneIn(text: string, country: string | null): string | null {
  if (!hasPhoneDigits(text) || /\p{L}/u.test(text)) return null;
  try {
    return toRecipientDigits(text, country);
  } catch {
    return null;
  }
}

export const nameOfRecipient = (recipient: Recipient): string =>
  recipient.kind === 'phone' ? displayPhone(recipient.phone) : recipient.name || recipient.handle;
