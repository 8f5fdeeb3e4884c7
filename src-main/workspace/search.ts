import { z } from 'zod';
import { recentlySearched } from '#shared/search.ts';
import type { Store } from '../cache/store.ts';
import type { Workspace } from './workspace-api.ts';

const fact = 'searches';
const Searches = z.array(z.string());

/** Searching what is on this computer. What was searched lies in outbox.db, with the drafts: nobody else has it. */
export function searchCalls(store: Store, now: () => number): Workspace['search'] {
  const recent = async (): Promise<string[]> => {
    const text = await store.call('fact', fact);
    const parsed = text === null ? null : Searches.safeParse(JSON.parse(text));
    return parsed?.success ? parsed.data : [];
  };
  return {
    find: (input) => store.call('search', input, now()),
    recent,
    remember: async ({ text }) => {
      await store.call('setFact', fact, JSON.stringify(recentlySearched(await recent(), text)));
    },
    forget: () => store.call('setFact', fact, '[]'),
  };
}
