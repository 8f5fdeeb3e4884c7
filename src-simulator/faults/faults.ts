import { z } from 'zod';

const milliseconds = z.int().min(0).max(600_000);
const calls = z.int().min(1).max(1_000_000).nullable();
const copies = z.int().min(1).max(100);

/**
 * The switches that make the simulated Meta misbehave. A POST changes the ones it names, a DELETE turns all off. A
 * `…Count` limits how many calls are hit (null: until switched off) and counts down; at zero its switch goes off.
 */
export const Faults = z.strictObject({
  /** Every Graph answer comes this much later. */
  latencyMs: milliseconds,
  /** Graph calls are refused with this error of Meta's table before anything is processed. */
  errorCode: z.int().nullable(),
  errorCount: calls,
  /** Sends are accepted, then the answer never comes (`hang`) or the connection is cut (`close`). */
  timeoutAfterAccept: z.enum(['hang', 'close']).nullable(),
  timeoutCount: calls,
  /** A send is accepted and its statuses go out; the answer with the wamid comes this much later. */
  wamidLateMs: milliseconds,
  /** The `sent` webhook is delivered before the send is answered. */
  statusBeforeResponse: z.boolean(),
  /** Other than normal: all statuses of a message go out together at the end, in this order. */
  statusOrder: z.enum(['normal', 'reversed', 'shuffled']),
  /** After its last status a message is reported failed with this code. */
  failAfterStatuses: z.int().nullable(),
  /** A message is reported failed with this code right after `sent`, and never delivered. */
  failAfterSent: z.int().nullable(),
  /** Statuses that are never told: `["delivered"]` makes `read` come without it. The ledger has them all the same. */
  dropStatuses: z.array(z.enum(['sent', 'delivered', 'read', 'played', 'failed'])),
  statusCopies: copies,
  inboundCopies: copies,
  /** Every webhook update, of whatever field, so many times. */
  webhookCopies: copies,
  /** Every update is sent so much later (of the simulator's clock). */
  webhookDelayMs: z
    .int()
    .min(0)
    .max(8 * 86_400_000),
  /** Chance that an update is never sent, as if a week of tries had failed. */
  webhookDropRate: z.number().min(0).max(1),
  /** Webhooks are signed with another secret, or not at all. */
  webhookSignature: z.enum(['right', 'wrong', 'missing']),
  /** Updates name the phone number id of a tenant who is not ours. */
  foreignPhoneNumberId: z.boolean(),
  /** Before every update comes one whose field nobody knows. */
  unknownField: z.boolean(),
  /** An approved template of each account is paused, and unpaused, every so many ms of the clock; 0 leaves them alone. */
  templateFlipMs: z.int().min(0).max(86_400_000),
  /** So many webhook updates are gathered and sent in random order; 0 keeps the order. */
  reorderWindow: z.int().min(0).max(10_000),
  /** No webhook is sent; they wait and go out when the outage ends. */
  webhookOutage: z.boolean(),
  /** Every media id is unknown to look-ups and downloads. */
  mediaMissing: z.boolean(),
  /** Download URLs are over the moment they are given. */
  mediaUrlExpired: z.boolean(),
  /** Customers' files count as larger than 100 MB: their messages come with error 131052 instead of a file. */
  mediaTooLarge: z.boolean(),
});
export type Faults = z.infer<typeof Faults>;

export const FaultsChange = Faults.partial();

export const noFaults: Faults = {
  latencyMs: 0,
  errorCode: null,
  errorCount: null,
  timeoutAfterAccept: null,
  timeoutCount: null,
  wamidLateMs: 0,
  statusBeforeResponse: false,
  statusOrder: 'normal',
  failAfterStatuses: null,
  failAfterSent: null,
  dropStatuses: [],
  statusCopies: 1,
  inboundCopies: 1,
  webhookCopies: 1,
  webhookDelayMs: 0,
  webhookDropRate: 0,
  webhookSignature: 'right',
  foreignPhoneNumberId: false,
  unknownField: false,
  templateFlipMs: 0,
  reorderWindow: 0,
  webhookOutage: false,
  mediaMissing: false,
  mediaUrlExpired: false,
  mediaTooLarge: false,
};

export interface FaultSwitches {
  current(): Readonly<Faults>;
  change(change: Partial<Faults>): void;
  reset(): void;
  /** The error the Graph call at hand is refused with, if any; counts it. */
  takeError(): number | null;
  /** What becomes of the answer to the send just accepted; counts it. */
  takeTimeout(): 'hang' | 'close' | null;
  /** Called after every change. */
  onChange(listener: () => void): void;
}

/** `initial` are the switches of the command line; a reset turns them off like all others. */
export function createFaults(initial: Partial<Faults> = {}): FaultSwitches {
  let faults: Faults = { ...noFaults, ...initial };
  const listeners: (() => void)[] = [];
  const set = (next: Faults): void => {
    faults = next;
    for (const listener of listeners) listener();
  };

  return {
    current: () => faults,
    change: (change) => set({ ...faults, ...change }),
    reset: () => set({ ...noFaults }),
    takeError() {
      const code = faults.errorCode;
      if (code === null || faults.errorCount === null) return code;
      faults.errorCount--;
      if (faults.errorCount === 0) set({ ...faults, errorCode: null, errorCount: null });
      return code;
    },
    takeTimeout() {
      const kind = faults.timeoutAfterAccept;
      if (kind === null || faults.timeoutCount === null) return kind;
      faults.timeoutCount--;
      if (faults.timeoutCount === 0) set({ ...faults, timeoutAfterAccept: null, timeoutCount: null });
      return kind;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
