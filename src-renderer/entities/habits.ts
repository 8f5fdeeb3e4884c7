import { afterUse, type HabitKind, type Habits, noHabits } from '#shared/habits.ts';
import { api } from '../api.ts';
import { createForWorkspace } from './workspace-store.ts';

/** What this person uses often, as main keeps it. */
export const useHabits = createForWorkspace<Habits>(() => noHabits);

export async function loadHabits(): Promise<void> {
  useHabits.setState(await api.habits.get(), true);
}

export function noteUse(kind: HabitKind, key: string): void {
  useHabits.setState((habits) => afterUse(habits, kind, key, Date.now()), true);
  // Only an order of suggestions: when it can't be kept nobody needs to know.
  void api.habits.used({ kind, key }).catch(() => undefined);
}
