import { v7 } from 'uuid';

// A change log that began with a backup says so in its epoch, and since when: what a desktop wrote before that may have
// gone out already, from the history that was lost.

const prefix = 'restored-';

/** `at`: epoch ms. */
export function restoredEpoch(at: number): string {
  return prefix + v7({ msecs: at });
}

/** Was this id (UUIDv7) made before the history of `epoch` began with a backup? */
export function isBeforeRestore(epoch: string, id: string): boolean {
  return epoch.startsWith(prefix) && madeAt(id) <= madeAt(epoch.slice(prefix.length));
}

/** The first 48 bits of a UUIDv7 are the time. */
function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
}
