import type { ConversationState } from '#shared/conversation.ts';
import { isTimely } from '#shared/filter/filter.ts';
import { listFilter, teamFilter } from '#shared/filter/list-filter.ts';
import type { FilterContext } from '#shared/filter/match.ts';
import type { ConversationId, LibraryItemId, TeamId, UserId } from '#shared/ids.ts';
import type { ConversationCounts, ConversationRow, ListQuery } from '#shared/inbox.ts';
import { guardMs } from '#shared/service-window.ts';
import { api } from '../api.ts';
import { serverNow, useClock } from './clock.ts';
import { placeRows } from './conversation-list.ts';
import { teamsOfMine, useDirectory } from './directory.ts';
import { itemsOf, useLibrary } from './library.ts';
import { createForWorkspace, forgetWithWorkspace } from './workspace-store.ts';

const pageSize = 100;

export interface ConversationsState {
  byId: Record<ConversationId, ConversationRow>;
  query: ListQuery;
  ids: readonly ConversationId[];
  next: string | null;
  /** `loading` keeps the old rows on screen; only the first load has none. */
  status: 'loading' | 'ready' | 'failed';
  counts: ConversationCounts | null;
  /** How many the list shows in all, loaded or not; null until they are counted. */
  shown: number | null;
  /** The saved view on screen; null while it is one of the built-in ones. */
  savedId: LibraryItemId | null;
  savedCounts: Readonly<Record<LibraryItemId, number>>;
  /** Of the teams one is in. */
  teamCounts: Readonly<Record<TeamId, number>>;
  /** The open conversation: it keeps its place when reading it would filter it away. */
  openId: ConversationId | null;
}

export const useConversations = createForWorkspace<ConversationsState>(() => ({
  byId: {},
  query: { view: 'all', chips: [], filter: '', sort: 'queue', accountId: null },
  ids: [],
  next: null,
  status: 'loading',
  counts: null,
  shown: null,
  savedId: null,
  savedCounts: {},
  teamCounts: {},
  openId: null,
}));

export const useConversation = (id: ConversationId | null) =>
  useConversations((state) => (id ? (state.byId[id] ?? null) : null));

/** Answers that were overtaken by a newer question are dropped. Zero in a window that shows no list. */
let question = 0;
let loadingMore = false;
forgetWithWorkspace(() => {
  question = 0;
  loadingMore = false;
});

/** Shows something else. Another view leaves the saved one, chips and filter of the one before. */
export async function showList(patch: Partial<ListQuery>, savedId: LibraryItemId | null = null): Promise<void> {
  useConversations.setState((state) => {
    const isMove = patch.view !== undefined && (patch.view !== state.query.view || savedId !== state.savedId);
    const fresh = isMove
      ? { chips: [], filter: '', accountId: patch.view === 'any' ? null : state.query.accountId }
      : {};
    return {
      query: { ...state.query, ...fresh, ...patch },
      savedId: patch.view === undefined ? state.savedId : savedId,
      shown: null,
      status: 'loading',
    };
  });
  void refreshCounts();
  await readLoadedPart(pageSize);
}

/** Reads again as many rows as were loaded, up to 400: after a catch-up everything may have moved. */
async function readLoadedPart(wanted: number): Promise<void> {
  const mine = ++question;
  const { query } = useConversations.getState();
  try {
    const rows: ConversationRow[] = [];
    let next: string | null = null;
    do {
      const limit = Math.min(200, wanted - rows.length);
      // Pages follow one another: each needs the cursor of the one before.
      // oxlint-disable-next-line no-await-in-loop
      const page = await api.conversations.list({ ...query, after: next, limit });
      if (mine !== question) return;
      rows.push(...page.rows);
      next = page.next;
    } while (next !== null && rows.length < wanted);
    useConversations.setState((state) => ({
      byId: withRows(state.byId, rows),
      ids: rows.map((row) => row.id),
      next,
      status: 'ready',
    }));
  } catch {
    if (mine === question) useConversations.setState({ status: 'failed' });
  }
}

export async function loadMore(): Promise<void> {
  const { next, query, status } = useConversations.getState();
  if (next === null || loadingMore || status !== 'ready') return;
  loadingMore = true;
  const mine = question;
  try {
    const page = await api.conversations.list({ ...query, after: next, limit: pageSize });
    if (mine !== question) return;
    useConversations.setState((state) => {
      const known = new Set(state.ids);
      return {
        byId: withRows(state.byId, page.rows),
        ids: [...state.ids, ...page.rows.filter((row) => !known.has(row.id)).map((row) => row.id)],
        next: page.next,
      };
    });
  } finally {
    loadingMore = false;
  }
}

export async function loadConversation(conversationId: ConversationId): Promise<void> {
  const row = await api.conversations.get({ conversationId });
  useConversations.setState((state) => ({ byId: withRows(state.byId, [row]) }));
}

