import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import type { Simulator } from '../simulator.ts';
import { GatewayError } from './api-error.ts';
import type { Instance } from './instance.ts';
import { toDigits, toJid } from './key-index.ts';

/** The phone of a connected instance; throws what the API answers for one that is not. */
export function getPhone(instance: Instance): BusinessNumber {
  if (instance.state === 'open' && instance.number) return instance.number;
  throw new GatewayError(500, ['Error: Connection Closed']);
}

/** Whether somebody has that number, as `POST /chat/whatsappNumbers` tells it. */
export function lookUp(simulator: Simulator, number: string): { jid: string; exists: boolean; number: string } {
  const digits = toDigits(number);
  const customer = digits === null ? undefined : simulator.directory.find(digits);
  const jid = customer ? toJid(customer.waId) : digits === null ? number : toJid(digits);
  return { jid, exists: customer !== undefined, number: number.split('@')[0] ?? number };
}

/** The customer with that number or jid; throws 400 with {@link lookUp}'s answer when nobody has it. */
export function getRecipient(simulator: Simulator, number: string): Customer {
  const digits = toDigits(number);
  const customer = digits === null ? undefined : simulator.directory.find(digits);
  if (customer) return customer;
  throw new GatewayError(400, [lookUp(simulator, number)]);
}
