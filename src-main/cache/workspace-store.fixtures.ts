import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Change, ChangePage } from '#shared/change.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { ConversationPage, ConversationQuery, MessagePage, MessageQuery } from '#shared/inbox.ts';
import { anAccount, me, t0 } from './entities.fixtures.ts';
import type { StoreNotice } from './databases.ts';
import { WorkspaceStore } from './workspace-store.ts';

export const key = Buffer.alloc(32, 7);
export const epoch = 'epoch-1';
/** Of the test that runs. */
export let dir: string;
export let store: WorkspaceStore;
export let notices: StoreNotice[];

/** Every test of the file begins with an empty store in a folder of its own. */
export function freshStoreForEachTest(): void {
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'parley-store-'));
    notices = [];
    reopen();
    store.setOwner({ userId: me, superadmin: false });
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
}

/** The next run of the program. */
export function reopen(options: Parameters<typeof open>[0] = {}): void {
  store = open(options);
}

export function open(options: { key?: Buffer; dir?: string | null } = {}): WorkspaceStore {
  return new WorkspaceStore({ dir, key, now: t0, ...options }, (notice) => notices.push(notice));
}

/** What a killed process leaves: the same files, without a clean close. */
export function crash(): void {
  const copy = mkdtempSync(join(tmpdir(), 'parley-crash-'));
  for (const name of readdirSync(dir)) writeFileSync(join(copy, name), readFileSync(join(dir, name)));
  store.close();
  rmSync(dir, { recursive: true });
  dir = copy;
}

export function startAt(seq: number, rows: Change[] = []): void {
  store.snapshotBegin(0);
  store.snapshotRows(rows);
  store.snapshotFinish({ epoch, seq });
}

export const page = (after: number, changes: Change[], upTo = after + changes.length): ChangePage => ({
  epoch,
  after,
  upTo,
  head: upTo,
  changes,
});

export function list(query: Partial<ConversationQuery> = {}): ConversationPage {
  const all = { view: 'all', sort: 'newest', chips: [], filter: '', accountId: null, after: null, limit: 50 } as const;
  return JSON.parse(store.conversationPage({ ...all, chips: [], ...query }, t0)) as ConversationPage;
}

export function thread(conversationId: ConversationId, query: Partial<MessageQuery> = {}): MessagePage {
  return JSON.parse(store.threadPage({ conversationId, before: null, limit: 50, ...query }).json) as MessagePage;
}

export const enqueueOptions = { now: t0, notBefore: null, accountId: anAccount().id, clearDraft: null } as const;
