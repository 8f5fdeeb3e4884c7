import type { Customer } from '../customers/directory.ts';
import type { Profile } from './wire.ts';

/** Who a customer is to businesses, for the panel beside their phone. */
export function toProfile(customer: Customer): Profile {
  const { waId, userId, username, isInContactBook } = customer;
  return { waId, userId, username, isPhoneHidden: username !== null && !isInContactBook };
}