export function applyRows(changed: readonly ConversationRow[]): void {
  if (changed.length === 0) return;
  const filter = filterContext();
  useConversations.setState((state) => {
    const byId = withRows(state.byId, changed);
    if (filter === null) return { byId };
    return { byId, ids: placeRows(state, changed, { byId, query: state.query, filter, keep: state.openId }) };
  });
  countSoon();
}

export async function reloadList(): Promise<void> {
  if (question === 0) return;
  const { ids, openId } = useConversations.getState();
  void refreshCounts();
  await Promise.all([
    readLoadedPart(Math.min(400, Math.max(pageSize, ids.length))),
    openId === null ? undefined : loadConversation(openId),
  ]);
}

export function setOpenConversation(openId: ConversationId | null): void {
  const { openId: before, byId } = useConversations.getState();
  if (before === openId) return;
  useConversations.setState({ openId });
  // The one that was open kept its place in the list; now it goes where it belongs.
  const left = before === null ? undefined : byId[before];
  if (left !== undefined) applyRows([left]);
}

let countTimer: ReturnType<typeof setTimeout> | null = null;

/** Counts are asked for at most every 300 ms, however many changes arrive. */
function countSoon(): void {
  if (question === 0) return;
  countTimer ??= setTimeout(() => {
    countTimer = null;
    void refreshCounts();
  }, 300);
}

async function refreshCounts(): Promise<void> {
  const { query } = useConversations.getState();
  const { view, accountId, filter, chips } = query;
  const teams = teamsOfMine(useDirectory.getState().directory);
  const saved = itemsOf(useLibrary.getState(), 'savedView').slice(0, 99 - teams.length);
  const everything = { view: 'any', chips: [], accountId: null } as const;
  const queries = [
    { view, chips, accountId, filter },
    ...teams.map((team) => ({ ...everything, filter: teamFilter(team) })),
    ...saved.map(({ content }) => ({ ...everything, filter: content.query })),
  ];
  const [counts, numbers] = await Promise.all([
    api.conversations.counts({ view, accountId, filter }).catch(() => null),
    api.conversations.countMatching({ queries }).catch(() => null),
  ]);
  // Another list has been asked for meanwhile, and is being counted.
  if (useConversations.getState().query !== query) return;
  if (counts !== null) useConversations.setState({ counts });
  if (numbers === null) return;
  useConversations.setState({
    shown: numbers[0] ?? null,
    teamCounts: Object.fromEntries(teams.map(({ id }, index) => [id, numbers[index + 1] ?? 0])),
    savedCounts: Object.fromEntries(saved.map(({ id }, index) => [id, numbers[index + 1 + teams.length] ?? 0])),
  });
}

/** Who asks, for filters; null while nobody is known. */
export function filterContext(): FilterContext | null {
  const { directory } = useDirectory.getState();
  if (directory === null) return null;
  const { me, users, accounts, teams } = directory;
  return { me: me.id, users, accounts, teams, now: serverNow() };
}

/** Windows close and times pass without a change: what is on screen follows the clock. */
export function followClock(): () => void {
  return useClock.subscribe(({ now }, { now: before }) => {
    if (question === 0 || now === before) return;
    const { ids, byId, query } = useConversations.getState();
    countSoon();
    const hasClosed = ids.some((id) => {
      const end = (byId[id]?.windowClosesAt ?? 0) - guardMs;
      return end > before && end <= now;
    });
    if (hasClosed || isTimely(listFilter(query))) void readLoadedPart(Math.min(400, Math.max(pageSize, ids.length)));
  });
}

function withRows(
  byId: Record<ConversationId, ConversationRow>,
  rows: readonly ConversationRow[],
): Record<ConversationId, ConversationRow> {
  return { ...byId, ...Object.fromEntries(rows.map((row) => [row.id, row])) };
}

export function assign(row: ConversationRow, assigneeId: UserId | null): Promise<void> {
  return api.conversations.assign({ conversationId: row.id, assigneeId, expected: row.assigneeId });
}

/** `until`: of a snooze, epoch ms; null until the customer writes. */
export function setConversationState(
  conversationId: ConversationId,
  state: ConversationState,
  until: number | null = null,
): Promise<void> {
  return api.conversations.setState({ conversationId, state, until });
}

/** `seen`: open in a focused window. A mark only ever grows, so calling it again does no harm. */
export function markRead(row: ConversationRow, seen: boolean): Promise<void> {
  return api.conversations.markRead({ conversationId: row.id, inboundNo: row.inboundCount, seen });
}

export function reportTyping(conversationId: ConversationId): void {
  // A courtesy to the customer: when it fails nobody needs to know.
  void api.conversations.typing({ conversationId }).catch(() => undefined);
}
