import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultCompany } from '#shared/company.ts';
import { AppError } from '#shared/error.ts';
import { type ErasureId, type MediaId, newId } from '#shared/ids.ts';
import { openDatabase } from '../cache/database.ts';
import { aContact, aConversation, aMessage, anAccount, aTenant, day, minute, t0 } from '../cache/entities.fixtures.ts';
import { FakeBackend, password } from '../sync/backend.fixtures.ts';
import { ManualClock } from '../sync/clock.fixtures.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace-api.ts';

// Real processes and sockets: how long they take is the machine's affair, so nothing here hangs on it.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(
    async () => {
      // What is tried again is tried by this clock.
      clock.advance(minute);
      return await check();
    },
    { timeout: 45_000, interval: 50 },
  );

const key = Buffer.alloc(32, 9);
const canaries = ['Zebulon', 'Quarz', '16505557777', 'quartzite'];
const mediaId = newId<MediaId>();
const person = aContact({ name: 'Zebulon Quarz', aliases: [{ kind: 'phone', value: '16505557777', seenAt: t0 }] });
const theirs = aConversation({ contactId: person.id });
const other = aContact();
const kept = aConversation({ contactId: other.id });
/** So old are messages here. */
const age = 20 * day;
const picture = aMessage({
  conversationId: theirs.id,
  at: t0 - age,
  content: {
    type: 'media',
    kind: 'image',
    media: { id: mediaId, mimeType: 'image/jpeg', filename: null, size: 3, sha256: null, state: 'ready' },
    caption: 'a picture of quartzite by Zebulon',
    voice: false,
  },
});
const order = {
  id: newId<ErasureId>(),
  version: 2,
  contactIds: [person.id],
  conversationIds: [theirs.id],
  mediaIds: [mediaId],
  at: t0,
};

let dir: string;
let backend: FakeBackend;
let clock: ManualClock;
let workspace: Workspace;

beforeEach(async () => {
  dir = join(mkdtempSync(join(tmpdir(), 'parley-erasure-')), 'ws');
  clock = new ManualClock(t0);
  backend = new FakeBackend();
  const url = await backend.start();
  backend.put('account', anAccount(), 'contact', person, 'contact', other);
  backend.put('conversation', theirs, 'conversation', kept, 'message', picture);
  backend.put(
    'message',
    aMessage({ conversationId: kept.id, at: t0 - age, content: { type: 'text', text: 'of somebody else' } }),
  );
  let refreshToken: string | null = null;
  workspace = await openWorkspace({
    dir,
    databaseKey: key,
    mediaKey: key,
    url,
    client: { id: newId(), name: 'desk' },
    tokens: { load: () => refreshToken, save: (token) => (refreshToken = token) },
    workerUrl: new URL('../cache/store-worker.ts', import.meta.url),
    clock,
    settings: () => ({ undoSendSeconds: 0, retentionDays: 90 }),
    eraseKeys: async () => undefined,
  });
  await workspace.signIn({ email: 'maya@example.com', password });
  await eventually(async () => {
    expect(await ids()).toHaveLength(2);
    const { realtime, asOf } = await workspace.connection.get();
    expect([realtime.state, asOf === null]).toEqual(['ok', false]);
  });
  await workspace.uploads.cache.put(mediaId, 'image/jpeg', [Buffer.from('jpg')]);
});
afterEach(async () => {
  await workspace.close();
  await backend.stop();
  rmSync(join(dir, '..'), { recursive: true });
});

async function ids(): Promise<string[]> {
  const query = { view: 'all', sort: 'newest', filter: '', accountId: null, after: null, limit: 50 } as const;
  return (
    JSON.parse(await workspace.conversations.list({ ...query, chips: [] })) as { rows: { id: string }[] }
  ).rows.map(({ id }) => id);
}
const thread = async (conversationId: typeof theirs.id): Promise<string> =>
  await workspace.messages.page({ conversationId, before: null, limit: 50 });
