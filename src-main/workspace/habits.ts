import { afterUse, Habits, noHabits } from '#shared/habits.ts';
import type { Store } from '../cache/store.ts';
import type { Workspace } from './workspace-api.ts';

const fact = 'habits';

/** What this person uses often. It lies in outbox.db, with the drafts: nobody else has it. */
export function habitCalls(store: Store, now: () => number): Workspace['habits'] {
  let known: Habits | null = null;
  const read = async (): Promise<Habits> => {
    if (known !== null) return known;
    const text = await store.call('fact', fact);
    // A shape of another version is no loss: it is learned anew.
    const parsed = text === null ? null : Habits.safeParse(JSON.parse(text));
    known ??= parsed?.success ? parsed.data : noHabits;
    return known;
  };
  return {
    get: read,
    used: async ({ kind, key }) => {
      known = afterUse(await read(), kind, key, now());
      await store.call('setFact', fact, JSON.stringify(known));
    },
  };
}
