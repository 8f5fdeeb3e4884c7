import { z } from 'zod';

/** What one uses often stands first: quick replies by their ids, emoji by themselves. Kept by this desktop only. */
export const HabitKind = z.enum(['quickReply', 'emoji']);
export type HabitKind = z.infer<typeof HabitKind>;
/** `weight`: how often, where a month ago counts half; as it was at `at`, epoch ms. */
const Uses = z.record(z.string().max(64), z.object({ weight: z.number(), at: z.number() }));
export const Habits = z.record(HabitKind, Uses);
export type Habits = z.infer<typeof Habits>;

const halfLifeMs = 30 * 24 * 60 * 60_000;
const keptPerKind = 200;

export const noHabits: Habits = { quickReply: {}, emoji: {} };

export function weightOf(habits: Habits, kind: HabitKind, key: string, now: number): number {
  const uses = habits[kind];
  const use = Object.hasOwn(uses, key) ? uses[key] : undefined;
  return use === undefined ? 0 : use.weight * 2 ** (-Math.max(0, now - use.at) / halfLifeMs);
}

export function afterUse(habits: Habits, kind: HabitKind, key: string, now: number): Habits {
  const weight = weightOf(habits, kind, key, now) + 1;
  const uses = { ...habits[kind], [key]: { weight, at: now } };
  const kept = Object.entries(uses)
    .toSorted(([, a], [, b]) => b.at - a.at)
    .slice(0, keptPerKind);
  return { ...habits, [kind]: Object.fromEntries(kept) };
}

/** The keys of a kind, most used first. */
export function mostUsed(habits: Habits, kind: HabitKind, now: number, count: number): string[] {
  return Object.keys(habits[kind])
    .toSorted((a, b) => weightOf(habits, kind, b, now) - weightOf(habits, kind, a, now))
    .slice(0, count);
}
