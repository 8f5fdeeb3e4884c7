import type { Waba } from './company.ts';

/**
 * The number of tenant `t_a3eecb94bb822a92` from the credentials guide (ruling 22): one id for account and number, and a
 * printed demo token that Graph refuses, so that the guide's own "expected 401" can be seen.
 */
export function seedTenant(): Waba {
  const id = '882555404932892';
  return {
    id,
    name: 'Demo tenant',
    country: 'IN',
    currency: 'INR',
    timezoneId: '71',
    numbers: [{ id, wabaId: id, digits: id, display: id, verifiedName: 'Demo tenant', trade: 'shop' }],
  };
}
