import type { Customer } from './directory.ts';

const knownForMs = 30 * 86_400_000;

/**
 * Whether a webhook of this number may show the person's phone number (§5.3 of the reference): they have no username,
 * or they are in the company's contact book, or this very number wrote with that phone in the last 30 days.
 */
export function showsPhone(customer: Customer, phoneNumberId: string, at: number): boolean {
  if (customer.username === null || customer.isInContactBook) return true;
  const knownAt = customer.phoneKnownAt[phoneNumberId];
  return knownAt !== undefined && at - knownAt < knownForMs;
}

/** A message went between this number and the person's phone number, which both sides know now. */
export function noteExchange(customer: Customer, phoneNumberId: string, at: number): void {
  if (customer.username === null) return;
  customer.phoneKnownAt[phoneNumberId] = Math.max(customer.phoneKnownAt[phoneNumberId] ?? 0, at);
}
