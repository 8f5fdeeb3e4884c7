import { expect, it } from 'vitest';
import type { Badge } from '#shared/badge.ts';
import { newId, type UserId, type WorkspaceId } from '#shared/ids.ts';
import type { ConversationQuery, ConversationRow } from '#shared/inbox.ts';
import { aConversationRow, aDirectory, anAccount } from '../../tests/support/builders.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { BadgeKeeper } from './badge-keeper.ts';

const id = newId<WorkspaceId>();

function setUp() {
  const directory = aDirectory();
  const rows: ConversationRow[] = [];
  const store = { unread: 0, counted: 0 };
  const listeners = new Map<string, () => void>();
  const workspace = {
    on: (name: string, listener: () => void) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    directory: { get: async () => JSON.stringify(directory) },
    conversations: {
      list: async ({ view }: ConversationQuery) => {
        store.counted += 1;
        const wanted = view === 'mine' ? directory.me.id : null;
        return JSON.stringify({ rows: rows.filter(({ assigneeId }) => assigneeId === wanted), next: null });
      },
    },
    unreadConversations: async () => store.unread,
    // Only what the badge needs of a workspace.
  } as unknown as Workspace;
  let timers: (() => void)[] = [];
  const shown: Badge[] = [];
  const clock = {
    now: () => 0,
    after: (_ms: number, callback: () => void) => {
      timers.push(callback);
      return () => (timers = timers.filter((each) => each !== callback));
    },
  };
  const keeper = new BadgeKeeper(clock, (badge) => shown.push(badge));
  const settle = async (): Promise<void> => {
    for (const callback of timers.splice(0)) callback();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    keeper,
    workspace,
    directory,
    rows,
    store,
    shown,
    settle,
    change: (name: string) => listeners.get(name)?.(),
  };
}

it('counts waiting conversations that are mine or nobody’s, from the store, once per burst of changes', async () => {
  const { keeper, workspace, directory, rows, store, shown, settle, change } = setUp();
  rows.push(aConversationRow(), aConversationRow({ assigneeId: directory.me.id }));
  rows.push(aConversationRow({ assigneeId: newId<UserId>() }), aConversationRow({ waitingSince: null }));
  keeper.follow(id, workspace);
  for (let i = 0; i < 5; i++) change('storeChange');
  await settle();
  expect([shown, store.counted]).toEqual([[{ kind: 'count', count: 2 }], 2]);
  rows.splice(0);
  store.unread = 1;
  change('storeChange');
  await settle();
  expect(shown.at(-1)).toEqual({ kind: 'dot' });
});

it('warns of a number that can’t send', async () => {
  const { keeper, workspace, directory, shown, settle } = setUp();
  directory.accounts.push(anAccount({ cannotSend: 'token' }));
  keeper.follow(id, workspace);
  await settle();
  expect(shown).toEqual([{ kind: 'alert' }]);
});

it('goes away with the workspace, also when a count was on its way', async () => {
  const { keeper, workspace, rows, shown, settle, change } = setUp();
  rows.push(aConversationRow());
  keeper.follow(id, workspace);
  const counting = settle();
  keeper.follow(id, null);
  await counting;
  change('storeChange');
  await settle();
  expect(shown).toEqual([{ kind: 'none' }]);
});

it('ruling 44 sums the workspaces, and keeps each one’s own', async () => {
  const { keeper, workspace, rows, shown, settle } = setUp();
  const other = setUp();
  const otherId = newId<WorkspaceId>();
  rows.push(aConversationRow());
  other.rows.push(aConversationRow(), aConversationRow());
  keeper.follow(id, workspace);
  keeper.follow(otherId, other.workspace);
  await settle();
  expect([shown.at(-1), keeper.of(id), keeper.of(otherId)]).toEqual([
    { kind: 'count', count: 3 },
    { kind: 'count', count: 1 },
    { kind: 'count', count: 2 },
  ]);
  keeper.follow(id, null);
  expect([shown.at(-1), keeper.of(id)]).toEqual([{ kind: 'count', count: 2 }, { kind: 'none' }]);
});
