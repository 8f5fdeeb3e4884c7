import type { BusinessNumber, Company } from '../../company/company.ts';
import type { Customer } from '../../customers/directory.ts';
import { toWamid } from '../../engine/meta-ids.ts';
import { createRandom, upperHex } from '../../engine/random.ts';
import { metadataOf, toContact } from '../message-values.ts';

/** A payload that Meta is known to send, ready for `POST /_control/webhooks/emit`. */
export interface Example {
  /** `field/variant`, the name to ask for. */
  name: string;
  field: string;
  value: object;
  /** The account it is about. */
  wabaId?: string;
  /** `entry[].id`, where it is not the business account. */
  entryId?: string;
}

/** Whom and what the examples speak of. */
export interface Scene {
  company: Company;
  number: BusinessNumber;
  /** Somebody whose phone number is shown. */
  customer: Customer;
  /** Somebody with a username only. */
  hidden: Customer;
  /** Epoch ms. */
  now: number;
  /** A message id, the same for the same name. */
  inboundId(name: string): string;
  outboundId(name: string): string;
  /** Unix seconds as a string, so many seconds ago. */
  at(secondsAgo?: number): string;
  /** The same as a number. */
  seconds(secondsAgo?: number): number;
  /** `{messaging_product, metadata, …}`. */
  value(rest: object): object;
  /** The same with `contacts` of the visible customer. */
  withContact(rest: object): object;
  /** `from`, `from_user_id`, `id` and `timestamp` of a message of the visible customer. */
  from(name: string): { from: string; from_user_id: string; id: string; timestamp: string };
}

export function createScene(
  seed: string,
  parts: Pick<Scene, 'company' | 'number' | 'customer' | 'hidden' | 'now'>,
): Scene {
  const { customer, number, now } = parts;
  const key = (name: string, length: number): string =>
    createRandom(seed, `examples/${number.id}/${name}`).text(length, upperHex);
  const seconds = (secondsAgo = 0): number => Math.floor(now / 1000) - secondsAgo;
  const at = (secondsAgo = 0): string => String(seconds(secondsAgo));
  const inboundId = (name: string): string => toWamid(customer.waId, 0x12, key(name, 20));
  const value = (rest: object): object => ({ messaging_product: 'whatsapp', metadata: metadataOf(number), ...rest });
  return {
    ...parts,
    inboundId,
    outboundId: (name) => toWamid(customer.waId, 0x11, key(name, 18)),
    at,
    seconds,
    value,
    withContact: (rest) => value({ contacts: [toContact(customer, true)], ...rest }),
    from: (name) => ({
      from: customer.waId,
      from_user_id: customer.userId,
      id: inboundId(name),
      timestamp: at(),
    }),
  };
}
