import { z } from 'zod';
import type { Content } from './content.ts';
import { AccountId, DeviceId } from './ids.ts';

/**
 * `waiting`: for a phone to scan its code; `connecting`: it has; `disconnected`: it comes back by itself, or by
 * "Reconnect"; `logged_out`: the phone has unlinked it, a code must be scanned again.
 */
export const DeviceState = z.enum(['waiting', 'connecting', 'connected', 'disconnected', 'logged_out']);
export type DeviceState = z.infer<typeof DeviceState>;

/** A number that is linked by a QR code, as admins see it. */
export const Device = z.object({
  id: DeviceId,
  name: z.string().min(1).max(200),
  state: DeviceState,
  /** What is wrong and what to do; null: nothing. */
  problem: z.string().nullable(),
  /** Of the phone it is linked to; null before the first scan. */
  phoneNumber: z.string().nullable(),
  /** Its account, once a phone has scanned the code. */
  accountId: AccountId.nullable(),
  endpointName: z.string(),
  stateSince: z.iso.datetime(),
  createdAt: z.iso.datetime(),
});
export type Device = z.infer<typeof Device>;

/** Why a number that is linked by QR code can't send this; null: it can. Pure. */
export function whyNotByDevice(content: Content): string | null {
  switch (content.type) {
    case 'template':
      return 'Numbers linked by QR code have no templates: write the text itself';
    case 'interactive':
      return 'Numbers linked by QR code can’t send buttons, lists and flows: write the text itself';
    case 'media':
      return content.media.metaId === undefined ? null : 'This file is at Meta only: upload it, or send a link';
    case 'text':
    case 'location':
    case 'contacts':
      return null;
    default:
      return 'This kind of message can’t be sent';
  }
}
