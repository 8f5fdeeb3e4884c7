import { phoneVariants } from '#shared/phone.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import { createRandom, digits, type Random } from '../engine/random.ts';
import { type Language, people } from './people.ts';

/** A person with a phone, as WhatsApp knows them. */
export interface Customer {
  /** Country code and number, no plus. */
  waId: string;
  /** Business-scoped user id, `US.1349…`. */
  userId: string;
  name: string;
  username: string | null;
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
}

const strangerCapacity = 50_000;

/** `readRate` null leaves each person theirs. */
export function createDirectory(seed: string | number, readRate: number | null): Directory {
  const random = createRandom(seed, 'customers');
  const byPhone = new Map<string, Customer>();
  const strangers = new BoundedMap<string, Customer>(strangerCapacity);
  const byUserId = new Map<string, Customer>();

  const named = people.map(([waId, name, country, language, username]): Customer => {
    const customer: Customer = {
      waId,
      userId: toUserId(country, random),
      name,
      username: username ?? null,
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
        waId,
        userId: toUserId('US', createRandom(seed, `stranger/${waId}`)),
        name: profileName ?? `Customer ${waId.slice(-4)}`,
        username: null,
        country: 'US',
        language: 'en',
        readRate: readRate ?? 0.9,
        isNamed: false,
      };
      strangers.set(waId, stranger);
      return stranger;
    },
  };
}

function toUserId(country: string, random: Random): string {
  return `${country}.${random.int(1, 9)}${random.text(19, digits)}`;
}

// The company's numbers are in +1, +44 and +49.
function countryCodeOf(businessDigits: string): string {
  return businessDigits.startsWith('1') ? '1' : businessDigits.slice(0, 2);
}
