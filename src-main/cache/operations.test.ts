import { beforeEach, describe, expect, it } from 'vitest';
import type { AdminMutation } from '#shared/admin-mutation.ts';
import type { Operation } from '#shared/admin-operation.ts';
import type { ErrorShape } from '#shared/error.ts';
import { newId, type IntegrationTokenId, type LibraryItemId, type MutationId, type UserId } from '#shared/ids.ts';
import type { LibraryItem, QuickReply } from '#shared/library.ts';
import { laneOf, type Mutation, type MutationOf } from '#shared/mutation.ts';
import {
  account,
  aSend,
  anAccount,
  anOperation,
  aRename,
  aTenant,
  aUser,
  changeTo,
  day,
  me,
  t0,
} from './entities.fixtures.ts';
import { decided, heldAfterMs } from './operations.ts';
import { memoryStore } from './store.fixtures.ts';
import type { WorkspaceStore } from './workspace-store.ts';

let store: WorkspaceStore;

beforeEach(() => {
  store = memoryStore().direct;
  store.snapshotBegin(0);
  store.snapshotRows([
    changeTo('tenant', aTenant(), 1),
    changeTo('user', aUser({ role: 'admin' }), 2),
    changeTo('account', anAccount(), 3),
  ]);
  store.snapshotFinish({ epoch: 'one', seq: 3 });
});

const add = <M extends Mutation>(mutation: M, now = t0): M => {
  store.addOperation(mutation, now);
  return mutation;
};
const list = (now = t0): Operation[] => store.operations(now);
const reject = (mutation: Mutation, error: ErrorShape) =>
  store.resolve([{ id: mutation.id, status: 'rejected', error }]);
const conflict = (theirs: unknown): ErrorShape => ({
  code: 'conflict',
  message: 'Somebody else has changed this meanwhile',
  details: { field: 'name', mine: 'Kiosk', theirs, base: 'Shop', theirsBy: newId<UserId>(), theirsAt: t0 },
});
const revoke = (): AdminMutation =>
  anOperation({ type: 'token.revoke', accountId: account, tokenId: newId<IntegrationTokenId>() });
const activate = (): AdminMutation =>
  anOperation({ type: 'account.edit', accountId: account, field: 'active', base: false, value: true });
const pause = (): AdminMutation => anOperation({ type: 'account.pause', accountId: account });
/** As the flusher takes them: what makes things safer first, then the lanes that are free. */
const take = (now = t0): Mutation[] => {
  const safe = store.takeFailSafe([], 50);
  return [...safe, ...store.takeBatch(now, safe.map(laneOf), 50)];
};

