import { countryOf, toRecipientDigits } from '#shared/phone.ts';
import type { BusinessNumber } from '../../company/company.ts';
import type { Customer, Directory } from '../../customers/directory.ts';
import { invalidParameter } from '../graph-error.ts';
import { type Json, notValid } from './params.ts';
import { wordOf } from '../word-of.ts';

/** Whom a send names. */
export interface Addressee {
  /** As the business wrote it: a phone number in any form, or a BSUID. */
  to: string;
  isUserId: boolean;
}

/** The person behind it, with the digits (or BSUID) that answers and statuses name. */
export interface Recipient {
  customer: Customer | null;
  id: string;
}

/** Reads `to`, or `recipient` where there is none. */
export function readAddressee(body: Json): Addressee {
  const to = body['to'];
  // Numbers are taken too: Graph casts parameters.
  if ((typeof to === 'string' && to !== '') || typeof to === 'number') {
    const digits = wordOf(to).replace(/\D/g, '');
    if (!/^[\d\s()+.-]+$/.test(wordOf(to)) || digits.length < 5 || digits.length > 20) {
      throw notValid('to', `: recipient ${wordOf(to).slice(0, 40)} is not a valid phone number.`);
    }
    return { to: wordOf(to), isUserId: false };
  }
  const recipient = body['recipient'];
  if (recipient === undefined || recipient === null) throw invalidParameter('The parameter to is required.');
  if (typeof recipient !== 'string' || !/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(recipient)) {
    throw notValid('recipient', 'is not a valid business-scoped user id.');
  }
  return { to: recipient, isUserId: true };
}

/**
 * Finds the person. A BSUID of another portfolio is refused; a phone number nobody has is not (131026 comes later). A
 * number without a plus that nobody has as it is gets the business number's country in front, as Meta does it.
 */
export function findRecipient(directory: Directory, number: BusinessNumber, addressee: Addressee): Recipient {
  const { to, isUserId } = addressee;
  if (isUserId) {
    const customer = directory.find(to);
    if (customer) return { customer, id: customer.waId };
    throw notValid('recipient', `: ${to} is not a user of this business portfolio.`);
  }
  const customer = directory.findRecipient(to, number.digits);
  if (customer) return { customer, id: customer.waId };
  return { customer: null, id: toInternational(to, number.digits) };
}

/** Digits with country code, for the numbers that are nobody's. */
function toInternational(to: string, businessDigits: string): string {
  const digits = to.replace(/\D/g, '');
  // Nobody's number is shorter or longer, whatever is put before it.
  const isPhone = digits.length >= 7 && digits.length <= 15;
  return isPhone ? toRecipientDigits(to, countryOf(businessDigits)) : digits;
}
