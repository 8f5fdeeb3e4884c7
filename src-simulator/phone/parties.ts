import { z } from 'zod';
import type { BusinessNumber } from '../company/company.ts';
import { ControlError } from '../control/control-error.ts';
import type { Customer } from '../customers/directory.ts';
import type { Simulator } from '../simulator.ts';
import type { PhoneMessage, Thread } from '../threads/threads.ts';

/** Names a chat in every call of the phone. */
export const ChatName = z.strictObject({ waId: z.string().min(1), phoneNumberId: z.string().min(1) });

/** The person whose phone it is, or 404. */
export function getCustomer(simulator: Simulator, waId: string): Customer {
  const customer = simulator.directory.find(waId);
  if (customer) return customer;
  throw new ControlError(404, 'not_found', `Nobody has the number ${waId}`);
}

/** The company's numbers, then those of devices: the linked ones, and others this customer has a chat with. */
export function listNumbers(simulator: Simulator, customer: Customer): BusinessNumber[] {
  const own = simulator.company.wabas.flatMap((waba) => waba.numbers);
  const linked = simulator.gateway.list().flatMap(({ number }) => number ?? []);
  const known = simulator.threads.ofCustomer(customer).map(({ number }) => number);
  return [...new Set([...own, ...linked, ...known])];
}

/** Both sides of a chat, or 404. */
export function getChat(
  simulator: Simulator,
  name: z.output<typeof ChatName>,
): { number: BusinessNumber; customer: Customer } {
  const customer = getCustomer(simulator, name.waId);
  const number = listNumbers(simulator, customer).find(({ id }) => id === name.phoneNumberId);
  if (number) return { number, customer };
  throw new ControlError(404, 'not_found', `There is no number ${name.phoneNumberId} on this phone`);
}

/** A message of that chat, or 404. */
export function getMessage(
  simulator: Simulator,
  chat: { number: BusinessNumber; customer: Customer },
  wamid: string,
): { thread: Thread; message: PhoneMessage } {
  const found = simulator.threads.message(wamid);
  if (found && found.thread.number === chat.number && found.thread.customer === chat.customer) return found;
  throw new ControlError(404, 'not_found', 'That message is not in this chat any more');
}