describe('the queue of an admin’s operations', () => {
  it('shows each with what it is about, and a likely conflict once another desktop has changed the field', () => {
    const mutation = add(aRename('Kiosk'));
    expect(list()).toMatchObject([
      { mutationId: mutation.id, class: 'queueable', target: account, field: 'name', base: 'Shop', value: 'Kiosk' },
    ]);
    expect(list()[0]).toMatchObject({ state: 'waiting', conflictLikely: false, madeAt: t0 });
    const changed = changeTo('account', anAccount({ version: 2, name: 'Bar' }), 4);
    const { operations } = store.applyPage({ epoch: 'one', after: 3, upTo: 4, head: 4, changes: [changed] });
    expect(operations).toBe(true);
    expect(list()[0]).toMatchObject({ conflictLikely: true });
  });

  it('has one edit of a field, from what it was first to what it is to be last', () => {
    add(aRename('Kiosk'));
    const last = add(aRename('Bar', 'Kiosk'));
    expect(list()).toMatchObject([{ mutationId: last.id, base: 'Shop', value: 'Bar' }]);
    add(aRename('Shop', 'Bar'));
    expect(list()).toEqual([]);
  });

  it('keeps an edit that may be on its way, and lets the next one follow it', () => {
    const [first] = [add(aRename('Kiosk'))];
    expect(take()).toEqual([first]);
    const second = add(aRename('Bar', 'Kiosk'));
    expect(list()).toMatchObject([{ state: 'underWay' }, { state: 'waiting', base: 'Kiosk' }]);
    expect(take().map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('does not switch on again what is switched off after it', () => {
    add(activate());
    const paused = add(pause());
    expect(list()).toMatchObject([{ mutationId: paused.id }]);
    const onceMore = add(activate());
    expect(take()).toEqual([paused]);
    store.resolve([{ id: paused.id, status: 'applied', seq: 9 }]);
    expect(take()).toEqual([onceMore]);
  });

  it('takes an operation out that has not left yet, and no other', () => {
    const mutation = add(aRename('Kiosk'));
    take();
    expect(store.removeOperation(mutation.id).removed).toBe(false);
    store.notAttempted([mutation.id]);
    expect(store.removeOperation(mutation.id)).toMatchObject({ removed: true, operations: true });
    expect(list()).toEqual([]);
  });
});

describe('what makes things safer', () => {
  it('leaves before hundreds of messages that were written before it', () => {
    for (let i = 0; i < 300; i++)
      store.enqueue(aSend(), { now: t0, notBefore: null, accountId: null, clearDraft: null });
    const mutation = add(revoke());
    expect(store.takeFailSafe([], 50)).toEqual([mutation]);
    expect(store.takeFailSafe([laneOf(mutation)], 50)).toEqual([]);
  });

  it('waits for nothing in its lane but what may be on its way', () => {
    add(aRename('Kiosk'), t0 - heldAfterMs - day);
    const paused = add(pause());
    expect(store.takeFailSafe([], 50)).toEqual([paused]);
    expect(store.takeBatch(t0, [account], 50)).toEqual([]);
  });

  it('follows what may be on its way, so that it has the last word', () => {
    const [on] = [add(activate())];
    expect(take()).toEqual([on]);
    const off = add(pause());
    expect(store.takeFailSafe([], 50)).toEqual([on, off]);
  });
});

describe('an edit that has waited for more than a week', () => {
  const old = t0 + heldAfterMs + 1;

  it('waits for one confirmation, also after a restart, and then goes', () => {
    const mutation = add(aRename('Kiosk'));
    expect(store.takeBatch(old, [], 50)).toEqual([]);
    expect(list(old)).toMatchObject([{ state: 'held' }]);
    store.confirmOperation(mutation.id);
    expect(list(old)).toMatchObject([{ state: 'waiting' }]);
    expect(store.takeBatch(old, [], 50)).toEqual([mutation]);
  });

  it('holds up nothing that makes things safer, and no message', () => {
    add(aRename('Kiosk'));
    const safe = add(revoke());
    const send = aSend();
    store.enqueue(send, { now: t0, notBefore: null, accountId: null, clearDraft: null });
    expect(take(old).map(({ id }) => id)).toEqual([safe.id, send.id]);
  });
});

describe('an operation that came back', () => {
  it('stays until the person decides: a conflict, a refusal, or nothing there any more', () => {
    const [one, two, three] = [add(aRename('Kiosk')), add(revoke()), add(revoke())];
    take();
    reject(one, conflict('Bar'));
    reject(two, { code: 'forbidden', message: 'Your role does not allow this' });
    reject(three, { code: 'not_found', message: 'There is no such token any more' });
    expect(list().map(({ state }) => state)).toEqual(['conflict', 'refused', 'orphaned']);
    expect(list()[0]?.conflict).toMatchObject({ theirs: 'Bar', base: 'Shop' });
    expect(take()).toEqual([]);
    expect(store.removeOperation(two.id).removed).toBe(true);
    expect(list()).toHaveLength(2);
  });

  it('is decided by a new edit of the same field', () => {
    const first = add(aRename('Kiosk'));
    take();
    reject(first, conflict('Bar'));
    add(aRename('Pub', 'Bar'));
    expect(list()).toMatchObject([{ state: 'waiting', base: 'Bar', value: 'Pub' }]);
  });

  it('goes out again over what the other one wrote, as its own or with another value', () => {
    const made = { id: newId<MutationId>(), madeAt: t0 + 5 };
    const mutation = aRename('Kiosk') as MutationOf<'account.edit'>;
    expect(decided(mutation, conflict('Bar'), 'mine', made)).toEqual({
      ...mutation,
      ...made,
      base: 'Bar',
      decided: 'mine',
    });
    expect(decided(mutation, conflict('Bar'), { value: 'Pub' }, made)).toMatchObject({
      value: 'Pub',
      decided: 'edited',
    });
    expect(() => decided(mutation, conflict('Bar'), { value: '' }, made)).toThrow('can’t be the value');
  });

  it('of a shared quick reply keeps what the other one changed elsewhere', () => {
    const base: QuickReply = { kind: 'quickReply', shortcut: 'hours', title: 'Hours', text: 'Nine', media: null };
    const now: LibraryItem = {
      id: newId<LibraryItemId>(),
      version: 4,
      ownerId: null,
      content: { ...base, text: 'Eight', title: 'Opening hours' },
      updatedBy: me,
      updatedAt: t0,
    };
    const mutation: MutationOf<'library.save'> = {
      id: newId(),
      type: 'library.save',
      itemId: now.id,
      expected: 3,
      shared: true,
      content: { ...base, text: 'Ten' },
      base,
    };
    const details = { field: 'text', mine: 'Ten', theirs: 'Eight', base: 'Nine', theirsBy: me, theirsAt: t0, now };
    const error: ErrorShape = { code: 'conflict', message: 'It was changed meanwhile', details };
    const made = { id: newId<MutationId>(), madeAt: t0 };
    expect(decided(mutation, error, 'mine', made)).toMatchObject({
      expected: 4,
      base: now.content,
      content: { text: 'Ten', title: 'Opening hours' },
    });
    expect(decided(mutation, error, { value: 'Eleven' }, made)).toMatchObject({
      content: { text: 'Eleven', title: 'Opening hours' },
    });
  });
});
