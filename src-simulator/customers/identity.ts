import type { BusinessNumber } from '../company/company.ts';
import { createRandom, digits } from '../engine/random.ts';
import type { Clock } from '../engine/clock.ts';
import type { Inbound } from '../threads/inbound.ts';
import type { Threads } from '../threads/threads.ts';
import { metadataOf, toContact } from '../webhooks/message-values.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { Consent } from './consent.ts';
import { type Customer, type Directory, toIdentityHash } from './directory.ts';
import { showsPhone } from './visibility.ts';

export interface MoveOptions {
  toldBy: 'system' | 'user_id_update' | 'both' | 'nobody';
  /** Name the old BSUID, as Meta does since August 2026. */
  withPrevious: boolean;
}

export type Preference = 'stop' | 'resume' | 'signup';

/** Who somebody is to the business: their number, BSUID and keys, and what they allow. Tells every number they know. */
export interface Identities {
  /** Takes another number. False when somebody has it. */
  move(customer: Customer, waId: string, options: MoveOptions): boolean;
  /** A new phone: `customer_identity_changed`. */
  changeKey(customer: Customer): void;
  setUsername(customer: Customer, username: string | null): void;
  setInContactBook(customer: Customer, isIn: boolean): void;
  setParent(customer: Customer, hasParent: boolean): void;
  /** Stops or resumes marketing of the number: `user_preferences`. */
  prefer(number: BusinessNumber, customer: Customer, value: Preference): void;
}

export function createIdentities(
  seed: string,
  parts: {
    clock: Clock;
    directory: Directory;
    consent: Consent;
    threads: Threads;
    inbound: Inbound;
    webhooks: Webhooks;
  },
): Identities {
  const { clock, directory, threads, inbound, webhooks } = parts;
  let keyTurns = 1;

  const tellOfMove = (number: BusinessNumber, customer: Customer, before: Before, options: MoveOptions): void => {
    const { isPhoneShown, waId: oldWaId, userId: oldUserId, parentUserId: oldParent } = before;
    const now = clock.now();
    if (options.toldBy === 'system' || options.toldBy === 'both') {
      const from = isPhoneShown ? oldWaId : oldUserId;
      const to = isPhoneShown ? customer.waId : customer.userId;
      inbound.receive(number, customer, {
        type: 'system',
        content: {
          type: isPhoneShown ? 'user_changed_number' : 'user_changed_user_id',
          body: `User ${customer.name} changed from ${from} to ${to}`,
          ...(isPhoneShown ? { wa_id: customer.waId } : {}),
          user_id: customer.userId,
          ...(customer.parentUserId === null ? {} : { parent_user_id: customer.parentUserId }),
          ...(options.withPrevious ? { previous_user_id: oldUserId } : {}),
          ...(options.withPrevious && oldParent !== null ? { previous_parent_user_id: oldParent } : {}),
        },
        // The message comes from the number that they gave up.
        extra: isPhoneShown ? { from: oldWaId } : {},
      });
    }
    if (options.toldBy === 'user_id_update' || options.toldBy === 'both') {
      const parent =
        oldParent === null || customer.parentUserId === null
          ? {}
          : { parent_user_id: { previous: oldParent, current: customer.parentUserId } };
      const update = {
        ...(isPhoneShown ? { wa_id: customer.waId } : {}),
        detail: `User ${customer.name} changed their phone number`,
        user_id: { previous: oldUserId, current: customer.userId },
        ...parent,
        timestamp: String(Math.floor(now / 1000)),
      };
      webhooks.emit({
        wabaId: number.wabaId,
        field: 'user_id_update',
        entryTime: Math.floor(now / 1000),
        value: {
          messaging_product: 'whatsapp',
          metadata: metadataOf(number),
          contacts: [toContact(customer, isPhoneShown)],
          user_id_update: [update],
        },
        lane: `${number.id}/${customer.key}`,
        wamids: [],
      });
    }
  };

  return {
    move(customer, waId, options) {
      const known = threads.ofCustomer(customer).map(({ number }) => number);
      const { waId: oldWaId, userId, parentUserId } = customer;
      const shown = known.map((number) => showsPhone(customer, number.id, clock.now()));
      if (!directory.move(customer, waId)) return false;
      if (parentUserId !== null) customer.parentUserId = toParentId(seed, customer);
      for (const [index, number] of known.entries()) {
        const isPhoneShown = shown[index] === true;
        tellOfMove(number, customer, { waId: oldWaId, userId, parentUserId, isPhoneShown }, options);
      }
      return true;
    },
    changeKey(customer) {
      keyTurns++;
      customer.identityHash = toIdentityHash(seed, customer.waId, keyTurns);
      for (const { number } of threads.ofCustomer(customer)) {
        const isPhoneShown = showsPhone(customer, number.id, clock.now());
        inbound.receive(number, customer, {
          type: 'system',
          content: {
            type: 'customer_identity_changed',
            body: `${customer.name}'s security code changed`,
            ...(isPhoneShown ? { customer: customer.waId, wa_id: customer.waId } : {}),
            user_id: customer.userId,
          },
          extra: {
            identity: {
              acknowledged: false,
              created_timestamp: String(Math.floor(clock.now() / 1000)),
              hash: customer.identityHash,
            },
          },
        });
      }
    },
    setUsername(customer, username) {
      customer.username = username;
    },
    setInContactBook(customer, isIn) {
      customer.isInContactBook = isIn;
      if (!isIn) customer.phoneKnownAt = {};
    },
    setParent(customer, hasParent) {
      customer.parentUserId = hasParent ? toParentId(seed, customer) : null;
    },
    prefer(number, customer, value) {
      parts.consent.setOptedOut(number, customer, value === 'stop');
      const isPhoneShown = showsPhone(customer, number.id, clock.now());
      const timestamp = Math.floor(clock.now() / 1000);
      webhooks.emit({
        wabaId: number.wabaId,
        field: 'user_preferences',
        entryTime: timestamp,
        value: {
          messaging_product: 'whatsapp',
          metadata: metadataOf(number),
          contacts: [toContact(customer, isPhoneShown)],
          user_preferences: [
            {
              ...(isPhoneShown ? { wa_id: customer.waId } : {}),
              user_id: customer.userId,
              ...(customer.parentUserId === null ? {} : { parent_user_id: customer.parentUserId }),
              detail: details[value],
              category: 'marketing_messages',
              value,
              ...(value === 'signup' ? { signup_id: `${customer.userId.replace(/\D/g, '').slice(0, 15)}` } : {}),
              timestamp,
            },
          ],
        },
        lane: `${number.id}/${customer.key}`,
        wamids: [],
      });
    },
  };
}

/** What the business knew of the person, and whether it saw their number. */
type Before = Pick<Customer, 'waId' | 'userId' | 'parentUserId'> & { isPhoneShown: boolean };

const details: Readonly<Record<Preference, string>> = {
  stop: 'User requested to stop marketing messages',
  resume: 'User requested to resume marketing messages',
  signup: 'User signed up for marketing messages',
};

function toParentId(seed: string, customer: Customer): string {
  return `${customer.country}.ENT.${createRandom(seed, `parent/${customer.userId}`).text(20, digits)}`;
}
