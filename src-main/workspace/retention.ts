import type { Store } from '../cache/store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const maxBytes = 2 * 1024 * 1024 * 1024;

/** Epoch ms before which messages are not kept on this desktop. */
export function cutoff(retentionDays: number, now: number): number {
  return now - retentionDays * dayMs;
}

/**
 * S-37: forgets messages older than the retention, and when the cache is still above 2 GB those of the older half of
 * what is left, until it fits. Short steps: reads are answered between them.
 */
export async function keepRetention(store: Store, retentionDays: number, now: number): Promise<void> {
  let until = cutoff(retentionDays, now);
  await prune(store, until);
  while ((await store.call('cacheBytes')) > maxBytes && now - until > dayMs) {
    until += (now - until) / 2;
    await prune(store, Math.round(until));
  }
  await store.call('checkpoint');
}

async function prune(store: Store, until: number): Promise<void> {
  for (let after: string | null = ''; after !== null;) after = await store.call('prune', until, after);
}
