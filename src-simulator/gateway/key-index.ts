import { createHash } from 'node:crypto';
import { BoundedMap } from '../engine/bounded-map.ts';

/** Message ids as a linked device sees them (`key.id`), and the way back to the wamids that chats go by. */
export interface KeyIndex {
  /** 22 characters beginning with `3EB0` for what the gateway sent, 32 for what a phone sent. */
  idOf(wamid: string, direction: 'inbound' | 'outbound'): string;
  /** Of ids that were given out; undefined for others. */
  wamidOf(id: string): string | undefined;
}

const capacity = 100_000;

export function createKeyIndex(): KeyIndex {
  const wamids = new BoundedMap<string, string>(capacity);
  return {
    idOf(wamid, direction) {
      const digest = createHash('sha256').update(wamid).digest('hex').toUpperCase();
      const id = direction === 'outbound' ? `3EB0${digest.slice(0, 18)}` : digest.slice(0, 32);
      wamids.set(id, wamid);
      return id;
    },
    wamidOf: (id) => wamids.get(id),
  };
}

export function toJid(digits: string): string {
  return `${digits}@s.whatsapp.net`;
}

/** The digits of a recipient written as a number or a jid; null for groups, broadcasts and anything without digits. */
export function toDigits(recipient: string): string | null {
  const [user = '', server] = recipient.trim().split('@');
  if (server !== undefined && server !== 's.whatsapp.net' && server !== 'c.us') return null;
  // `…:7@s.whatsapp.net` names one device of that number.
  const digits = (user.split(':')[0] ?? '').replace(/\D/g, '');
  return digits === '' ? null : digits;
}
