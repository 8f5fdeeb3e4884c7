import { expect, it } from 'vitest';
import { DiskFull, openDatabase } from './database.ts';
import { aSend, t0 } from './entities.fixtures.ts';
import { Outbox } from './outbox.ts';

const options = { now: t0, notBefore: null, accountId: null, clearDraft: null } as const;
const long = aSend({ content: { type: 'text', text: 'x'.repeat(4000) } });

it('R-7d saves a typed message on a full disk in the space that was kept for it', () => {
  const db = openDatabase('outbox', null, null);
  const outbox = new Outbox(db, () => db.pragma('max_page_count = 100000'));
  db.pragma('max_page_count = 1');
  outbox.add(long, options);
  expect(outbox.list().map(({ mutation }) => mutation)).toEqual([long]);
});

it('R-7d says that the disk is full when the reserve is used up, and keeps what was there', () => {
  const db = openDatabase('outbox', null, null);
  const outbox = new Outbox(db, () => undefined);
  outbox.add(long, options);
  db.pragma('max_page_count = 1');
  expect(() => outbox.add({ ...aSend(), content: long.content }, options)).toThrow(DiskFull);
  expect(outbox.list().map(({ mutation }) => mutation)).toEqual([long]);
  db.pragma('max_page_count = 100000');
  outbox.add(aSend(), options);
  expect(outbox.list()).toHaveLength(2);
});

it('R-6a ruling 43: a commit of the outbox waits for the disk, one of the cache does not', () => {
  expect(openDatabase('outbox', null, null).pragma('synchronous')).toBe(2);
  expect(openDatabase('cache', null, null).pragma('synchronous')).toBe(1);
});

it('S-32 refuses a key that is not 32 raw bytes', () => {
  expect(() => openDatabase('outbox', '/nonexistent/x.db', Buffer.alloc(31))).toThrow();
});
