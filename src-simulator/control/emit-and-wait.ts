import type { Simulator } from '../simulator.ts';
import type { Update } from '../webhooks/update.ts';
import { ControlError } from './control-error.ts';

/** Throws unless somebody hears of `field` of the number: waiting for an answer would be in vain. */
export function requireSubscriber(
  simulator: Simulator,
  number: { id: string | null; wabaId: string },
  field: string,
): void {
  const { id, wabaId } = number;
  if (simulator.subscriptions.urlsOf(wabaId, field, id).length > 0) return;
  throw new ControlError(
    409,
    'no_subscriber',
    `Nobody has subscribed to ${field} of account ${wabaId}; POST /_control/subscriptions first`,
  );
}

/**
 * Emits all and resolves when each has been answered 200 by every subscriber. Throws when it takes
 * longer than `timeoutMs`; the webhooks go on being retried then.
 */
export async function emitAndWait(simulator: Simulator, updates: readonly Update[], timeoutMs: number): Promise<void> {
  let missing = updates.length;
  if (missing === 0) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    const message = `${missing} of ${updates.length} webhooks were not accepted within ${timeoutMs} ms; they are still being retried`;
    reject(new ControlError(504, 'not_delivered', message));
  }, timeoutMs);
  const onDelivered = (): void => {
    missing--;
    if (missing === 0) resolve();
  };
  for (const update of updates) simulator.webhooks.emit({ ...update, onDelivered });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
