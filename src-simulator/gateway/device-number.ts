import type { BusinessNumber } from '../company/company.ts';
import { createRandom } from '../engine/random.ts';
import type { Threads } from '../threads/threads.ts';

/** Stands where a number has its business account: numbers of devices have none, so Meta's webhooks never tell of them. */
export const deviceAccount = 'gateway';

/** Mobile numbers that Ofcom keeps free for fiction. */
const prefix = '447700900';
const rangeSize = 1000;

/**
 * The phone that an instance of this name is linked to when nobody says which: the same for the same seed and name, so
 * that the chats of a device are still there after it was removed and added again.
 */
export function pickDigits(seed: string | number, instanceName: string, isTaken: (digits: string) => boolean): string {
  const random = createRandom(seed, `gateway-number/${instanceName}`);
  const first = random.int(0, rangeSize - 1);
  for (let step = 0; step < rangeSize; step++) {
    const digits = `${prefix}${String((first + step) % rangeSize).padStart(3, '0')}`;
    if (!isTaken(digits)) return digits;
  }
  throw new Error('Every number of the range has a device');
}

/** The company's side of the chats that customers have with a device. */
export function toDeviceNumber(digits: string, profileName: string): BusinessNumber {
  return {
    id: `device-${digits}`,
    wabaId: deviceAccount,
    digits,
    display: digits.startsWith(prefix) ? `+44 7700 900${digits.slice(prefix.length)}` : `+${digits}`,
    verifiedName: profileName,
    trade: 'shop',
  };
}

/** The chats with events of Meta's numbers only, for what knows the state of a number at Meta: devices have none. */
export function withoutDevices(threads: Threads): Threads {
  return {
    ...threads,
    onEvent: (listener) =>
      threads.onEvent((event) => {
        if (event.thread.number.wabaId !== deviceAccount) listener(event);
      }),
  };
}
