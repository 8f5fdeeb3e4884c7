import type { Random } from '../engine/random.ts';
import type { Faults, FaultSwitches } from '../faults/faults.ts';
import type { Update } from './update.ts';

/** What is really sent instead of an update while faults are on: nothing, another one, several. */
export function createFaultyUpdates(parts: {
  faults: FaultSwitches;
  random: Random;
  foreignPhoneNumberId: string;
}): (update: Update) => readonly Update[] {
  return (update) => {
    const faults = parts.faults.current();
    if (isUsual(faults)) return [update];
    if (isDropped(update, faults, parts.random)) {
      // Nobody waits for what is never sent.
      update.onDelivered?.();
      return [];
    }
    const wanted = faults.foreignPhoneNumberId ? toForeign(update, parts.foreignPhoneNumberId) : update;
    const { onDelivered: _, ...copy } = wanted;
    const unknown = faults.unknownField ? [toUnknown(copy)] : [];
    return [...unknown, wanted, ...Array.from({ length: faults.webhookCopies - 1 }, () => copy)];
  };
}

function isUsual(faults: Faults): boolean {
  return (
    faults.webhookCopies === 1 &&
    faults.webhookDropRate === 0 &&
    faults.dropStatuses.length === 0 &&
    !faults.foreignPhoneNumberId &&
    !faults.unknownField
  );
}

function isDropped(update: Update, faults: Faults, random: Random): boolean {
  if (faults.webhookDropRate > 0 && random.next() < faults.webhookDropRate) return true;
  const status = statusOf(update.value);
  return faults.dropStatuses.some((dropped) => dropped === status);
}

function statusOf(value: object): unknown {
  if (!('statuses' in value) || !Array.isArray(value.statuses)) return null;
  const first: unknown = value.statuses[0];
  return typeof first === 'object' && first !== null && 'status' in first ? first.status : null;
}

function toForeign(update: Update, phoneNumberId: string): Update {
  if (!('metadata' in update.value)) return update;
  const metadata = { ...(update.value.metadata as object), phone_number_id: phoneNumberId };
  return { ...update, value: { ...update.value, metadata } };
}

function toUnknown(update: Update): Update {
  return {
    ...update,
    field: 'field_of_the_future',
    value: { ...('metadata' in update.value ? { metadata: update.value.metadata } : {}), future: [{ kind: 'new' }] },
    wamids: [],
  };
}
