import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, type ConversationId } from '#shared/ids.ts';
import { filesIn, readUnsent, swapDatabase } from './files.ts';
import { isPlaintext, openDatabase } from './database.ts';
import {
  aConversation,
  aMessage,
  anAccount,
  aSend,
  aTenant,
  aUser,
  changeTo,
  colleague,
  me,
  t0,
} from './entities.fixtures.ts';
import {
  crash,
  dir,
  enqueueOptions,
  epoch,
  key,
  list,
  notices,
  open,
  page,
  reopen,
  startAt,
  store,
  thread,
  freshStoreForEachTest,
} from './workspace-store.fixtures.ts';

freshStoreForEachTest();

describe('who owns the files', () => {
  it('starts empty for another user, but not over unsent messages', () => {
    const conversation = aConversation();
    startAt(0, [changeTo('conversation', conversation, 0)]);
    const send = aSend({ conversationId: conversation.id });
    store.enqueue(send, enqueueOptions);
    expect(() => store.setOwner({ userId: colleague, superadmin: false })).toThrow('unsent');
    store.takeBack(send.id, t0);
    store.setOwner({ userId: colleague, superadmin: false });
    expect(list().rows).toEqual([]);
    expect(store.cursor()).toBeNull();
    expect(store.draft(conversation.id, 'reply')).toBe('');
  });

  it('answers the directory once tenant, users and accounts are there', () => {
    expect(store.directory()).toBeNull();
    const [tenant, user, number] = [aTenant(), aUser(), anAccount()];
    startAt(0, [changeTo('tenant', tenant, 0), changeTo('user', user, 0), changeTo('account', number, 0)]);
    expect(store.directory()).toEqual({
      me: user,
      superadmin: false,
      teams: [],
      tenant,
      users: [user],
      accounts: [number],
    });
  });
});

