import type { LibraryItem, QuickReply } from '#shared/library.ts';
import { fuzzyScore } from '#shared/fuzzy.ts';
import { type Habits, mostUsed, weightOf } from '#shared/habits.ts';
import { pathsFor, type ReplyPeople, valuesOf } from '#shared/quick-reply-values.ts';
import type { User } from '#shared/user.ts';
import { findEmoji } from './emoji.ts';
import type { Trigger } from './trigger.ts';

export type QuickReplyItem = LibraryItem & { content: QuickReply };

/** One line of the list over the field. */
export type Suggestion =
  | { kind: 'quickReply'; key: string; item: QuickReplyItem }
  | { kind: 'variable'; key: string; path: string; value: string | null }
  | { kind: 'emoji'; key: string; sign: string; name: string }
  | { kind: 'mention'; key: string; user: User };

export interface SuggestionWorld {
  quickReplies: readonly QuickReplyItem[];
  users: readonly User[];
  people: ReplyPeople;
  habits: Habits;
  now: number;
}

const shown = 8;

export function suggest(trigger: Trigger, world: SuggestionWorld): Suggestion[] {
  const { query } = trigger;
  switch (trigger.kind) {
    case 'quickReply':
      return rankQuickReplies(query, world).map((item) => ({ kind: 'quickReply', key: item.id, item }));
    case 'variable': {
      const valueOf = valuesOf(world.people);
      return best(pathsFor(world.people.contact), query, (path) => path).map((path) => ({
        kind: 'variable',
        key: path,
        path,
        value: valueOf(path),
      }));
    }
    case 'emoji': {
      const usual = mostUsed(world.habits, 'emoji', world.now, 24);
      return findEmoji(query, usual, shown).map(({ sign, name }) => ({ kind: 'emoji', key: sign, sign, name }));
    }
    case 'mention': {
      const active = world.users.filter((user) => user.active);
      // Written out, with a space behind it: the note goes on.
      if (active.some(({ name }) => `${name} `.toLowerCase() === query.toLowerCase())) return [];
      return best(active, query, ({ name }) => name).map((user) => ({ kind: 'mention', key: user.id, user }));
    }
  }
}

/** By how well shortcut or title fit, then by how often this agent uses them. */
export function rankQuickReplies(
  query: string,
  { quickReplies, habits, now }: Pick<SuggestionWorld, 'quickReplies' | 'habits' | 'now'>,
): QuickReplyItem[] {
  return quickReplies
    .map((item) => {
      const { shortcut, title, text } = item.content;
      const fit = Math.max(fuzzyScore(query, shortcut), fuzzyScore(query, title) * 0.9, inText(query, text));
      // Somebody's daily one wins over a slightly better fit, never over an exact one.
      return { item, fit, score: fit + Math.min(80, weightOf(habits, 'quickReply', item.id, now) * 8) };
    })
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.score - one.score || compareTitles(one.item, other.item))
    .slice(0, shown)
    .map(({ item }) => item);
}

const inText = (query: string, text: string): number =>
  query.length >= 3 && text.toLowerCase().includes(query.toLowerCase()) ? 100 : 0;

const compareTitles = (one: QuickReplyItem, other: QuickReplyItem): number =>
  one.content.title.localeCompare(other.content.title);

function best<T>(all: readonly T[], query: string, nameOf: (one: T) => string): T[] {
  return all
    .map((one) => ({ one, score: fuzzyScore(query, nameOf(one)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, shown)
    .map(({ one }) => one);
}
