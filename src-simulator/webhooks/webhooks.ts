import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { Random } from '../engine/random.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { createFaultyUpdates } from './faulty-updates.ts';
import { createPoster } from './post.ts';
import { signBody } from './signature.ts';
import type { Subscriber, Subscriptions } from './subscriptions.ts';
import { createTarget, type DeliveryOptions, type Target, type TargetCounts } from './target.ts';
import { createTurns } from './turns.ts';
import { phoneNumberIdOf, type Update } from './update.ts';

export interface WebhookOptions extends DeliveryOptions {
  timeoutMs: number;
}

/** Sends what happens to whoever subscribed. */
export interface Webhooks {
  /** Queues an update for every subscriber of its business account; none subscribed means that nobody hears of it. */
  emit(update: Update): void;
  /** Of each subscriber, by URL; of two apps behind one URL together. */
  counts(): Record<string, TargetCounts>;
  /** Resolves when nothing is on its way. What waits for the clock (a retry, a delay) or for an outage doesn't count. */
  settled(): Promise<void>;
  close(): void;
}

// A reorder window that does not fill is flushed after this long, so that the last updates are not kept for ever.
const reorderPatienceMs = 250;

export function createWebhooks(
  options: WebhookOptions,
  parts: {
    clock: Clock;
    ledger: Ledger;
    faults: FaultSwitches;
    subscriptions: Subscriptions;
    random: Random;
    /** The phone number id that the fault of the wrong tenant names. */
    foreignPhoneNumberId: string;
  },
): Webhooks {
  const { clock, faults } = parts;
  const poster = createPoster(options.timeoutMs, 16);
  const targets = new Map<string, { url: string; target: Target }>();
  const turns = createTurns();
  const waiters = new Set<() => void>();
  let gathered: Update[] = [];
  let cancelFlush: (() => void) | null = null;

  const isBusy = (): boolean => {
    if (faults.current().webhookOutage) return false;
    for (const { target } of targets.values()) {
      const { waiting, retrying } = target.counts();
      if (waiting > retrying) return true;
    }
    return false;
  };
  const onProgress = (): void => {
    if (waiters.size === 0 || isBusy()) return;
    for (const resolve of waiters) resolve();
    waiters.clear();
  };

  const targetOf = (subscriber: Subscriber): Target => {
    const key = `${subscriber.url} ${subscriber.appSecret}`;
    let known = targets.get(key);
    if (!known) {
      const target = createTarget(subscriber, options, {
        clock,
        ledger: parts.ledger,
        poster,
        isHeld: () => faults.current().webhookOutage,
        sign(appSecret, body) {
          const { webhookSignature } = faults.current();
          if (webhookSignature === 'missing') return null;
          return signBody(webhookSignature === 'wrong' ? `not-${appSecret}` : appSecret, body);
        },
        // On a clock that stands still everything happens in one order, so that two runs can be compared.
        turn: () => (clock.isFrozen() ? turns.take() : undefined),
        onProgress,
      });
      known = { url: subscriber.url, target };
      targets.set(key, known);
    }
    return known.target;
  };

  const dispatch = (update: Update): void => {
    const subscribers = parts.subscriptions.subscribersOf(update.wabaId, update.field, phoneNumberIdOf(update));
    let missing = subscribers.length;
    const { onDelivered, ...rest } = update;
    for (const subscriber of subscribers) {
      targetOf(subscriber).push(
        onDelivered
          ? {
              ...rest,
              onDelivered() {
                missing--;
                if (missing === 0) onDelivered();
              },
            }
          : rest,
      );
    }
  };

  const flush = (): void => {
    cancelFlush?.();
    cancelFlush = null;
    const shuffled = parts.random.shuffle(gathered);
    gathered = [];
    for (const update of shuffled) dispatch(update);
  };

  const queue = (update: Update): void => {
    const { reorderWindow } = faults.current();
    if (reorderWindow === 0) return dispatch(update);
    gathered.push(update);
    if (gathered.length >= reorderWindow) flush();
    else cancelFlush ??= clock.after(reorderPatienceMs, flush);
  };

  faults.onChange(() => {
    if (faults.current().reorderWindow === 0 && gathered.length > 0) flush();
    if (!faults.current().webhookOutage) for (const { target } of targets.values()) target.kick();
    onProgress();
  });

  const toFaulty = createFaultyUpdates(parts);
  return {
    emit(update) {
      recordOther(parts, update);
      const { webhookDelayMs } = faults.current();
      for (const faulty of toFaulty(update)) {
        if (webhookDelayMs === 0) queue(faulty);
        else clock.after(webhookDelayMs, () => queue(faulty));
      }
    },
    counts() {
      const counts: Record<string, TargetCounts> = {};
      for (const { url, target } of targets.values()) {
        const own = target.counts();
        const sum = (counts[url] ??= { waiting: 0, retrying: 0, dropped: 0, abandoned: 0 });
        sum.waiting += own.waiting;
        sum.retrying += own.retrying;
        sum.dropped += own.dropped;
        sum.abandoned += own.abandoned;
      }
      return counts;
    },
    settled: () =>
      new Promise((resolve) => {
        if (isBusy()) waiters.add(resolve);
        else resolve();
      }),
    close() {
      cancelFlush?.();
      poster.close();
    },
  };
}

/** Longest value that the ledger keeps word for word. */
const mostKept = 16_384;

/** Messages and statuses have records of their own; all other fields are written down here, once. */
function recordOther(parts: { clock: Clock; ledger: Ledger }, update: Update): void {
  if (update.field === 'messages') return;
  const isLong = JSON.stringify(update.value).length > mostKept;
  parts.ledger.record('webhooks', {
    at: parts.clock.now(),
    wabaId: update.wabaId,
    field: update.field,
    value: isLong ? null : update.value,
    wamids: update.wamids,
  });
}
