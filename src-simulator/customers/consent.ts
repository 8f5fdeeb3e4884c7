import type { BusinessNumber } from '../company/company.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import type { Customer } from './directory.ts';

/** What customers allow a number to do: whom they block, and whose marketing they stopped. */
export interface Consent {
  /** Marketing templates of the number are refused with 131050. */
  isOptedOut(number: BusinessNumber, customer: Customer): boolean;
  /** Nothing of the number arrives: 131026, and the business is not told why. */
  hasBlocked(number: BusinessNumber, customer: Customer): boolean;
  setOptedOut(number: BusinessNumber, customer: Customer, isOut: boolean): void;
  setBlocked(number: BusinessNumber, customer: Customer, isBlocked: boolean): void;
  /** Whatever differs from "allowed", for the file that keeps chats. */
  list(): { phoneNumberId: string; customerKey: string; isOptedOut: boolean; isBlocked: boolean }[];
}

const capacity = 50_000;

export function createConsent(): Consent {
  const refusals = new BoundedMap<string, { isOptedOut: boolean; isBlocked: boolean }>(capacity);
  const allowed = { isOptedOut: false, isBlocked: false };
  const of = (number: BusinessNumber, customer: Customer): { isOptedOut: boolean; isBlocked: boolean } =>
    refusals.get(keyOf(number, customer)) ?? allowed;
  const set = (number: BusinessNumber, customer: Customer, change: object): void => {
    const next = { ...of(number, customer), ...change };
    if (next.isOptedOut || next.isBlocked) refusals.set(keyOf(number, customer), next);
    else refusals.delete(keyOf(number, customer));
  };

  return {
    isOptedOut: (number, customer) => of(number, customer).isOptedOut,
    hasBlocked: (number, customer) => of(number, customer).isBlocked,
    setOptedOut: (number, customer, isOptedOut) => set(number, customer, { isOptedOut }),
    setBlocked: (number, customer, isBlocked) => set(number, customer, { isBlocked }),
    list: () =>
      [...refusals.entries()].map(([key, refusal]) => {
        const [phoneNumberId = '', customerKey = ''] = key.split('/');
        return { phoneNumberId, customerKey, ...refusal };
      }),
  };
}

function keyOf(number: BusinessNumber, customer: Customer): string {
  return `${number.id}/${customer.key}`;
}
