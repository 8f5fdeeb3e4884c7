import { phoneVariants } from '#shared/phone.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import { alphanumerics, createRandom, digits, type Random } from '../engine/random.ts';
import { type Language, people, usernameOnly } from './people.ts';

/** A person with a phone, as WhatsApp knows them. */
export interface Customer {
  /** Their first number. It stays when number and user id change: threads and consent are kept by it. */
  key: string;
  /** Country code and number, no plus. */
  waId: string;
  /** Business-scoped user id, `US.1349…`. A new one comes with a new number. */
  userId: string;
  /** `US.ENT.…` of a portfolio that is enrolled for it. */
  parentUserId: string | null;
  name: string;
  /** With one, businesses see the phone number only where `visibility.ts` says so. */
  username: string | null;
  /** The company's contact book holds their number. */
  isInContactBook: boolean;
  /** When a number of the company last wrote with them by phone number, epoch ms by phone_number_id. */
  phoneKnownAt: Record<string, number>;
  /** Hash of the identity key: another one after they moved to a new phone. */
  identityHash: string;
  country: string;
  language: Language;
  /** Chance that this person reads a message without being told to. */
  readRate: number;
  /** One of the forty, as against a number that somebody made up. */
  isNamed: boolean;
}

export interface Directory {
  named(): readonly Customer[];
  /** By wa_id in any of its written variants, or by BSUID. */
  find(waIdOrUserId: string): Customer | undefined;
  /**
   * Whom a business means by `to`: any human form of the number. Without a plus WhatsApp reads the digits as they are
   * and, when nobody has that number, with the business number's country in front.
   */
  findRecipient(to: string, businessDigits: string): Customer | undefined;
  /** A person who was not there before writes in: they get an id of their own. The name is taken over when given. */
  meet(waId: string, profileName: string | undefined): Customer;
  /** They take a new number, and with it a new user id. False when somebody has that number. */
  move(customer: Customer, waId: string): boolean;
  /** Gives them the identity they had when the chats were saved. */
  restore(customer: Customer, identity: Identity): void;
}

/** What may change about a person. */
export type Identity = Pick<
  Customer,
  'waId' | 'userId' | 'parentUserId' | 'username' | 'isInContactBook' | 'identityHash'
>;

const strangerCapacity = 50_000;

/** `readRate` null leaves each person theirs. */
export function createDirectory(seed: string | number, readRate: number | null): Directory {
  const random = createRandom(seed, 'customers');
  const byPhone = new Map<string, Customer>();
  const strangers = new BoundedMap<string, Customer>(strangerCapacity);
  const byUserId = new BoundedMap<string, Customer>(strangerCapacity + people.length);

  const named = people.map(([waId, name, country, language, username]): Customer => {
    const customer: Customer = {
      key: waId,
      waId,
      userId: toUserId(country, random),
      parentUserId: null,
      name,
      username: username ?? null,
      isInContactBook: !usernameOnly.includes(waId),
      phoneKnownAt: {},
      identityHash: toIdentityHash(seed, waId, 0),
      country,
      language,
      readRate: readRate ?? 0.75 + random.next() / 4,
      isNamed: true,
    };
    for (const variant of phoneVariants(waId)) byPhone.set(variant, customer);
    byUserId.set(customer.userId, customer);
    return customer;
  });

  const findByDigits = (phone: string): Customer | undefined => {
    const known = byPhone.get(phone) ?? strangers.get(phone);
    if (known) return known;
    for (const variant of phoneVariants(phone)) {
      const stranger = strangers.get(variant);
      if (stranger) return stranger;
    }
    return undefined;
  };

  const enter = (customer: Customer): void => {
    if (customer.isNamed) for (const variant of phoneVariants(customer.waId)) byPhone.set(variant, customer);
    else strangers.set(customer.waId, customer);
    byUserId.set(customer.userId, customer);
  };
  const leave = (customer: Customer): void => {
    if (customer.isNamed) for (const variant of phoneVariants(customer.waId)) byPhone.delete(variant);
    else strangers.delete(customer.waId);
    byUserId.delete(customer.userId);
  };

  return {
    named: () => named,
    find: (waIdOrUserId) => byUserId.get(waIdOrUserId) ?? findByDigits(waIdOrUserId),
    findRecipient(to, businessDigits) {
      const phone = to.replace(/\D/g, '');
      const found = findByDigits(phone);
      if (found || to.trim().startsWith('+')) return found;
      return findByDigits(`${countryCodeOf(businessDigits)}${phone.replace(/^0+/, '')}`);
    },
    meet(waId, profileName) {
      const known = findByDigits(waId);
      if (known) {
        if (profileName !== undefined) known.name = profileName;
        return known;
      }
      const stranger: Customer = {
        key: waId,
        waId,
        userId: toUserId('US', createRandom(seed, `stranger/${waId}`)),
        parentUserId: null,
        name: profileName ?? `Customer ${waId.slice(-4)}`,
        username: null,
        isInContactBook: true,
        phoneKnownAt: {},
        identityHash: toIdentityHash(seed, waId, 0),
        country: 'US',
        language: 'en',
        readRate: readRate ?? 0.9,
        isNamed: false,
      };
      enter(stranger);
      return stranger;
    },
    move(customer, waId) {
      if (findByDigits(waId)) return false;
      leave(customer);
      customer.waId = waId;
      customer.userId = toUserId(customer.country, createRandom(seed, `moved/${customer.key}/${waId}`));
      customer.identityHash = toIdentityHash(seed, waId, 1);
      customer.phoneKnownAt = {};
      enter(customer);
      return true;
    },
    restore(customer, identity) {
      leave(customer);
      Object.assign(customer, identity);
      enter(customer);
    },
  };
}

/** `turn` counts how often the person's keys changed. */
export function toIdentityHash(seed: string | number, waId: string, turn: number): string {
  return `${createRandom(seed, `identity/${waId}/${turn}`).text(11, alphanumerics)}=`;
}

function toUserId(country: string, random: Random): string {
  return `${country}.${random.int(1, 9)}${random.text(19, digits)}`;
}

// The company's numbers are in +1, +44 and +49.
function countryCodeOf(businessDigits: string): string {
  return businessDigits.startsWith('1') ? '1' : businessDigits.slice(0, 2);
}
