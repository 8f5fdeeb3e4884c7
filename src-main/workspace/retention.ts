import type { Company } from '#shared/company.ts';
import type { Store } from '../cache/store.ts';
import type { MediaCache } from '../media/media-cache.ts';

const dayMs = 24 * 60 * 60 * 1000;
const maxBytes = 2 * 1024 * 1024 * 1024;

/** Days for which this desktop keeps things: the person's setting, and never longer than their company. */
export interface Kept {
  messagesDays: number;
  /** null: as long as there is room. */
  filesDays: number | null;
}

export function keptHere(
  retentionDays: number,
  company: Pick<Company, 'keepMessagesDays' | 'keepFilesDays'> | null,
): Kept {
  const { keepMessagesDays = null, keepFilesDays = null } = company ?? {};
  const filesDays = [keepMessagesDays, keepFilesDays].filter((days) => days !== null);
  return {
    messagesDays: Math.min(retentionDays, keepMessagesDays ?? Infinity),
    filesDays: filesDays.length === 0 ? null : Math.min(...filesDays),
  };
}

/** Epoch ms before which messages are not kept on this desktop. */
export function cutoff(retentionDays: number, now: number): number {
  return now - retentionDays * dayMs;
}

/**
 * S-37: forgets files and messages older than the retention, and when the cache is still above 2 GB messages of the older
 * half of what is left, until it fits. Short steps: reads are answered between them.
 */
export async function keepRetention(
  store: Store,
  cache: Pick<MediaCache, 'remove'>,
  { messagesDays, filesDays }: Kept,
  now: number,
): Promise<void> {
  if (filesDays !== null) await forgetFiles(store, cache, cutoff(filesDays, now));
  let until = cutoff(messagesDays, now);
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

async function forgetFiles(store: Store, cache: Pick<MediaCache, 'remove'>, until: number): Promise<void> {
  for (let after: string | null = ''; after !== null;) {
    const { ids, next }: { ids: string[]; next: string | null } = await store.call('mediaBefore', until, after);
    for (const id of ids) await cache.remove(id);
    after = next;
  }
}
