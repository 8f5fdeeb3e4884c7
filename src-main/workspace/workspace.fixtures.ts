import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { previewOf } from '#shared/content.ts';
import type { Conversation } from '#shared/conversation.ts';
import { newId } from '#shared/ids.ts';
import type { ConversationPage, MessagePage } from '#shared/inbox.ts';
import type { Json } from '#shared/wire/ipc.ts';
import { aContact, aConversation, aMessage, anAccount, day, t0 } from '../cache/entities.fixtures.ts';
import { FakeBackend, password } from '../sync/backend.fixtures.ts';
import { ManualClock } from '../sync/clock.fixtures.ts';
import type { Workspace } from './workspace-api.ts';
import { openWorkspace } from './workspace.ts';

// Real processes and sockets: how long they take is the machine's affair, so nothing here hangs on it.
vi.setConfig({ testTimeout: 60_000 });
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 10 });

const workerUrl = new URL('../cache/store-worker.ts', import.meta.url);
const databaseKey = Buffer.alloc(32, 9);
export const email = 'maya@example.com';

/** Of the test that runs. */
export let dir: string;
export let backend: FakeBackend;
let url: string;
export let clock: ManualClock;
export let refreshToken: string | null;
export let erased: string[];
export let workspace: Workspace;
let undoSendSeconds: 0 | 5;

export const contact = aContact();
export const conversation: Conversation = aConversation({
  contactId: contact.id,
  inboundCount: 1,
  lastInboundAt: t0,
  waitingSince: t0,
  windowClosesAt: t0 + day,
});
export const first = aMessage({
  conversationId: conversation.id,
  content: { type: 'text', text: 'CANARY hello' },
  at: t0,
});

/** Every test of the file begins with a backend that has one conversation, and a desktop that has nothing. */
export function freshWorkspaceForEachTest(): void {
  beforeEach(async () => {
    dir = join(mkdtempSync(join(tmpdir(), 'parley-workspace-')), 'ws');
    clock = new ManualClock(t0);
    refreshToken = null;
    erased = [];
    undoSendSeconds = 0;
    backend = new FakeBackend();
    url = await backend.start();
    backend.put('account', anAccount(), 'contact', contact, 'conversation', conversation, 'message', first);
  });
  afterEach(async () => {
    await workspace.close();
    await backend.stop();
    rmSync(join(dir, '..'), { recursive: true });
  });
}

/** What is sent in this test can be undone for five seconds. */
export function holdSends(): void {
  undoSendSeconds = 5;
}

export async function open(options: { memory?: boolean; at?: string } = {}): Promise<Workspace> {
  workspace = await openWorkspace({
    dir: options.memory === true ? null : dir,
    databaseKey: options.memory === true ? null : databaseKey,
    mediaKey: options.memory === true ? null : databaseKey,
    url: options.at ?? url,
    client: { id: newId(), name: 'desk' },
    tokens: { load: () => refreshToken, save: (token) => (refreshToken = token) },
    workerUrl,
    clock,
    settings: () => ({ undoSendSeconds, retentionDays: 90 }),
    eraseKeys: async () => void erased.push(existsSync(dir) ? 'before the files' : 'after the files'),
  });
  return workspace;
}

export const parse = <T>(json: Json<T>): T => JSON.parse(json) as T;

export async function list(): Promise<ConversationPage['rows']> {
  const query = { view: 'all', sort: 'newest', filter: '', accountId: null, after: null, limit: 50 } as const;
  return parse(await workspace.conversations.list({ ...query, chips: [] })).rows;
}

export async function thread(limit = 50, before: MessagePage['older'] = null): Promise<MessagePage> {
  return parse(await workspace.messages.page({ conversationId: conversation.id, before, limit }));
}

export const texts = async (): Promise<string[]> => (await thread()).messages.map(({ content }) => previewOf(content));

/** Signed in, loaded and live. */
export async function signedIn(options: Parameters<typeof open>[0] = {}): Promise<Workspace> {
  await open(options);
  await workspace.signIn({ email, password });
  await live();
  return workspace;
}

export async function live(): Promise<void> {
  await eventually(async () => {
    expect(await list()).not.toEqual([]);
    const { realtime, asOf } = await workspace.connection.get();
    expect([realtime.state, asOf === null]).toEqual(['ok', false]);
  });
}

export const send = (text: string): ReturnType<Workspace['messages']['send']> =>
  workspace.messages.send({
    conversationId: conversation.id,
    content: { type: 'text', text },
    replyTo: null,
    basedOn: first.id,
  });

export const outbox = async (): Promise<{ pending: number; attention: number }> =>
  (await workspace.connection.get()).outbox;
export const drained = (): Promise<void> =>
  eventually(async () => expect(await outbox()).toEqual({ pending: 0, attention: 0 }));
export const nobody = 'http://127.0.0.1:1';
/** Says so at once: nothing leaves this machine. */
export const refusing = 'http://127.0.0.1:2';
