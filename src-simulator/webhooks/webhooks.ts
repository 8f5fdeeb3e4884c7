import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { Random } from '../engine/random.ts';
import type { FaultSwitches } from '../faults/faults.ts';
import { createPoster } from './post.ts';
import type { Subscriptions } from './subscriptions.ts';
import { createTarget, type DeliveryOptions, type Target, type TargetCounts } from './target.ts';
import type { Update } from './update.ts';

export interface WebhookOptions extends DeliveryOptions {
  timeoutMs: number;
}

/** Sends what happens to whoever subscribed. */
export interface Webhooks {
  /** Queues an update for every subscriber of its business account; none subscribed means that nobody hears of it. */
  emit(update: Update): void;
  /** Of each subscriber, by URL. */
  counts(): Record<string, TargetCounts>;
  close(): void;
}

// A reorder window that does not fill is flushed after this long, so that the last updates are not kept for ever.
const reorderPatienceMs = 250;

export function createWebhooks(
  options: WebhookOptions,
  parts: { clock: Clock; ledger: Ledger; faults: FaultSwitches; subscriptions: Subscriptions; random: Random },
): Webhooks {
  const poster = createPoster(options.timeoutMs, 16);
  const targets = new Map<string, Target>();
  let gathered: Update[] = [];
  let flushTimer: NodeJS.Timeout | null = null;

  const targetOf = (url: string): Target => {
    let target = targets.get(url);
    if (!target) {
      const isHeld = (): boolean => parts.faults.current().webhookOutage;
      target = createTarget(url, options, { clock: parts.clock, ledger: parts.ledger, poster, isHeld });
      targets.set(url, target);
    }
    return target;
  };

  const dispatch = (update: Update): void => {
    const urls = parts.subscriptions.urlsOf(update.wabaId, update.field);
    let missing = urls.length;
    const { onDelivered, ...rest } = update;
    for (const url of urls) {
      targetOf(url).push(
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
    if (flushTimer) clearTimeout(flushTimer);
    flushTimer = null;
    const shuffled = parts.random.shuffle(gathered);
    gathered = [];
    for (const update of shuffled) dispatch(update);
  };

  parts.faults.onChange(() => {
    if (parts.faults.current().reorderWindow === 0 && gathered.length > 0) flush();
    if (!parts.faults.current().webhookOutage) for (const target of targets.values()) target.kick();
  });

  return {
    emit(update) {
      const { reorderWindow } = parts.faults.current();
      if (reorderWindow === 0) return dispatch(update);
      gathered.push(update);
      if (gathered.length >= reorderWindow) flush();
      else flushTimer ??= setTimeout(flush, reorderPatienceMs);
    },
    counts: () => Object.fromEntries([...targets].map(([url, target]) => [url, target.counts()])),
    close() {
      if (flushTimer) clearTimeout(flushTimer);
      poster.close();
    },
  };
}
