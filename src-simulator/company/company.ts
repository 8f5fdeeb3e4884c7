import { alphanumerics, createRandom, digits } from '../engine/random.ts';
import { seedTenant } from './seed-tenant.ts';

/** What a number is there for; dialogues are written for one of them. */
export type Trade = 'shop' | 'hotel' | 'clinic';

export interface BusinessNumber {
  /** Meta's phone_number_id. */
  id: string;
  wabaId: string;
  /** Country code and number, as webhooks print it. */
  digits: string;
  /** As the phone-number API prints it. */
  display: string;
  /** Display name; a new one takes effect when the number is registered again. */
  verifiedName: string;
  trade: Trade;
  /** At the start, as `NumberState` tells it from then on. */
  isCoexistence?: boolean;
}

export interface Waba {
  id: string;
  name: string;
  country: string;
  currency: string;
  timezoneId: string;
  numbers: BusinessNumber[];
}

/** The company that is played: one Meta app and its business accounts. */
export interface Company {
  businessId: string;
  businessName: string;
  appId: string;
  appName: string;
  appSecret: string;
  verifyToken: string;
  accessToken: string;
  wabas: Waba[];
  /** Known to Graph, but the company's token has no right to it and its own demo token is invalid. */
  foreignWabas: Waba[];
}

/** The same company for the same seed: ids, secrets and tokens are stable, so other programs may remember them. */
export function createCompany(seed: string | number): Company {
  const random = createRandom(seed, 'company');
  const id = (): string => `${random.int(1, 9)}${random.text(14, digits)}`;
  const waba = (name: string, country: string, currency: string, timezoneId: string): Waba => ({
    id: id(),
    name,
    country,
    currency,
    timezoneId,
    numbers: [],
  });
  const add = (to: Waba, trade: Trade, verifiedName: string, display: string, isCoexistence = false): void => {
    const digitsOf = display.replace(/\D/g, '');
    to.numbers.push({ id: id(), wabaId: to.id, digits: digitsOf, display, verifiedName, trade, isCoexistence });
  };

  // The numbers lie in ranges kept free for fiction.
  const stores = waba('Marlow Stores', 'US', 'USD', '1');
  add(stores, 'shop', 'Marlow Store', '+1 202-555-0143');
  add(stores, 'hotel', 'Marlow Harbour Hotel', '+44 20 7946 0958');
  const health = waba('Marlow Health', 'DE', 'EUR', '37');
  add(health, 'clinic', 'Marlow Clinic', '+49 30 23125014', true);

  return {
    businessId: id(),
    businessName: 'Marlow Group',
    appId: id(),
    appName: 'Parley simulator',
    appSecret: random.text(32, '0123456789abcdef'),
    verifyToken: random.text(24, alphanumerics),
    accessToken: `EAAG${random.text(180, alphanumerics)}`,
    wabas: [stores, health],
    foreignWabas: [seedTenant()],
  };
}
