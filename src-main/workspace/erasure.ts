import type { ErasureOrder } from '#shared/erasure.ts';
import type { Store } from '../cache/store.ts';
import type { MediaCache } from '../media/media-cache.ts';
import type { Session } from '../sync/session.ts';

interface EraserOptions {
  store: Pick<Store, 'call'>;
  cache: Pick<MediaCache, 'remove'>;
  session: Pick<Session, 'call' | 'isSignedIn'>;
  /** Pages are to forget, too. */
  onErased: (order: ErasureOrder) => void;
}

/**
 * Follows the backend's orders to forget somebody: unsent messages and drafts, files, and the words of the search index.
 * Then it says so, now or as soon as the backend can be reached.
 */
export class Eraser {
  readonly #options: EraserOptions;
  #running: Promise<void> | null = null;

  constructor(options: EraserOptions) {
    this.#options = options;
  }

  /** Rejects when the backend can't be reached: call again when it can. */
  async work(): Promise<void> {
    this.#running ??= this.#work().finally(() => (this.#running = null));
    await this.#running;
  }

  async #work(): Promise<void> {
    const { store, cache, session, onErased } = this.#options;
    const orders = await store.call('openErasures');
    if (orders.length === 0) return;
    for (const order of orders) {
      onErased(order);
      const waiting = await store.call('eraseFromOutbox', order);
      for (const id of [...order.mediaIds, ...waiting]) await cache.remove(id);
    }
    // What was searched for lately may name them.
    await store.call('setFact', 'searches', '[]');
    while (await store.call('mergeSearch'));
    await store.call('checkpoint');
    for (const { id } of orders) {
      if (!session.isSignedIn()) return;
      await session.call('confirmErasure', { params: { id } });
      await store.call('closeErasure', id);
    }
  }
}