describe('files', () => {
  const conversation = aConversation();
  const send = aSend({ conversationId: conversation.id, content: { type: 'text', text: 'CANARY outbox text' } });
  const fill = (): void => {
    const message = aMessage({
      conversationId: conversation.id,
      content: { type: 'text', text: 'CANARY inbound text' },
    });
    startAt(4, [changeTo('conversation', conversation, 0), changeTo('message', message, 1)]);
    store.enqueue(send, enqueueOptions);
    store.saveDraft({ conversationId: conversation.id, mode: 'note', text: 'CANARY draft' }, t0);
  };
  /** Flips a bit in every page from this byte on. */
  const damage = (name: string, from = 0): void => {
    const bytes = readFileSync(join(dir, name));
    for (let at = Math.max(from, 100); at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(dir, name), bytes);
  };

  it('S-39 T-14 no file holds readable text, whether open or closed', () => {
    fill();
    const scan = (): void => {
      for (const name of readdirSync(dir)) {
        const bytes = readFileSync(join(dir, name));
        expect(bytes.includes('CANARY'), name).toBe(false);
        expect(bytes.includes('CREATE TABLE'), name).toBe(false);
        if (name.endsWith('.db')) expect(isPlaintext(join(dir, name)), name).toBe(false);
      }
    };
    scan();
    store.close();
    scan();
    expect(statSync(join(dir, 'outbox.db')).mode & 0o077).toBe(0);
  });

  it('S-33 D6 in memory mode nothing is written anywhere', () => {
    store.close();
    const before = readdirSync(dir);
    reopen({ dir: null });
    store.setOwner({ userId: me, superadmin: false });
    fill();
    expect(thread(conversation.id).messages).toHaveLength(2);
    store.close();
    expect(readdirSync(dir)).toEqual(before);
  });

  it('comes back after a crash with everything that was committed', () => {
    fill();
    crash();
    reopen();
    expect(thread(conversation.id).messages.map(({ outbox }) => outbox?.state)).toEqual([undefined, 'pending']);
    expect(store.draft(conversation.id, 'note')).toBe('CANARY draft');
    expect(store.cursor()).toEqual({ epoch, seq: 4 });
    expect(notices).toEqual([]);
    store.close();
  });

  it('R-7c rebuilds a damaged cache after a dirty shutdown and keeps the outbox', () => {
    fill();
    store.checkpoint();
    crash();
    damage('cache.db', 8192);
    reopen();
    expect(notices.map(({ kind }) => kind)).toEqual(['cache_rebuilt']);
    expect(store.cursor()).toBeNull();
    expect(store.takeBatch(t0, [], 10)).toEqual([send]);
    expect(readdirSync(join(dir, 'quarantine'))).toContain('cache.db');
    store.close();
  });

  it('R-7c notices damage while running, quarantines the file and answers the call from the new one', () => {
    fill();
    const other = newId<ConversationId>();
    const more = Array.from({ length: 1000 }, (_, i) =>
      changeTo('message', aMessage({ conversationId: other, seq: 5 + i, at: t0 + i }), 5 + i),
    );
    store.applyPage(page(4, more));
    store.close();
    damage('cache.db', statSync(join(dir, 'cache.db')).size - 80 * 1024);
    reopen();
    expect(() => thread(other)).toThrow('damaged');
    store.repair('cache');
    expect(thread(other).messages).toEqual([]);
    expect(thread(conversation.id).messages).toMatchObject([{ id: send.messageId }]);
    expect(notices.map(({ kind }) => kind)).toEqual(['cache_rebuilt']);
    store.close();
  });

  it('R-7c saves what can be read of a damaged outbox, in order, and says how much', () => {
    startAt(0);
    const sends = Array.from({ length: 60 }, (_, i) =>
      aSend({ content: { type: 'text', text: `${i} ${'x'.repeat(500)}` } }),
    );
    for (const one of sends) store.enqueue(one, enqueueOptions);
    store.saveDraft({ conversationId: conversation.id, mode: 'reply', text: 'half a sentence' }, t0);
    store.checkpoint();
    crash();
    const bytes = readFileSync(join(dir, 'outbox.db'));
    bytes[4096 * 12 + 50] = (bytes[4096 * 12 + 50] ?? 0) ^ 1;
    writeFileSync(join(dir, 'outbox.db'), bytes);
    reopen();
    expect(notices.map(({ kind }) => kind)).toEqual(['outbox_salvaged']);
    const saved = store.takeBatch(t0, [], 100).map(({ id }) => sends.findIndex((one) => one.id === id));
    expect(saved.length).toBeGreaterThan(40);
    expect(saved.length).toBeLessThan(60);
    expect(saved).toEqual(saved.toSorted((a, b) => a - b));
    expect(store.draft(conversation.id, 'reply')).toBe('half a sentence');
    expect(store.owner()?.userId).toBe(me);
    store.close();
  });

  it('R-7c survives a truncated file and a torn log', () => {
    fill();
    crash();
    truncateSync(join(dir, 'cache.db'), 5000);
    const log = readFileSync(join(dir, 'outbox.db-wal'));
    writeFileSync(join(dir, 'outbox.db-wal'), log.subarray(0, log.length - 3000));
    reopen();
    expect(store.cursor()).toBeNull();
    expect(store.outboxCounts().pending).toBeLessThanOrEqual(1);
    store.close();
  });

  it('T-6 a file under another key is put aside, never opened or overwritten', () => {
    fill();
    store.close();
    const before = readFileSync(join(dir, 'outbox.db'));
    reopen({ key: Buffer.alloc(32, 8) });
    expect(store.owner()).toBeNull();
    expect(notices.map(({ kind }) => kind).toSorted()).toEqual(['cache_rebuilt', 'outbox_salvaged']);
    expect(readFileSync(join(dir, 'quarantine', 'outbox.db')).equals(before)).toBe(true);
    store.close();
  });

  it('S-33 leaves the number of unsent changes readable when its keys are lost', () => {
    expect(readUnsent(dir)).toBeNull();
    fill();
    expect(readUnsent(dir)).toBe(1);
    store.takeBack(send.id, t0);
    expect(readUnsent(dir)).toBe(0);
  });

  it('drops a cache of another version instead of reading it, and keeps the outbox', () => {
    fill();
    store.close();
    const db = openDatabase('cache', join(dir, 'cache.db'), key);
    db.pragma('user_version = 99');
    db.close();
    reopen();
    expect(store.cursor()).toBeNull();
    expect(store.takeBatch(t0, [], 10)).toEqual([send]);
    store.close();
  });

  it('leaves an outbox of a newer Parley as it is', () => {
    fill();
    store.close();
    const db = openDatabase('outbox', join(dir, 'outbox.db'), key);
    db.pragma('user_version = 99');
    db.close();
    expect(() => open()).toThrow('install the newer Parley');
    expect(readdirSync(dir)).not.toContain('quarantine');
  });

  it('R-5d leaves no log of the old cache beside the new one', () => {
    const paths = filesIn(dir);
    for (const name of [paths.next, paths.cache, `${paths.cache}-wal`, `${paths.cache}-shm`]) writeFileSync(name, name);
    swapDatabase(paths.next, paths.cache);
    expect(readFileSync(paths.cache, 'utf8')).toBe(paths.next);
    expect(readdirSync(dir).filter((name) => name.startsWith('cache'))).toEqual(['cache.db']);
    rmSync(paths.cache);
    store.repair('cache');
  });

  it('R-5d ignores a half-loaded snapshot of a killed process', () => {
    fill();
    store.snapshotBegin(0);
    store.snapshotRows([changeTo('conversation', aConversation(), 1)]);
    crash();
    reopen();
    expect(list().rows.map(({ id }) => id)).toEqual([conversation.id]);
    expect(readdirSync(dir).filter((name) => name.startsWith('cache.next'))).toEqual([]);
    store.close();
  });
});