const confirmed = () => backend.requests.filter(({ name }) => name === 'confirmErasure').length;
const erase = () =>
  backend.erase(
    [
      { entity: 'conversation', id: theirs.id },
      { entity: 'contact', id: person.id },
    ],
    'erasure',
    order,
  );

/** Every row of both databases and every word of the search index. Closes the workspace. */
async function everything(): Promise<string> {
  await workspace.close();
  return ['outbox', 'cache']
    .map((profile) => {
      const db = openDatabase(profile as 'outbox' | 'cache', join(dir, `${profile}.db`), key);
      const tables = db.all<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'table'");
      const all = tables
        .filter(({ sql }) => !sql.includes('VIRTUAL'))
        .map(({ name }) => db.all(`SELECT * FROM "${name}"`));
      if (profile === 'cache') {
        for (const table of ['search_text', 'search_person']) {
          db.exec(`CREATE VIRTUAL TABLE temp.words_${table} USING fts5vocab(main, ${table}, row)`);
          all.push(db.all(`SELECT term FROM temp.words_${table}`));
        }
      }
      db.close();
      return JSON.stringify(all, (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      );
    })
    .join('\n');
}

it('forgets who was erased: list, thread, draft, unsent messages, files; then says so', async () => {
  backend.before = (name) => {
    if (name === 'mutate') throw new AppError('unavailable', 'Later');
    return undefined;
  };
  await workspace.drafts.save({ conversationId: theirs.id, mode: 'note', text: 'Zebulon likes quartzite' });
  await workspace.messages
    .send({
      conversationId: theirs.id,
      content: { type: 'text', text: 'Dear Zebulon' },
      replyTo: null,
      basedOn: picture.id,
    })
    .catch(() => undefined);
  await workspace.messages.addNote({ conversationId: theirs.id, text: 'Quarz again', mentions: [] });
  await workspace.search.remember({ text: 'zebulon quarz' });
  erase();
  await eventually(() => expect(confirmed()).toBe(1));
  expect(await ids()).toEqual([kept.id]);
  expect(await workspace.outbox.list()).toEqual([]);
  expect(await workspace.uploads.cache.find(mediaId)).toBeNull();
  expect(readdirSync(join(dir, 'media'))).toEqual([]);
  const left = await everything();
  for (const canary of canaries) expect(left.toLowerCase()).not.toContain(canary.toLowerCase());
  expect(left).toContain('of somebody else');
});

it('says so later when the backend can’t be reached, and once', async () => {
  let isAway = true;
  backend.before = (name) => {
    if (name === 'confirmErasure' && isAway) throw new AppError('unavailable', 'Later');
    return undefined;
  };
  erase();
  await eventually(async () => expect([await ids(), confirmed() > 0]).toEqual([[kept.id], true]));
  const refused = confirmed();
  isAway = false;
  await eventually(() => expect(confirmed()).toBeGreaterThan(refused));
  await eventually(async () => expect((await workspace.connection.get()).realtime.state).toBe('ok'));
  const taken = confirmed();
  clock.advance(10 * minute);
  expect(confirmed()).toBe(taken);
});

it('keeps nothing longer than the company does, from the moment it hears of it', async () => {
  const company = { id: aTenant().id, version: 1, ...defaultCompany, updatedAt: t0, updatedBy: null };
  backend.put('company', { ...company, keepFilesDays: 10 });
  await eventually(() => expect(readdirSync(join(dir, 'media'))).toEqual([]));
  expect(await thread(kept.id)).toContain('of somebody else');
  backend.put('company', { ...company, version: 2, keepMessagesDays: 10 });
  await eventually(async () => {
    const left = await everythingNow();
    expect(left).not.toContain('of somebody else');
  });
});

/** The pages of messages that are on this desktop, without asking the backend for older ones. */
async function everythingNow(): Promise<string> {
  backend.before = (name) => {
    if (name === 'olderMessages') throw new AppError('unavailable', 'Not now');
    return undefined;
  };
  return await thread(kept.id).catch(() => '');
}
