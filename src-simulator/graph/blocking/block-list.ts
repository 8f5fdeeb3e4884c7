import type { BusinessNumber } from '../../company/company.ts';
import type { Customer } from '../../customers/directory.ts';

/** Most users one number may block. */
export const blockCapacity = 64_000;

/** Whom each number has blocked: they can't write to it, and it can't write to them (130403). */
export interface BlockList {
  isBlocked(number: BusinessNumber, customer: Customer): boolean;
  block(number: BusinessNumber, customer: Customer): void;
  /** False when the customer wasn't blocked. */
  unblock(number: BusinessNumber, customer: Customer): boolean;
  /** In the order of blocking. */
  list(number: BusinessNumber): readonly Customer[];
}

export function createBlockList(): BlockList {
  const byNumber = new Map<string, Map<string, Customer>>();
  return {
    isBlocked: (number, customer) => byNumber.get(number.id)?.has(customer.key) === true,
    block(number, customer) {
      const blocked = byNumber.get(number.id) ?? new Map<string, Customer>();
      byNumber.set(number.id, blocked.set(customer.key, customer));
    },
    unblock: (number, customer) => byNumber.get(number.id)?.delete(customer.key) === true,
    list: (number) => [...(byNumber.get(number.id)?.values() ?? [])],
  };
}
