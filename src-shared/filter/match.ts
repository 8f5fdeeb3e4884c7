import type { Account } from '../account.ts';
import type { Team } from '../company.ts';
import { foldText } from '../fold-text.ts';
import type { ConversationRow } from '../inbox.ts';
import { guardMs } from '../service-window.ts';
import type { User } from '../user.ts';
import type { UserId } from '../ids.ts';
import type { Filter, Folder, IsWord } from './filter.ts';

/** Who asks, and whom the names in a filter may mean. `now`: epoch ms by the server's clock. */
export interface FilterContext {
  me: UserId;
  users: readonly Pick<User, 'id' | 'name'>[];
  accounts: readonly Pick<Account, 'id' | 'name'>[];
  teams: readonly Pick<Team, 'name' | 'memberIds'>[];
  now: number;
}

const minute = 60_000;

/** Does the filter show this conversation? The cache's SQL answers the same. */
export function matches(filter: Filter, row: ConversationRow, context: FilterContext): boolean {
  switch (filter.kind) {
    case 'all':
      return true;
    case 'and':
      return filter.of.every((part) => matches(part, row, context));
    case 'or':
      return filter.of.some((part) => matches(part, row, context));
    case 'not':
      return !matches(filter.of, row, context);
    case 'is':
      return matchesWord(filter.word, row, context.me);
    case 'assignee':
      return assigneesNamed(filter.name, context).includes(row.assigneeId);
    case 'team':
      return row.assigneeId !== null && membersOf(filter.name, context).includes(row.assigneeId);
    case 'account':
      return context.accounts.some(({ id, name }) => id === row.accountId && isNamed(name, filter.name));
    case 'label':
      return (row.tags ?? []).some((tag) => foldText(tag) === foldText(filter.name));
    case 'priority':
      return (row.priority ?? 'normal') === filter.word;
    case 'window':
      return (row.windowClosesAt !== null && row.windowClosesAt - guardMs > context.now) === (filter.state === 'open');
    case 'closing': {
      const [from, to] = closingBetween(filter.minutes, context.now);
      return row.windowClosesAt !== null && row.windowClosesAt > from && row.windowClosesAt < to;
    }
    case 'since':
    case 'sinceMinutes':
      return row.lastMessageAt >= sinceAt(filter, context.now);
    case 'text':
      return searchText(row.contactName, row.contactHandle).includes(foldText(filter.text));
  }
}

export function folderOfRow(row: Pick<ConversationRow, 'state' | 'archivedAt'>): Folder {
  return row.archivedAt === undefined ? row.state : 'archived';
}

/** What the text of a filter is looked for in. */
export const searchText = (name: string, handle: string): string => foldText(`${name} ${handle}`);

/** The ids an assignee may have; null is nobody. */
export function assigneesNamed(name: string, { me, users }: FilterContext): (UserId | null)[] {
  if (foldText(name) === 'me') return [me];
  if (foldText(name) === 'nobody') return [null];
  return users.filter((user) => isNamed(user.name, name)).map(({ id }) => id);
}

/** Everybody in the teams of this name. */
export function membersOf(team: string, { teams }: FilterContext): UserId[] {
  return teams.filter(({ name }) => isNamed(name, team)).flatMap(({ memberIds }) => memberIds);
}

/** The full name, or one word of it. */
export function isNamed(name: string, wanted: string): boolean {
  const whole = foldText(name).trim();
  return whole === foldText(wanted) || whole.split(/\s+/u).includes(foldText(wanted));
}

/** A window that closes between these two is open, and closes within the minutes. */
export function closingBetween(minutes: number, now: number): [number, number] {
  return [now + guardMs, now + minutes * minute];
}

export function sinceAt(filter: Extract<Filter, { kind: 'since' | 'sinceMinutes' }>, now: number): number {
  if (filter.kind === 'sinceMinutes') return now - filter.minutes * minute;
  const [year = 0, month = 1, day = 1] = filter.day.split('-').map(Number);
  return new Date(year, month - 1, day).getTime();
}

function matchesWord(word: IsWord, row: ConversationRow, me: UserId): boolean {
  switch (word) {
    case 'open':
    case 'snoozed':
    case 'resolved':
    case 'archived':
      return folderOfRow(row) === word;
    case 'unread':
      return row.unread > 0;
    case 'mine':
      return row.assigneeId === me;
    case 'unassigned':
      return row.assigneeId === null;
    case 'pinned':
      return row.pinned;
    case 'muted':
      return row.muted;
    case 'waiting':
      return row.waitingSince !== null;
    case 'mention':
      return row.mentionedAt !== null;
    case 'draft':
      return row.draft !== null;
    case 'blocked':
      return row.blockedBy.includes(row.accountId);
  }
}
