import type { ConversationRow, ConversationView, ListQuery } from '../inbox.ts';
import { and, everything, type Filter, is, partsOf } from './filter.ts';
import { type FilterContext, matches } from './match.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';

/** A window that closes within this time is worth looking at: the ring is amber then. */
export const closingMinutes = 240;
const closing: Filter = { kind: 'closing', minutes: closingMinutes };

const views: Record<ConversationView, Filter> = {
  mine: and([is('open'), is('mine')]),
  unassigned: and([is('open'), is('unassigned')]),
  all: is('open'),
  mentions: and([is('mention'), { kind: 'not', of: is('archived') }]),
  waiting: and([is('open'), is('waiting')]),
  closing: and([is('open'), closing]),
  snoozed: is('snoozed'),
  resolved: is('resolved'),
  archived: is('archived'),
  any: everything,
};

/** What view, chips and typed filter show together, but for the account. A filter that can't be read says nothing. */
export function listFilter({ view, chips, filter }: Omit<ListQuery, 'accountId' | 'sort'>): Filter {
  const parsed = parseFilter(filter);
  const parts = [views[view], parsed.ok ? parsed.filter : everything];
  for (const chip of chips) if (chip !== 'snoozed') parts.push(chip === 'closing' ? closing : is(chip));
  const whole = and(parts);
  return chips.includes('snoozed') ? asleep(whole) : whole;
}

export function belongsTo(query: ListQuery, row: ConversationRow, context: FilterContext): boolean {
  if (query.accountId !== null && query.accountId !== row.accountId) return false;
  return matches(listFilter(query), row, context);
}

/** The snoozed ones of a filter that asks for the open ones. */
function asleep(filter: Filter): Filter {
  const others = partsOf(filter).filter((part) => !(part.kind === 'is' && part.word === 'open'));
  return and([is('snoozed'), ...others]);
}

/** The words for what is open and somebody of the team's. */
export function teamFilter(team: { name: string }): string {
  return printFilter(and([is('open'), { kind: 'team', name: team.name }]));
}
