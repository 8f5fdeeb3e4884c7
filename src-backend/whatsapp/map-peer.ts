import { canonicalPhone } from '#shared/phone.ts';
import type { Peer } from '../inbox/incoming.ts';
import type { ContactItem } from './webhook-schema.ts';

// Who a webhook speaks of.

export const isNamed = (peer: Peer): boolean => peer.bsuid !== null || peer.waId !== null;

/** The person with these ids, with the names of `contacts` when one of them is the same person. */
export function peerOf(bsuid: string | undefined, phone: string | undefined, contacts: readonly ContactItem[]): Peer {
  const waId = digitsOf(phone);
  const contact =
    contacts.find((contact) => contact.user_id !== undefined && contact.user_id === bsuid) ??
    contacts.find((contact) => samePhone(contact.wa_id, waId)) ??
    // Old payloads name the sender only here.
    (bsuid === undefined && waId === null && contacts.length === 1 ? contacts[0] : undefined);
  return {
    bsuid: bsuid ?? contact?.user_id ?? null,
    waId: waId ?? digitsOf(contact?.wa_id),
    username: usernameOf(contact?.profile?.username),
    name: nameOf(contact?.profile?.name),
  };
}

export function nameOf(name: string | undefined): string | null {
  return name?.trim().slice(0, 512).toWellFormed() || null;
}

export function digitsOf(phone: string | undefined): string | null {
  const digits = phone?.replace(/\D/g, '') ?? '';
  return digits.length >= 5 && digits.length <= 32 ? digits : null;
}

export function samePhone(phone: string | undefined, waId: string | null): boolean {
  const digits = digitsOf(phone);
  return digits !== null && waId !== null && canonicalPhone(digits) === canonicalPhone(waId);
}

export function usernameOf(username: string | undefined): string | null {
  return username?.replace(/^@/, '').slice(0, 256).toWellFormed() || null;
}
