import { describe, expect, it } from 'vitest';
import type { EntityKind } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import { secondFactorSetup } from '#shared/second-factor.ts';
import { aConversation, aMessage, changeTo } from '../cache/entities.fixtures.ts';
import { splitPage } from './sync-client.ts';
import { harness, inStep, list, settle } from './sync-client.fixtures.ts';

describe('R-5 staying in step', () => {
  it('loads a snapshot the first time, page by page, and goes on from there', async () => {
    const h = harness();
    for (let i = 0; i < 8; i++) h.backend.put('conversation', aConversation());
    h.client.start();
    await settle();
    expect(h.store.cursor()).toEqual({ epoch: 'history-1', seq: h.backend.head });
    expect(list(h.store)).toHaveLength(8);
    expect(h.calls.filter((name) => name === 'snapshot').length).toBeGreaterThan(1);
  });

  it('R-5c applies a pushed page that begins at the cursor, without asking for anything', async () => {
    const h = await inStep();
    h.calls.length = 0;
    h.backend.put('message', aMessage());
    h.socket().changes(h.pages[0]!);
    await settle();
    expect(h.store.cursor()?.seq).toBe(h.backend.head);
    expect(h.calls).toEqual([]);
    expect(h.applied.at(-1)?.live).toBe(true);
  });

  it('R-5c pulls what is missing when a push was lost, and says that it is not live', async () => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.backend.put('conversation', aConversation());
    h.calls.length = 0;
    h.socket().changes(h.pages[1]!);
    await settle();
    expect(h.calls).toEqual(['changes']);
    expect(list(h.store)).toHaveLength(2);
    expect(h.applied.at(-1)?.live).toBe(false);
  });

  it('R-5c finds a silent gap by the next heartbeat', async () => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.socket().heartbeat(h.backend.heartbeat() as never);
    await settle();
    expect(list(h.store)).toHaveLength(0);
    h.clock.advance(1000);
    await settle();
    expect(list(h.store)).toHaveLength(1);
  });

  it('gives a push that is under way its time before it pulls', async () => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.calls.length = 0;
    h.socket().heartbeat(h.backend.heartbeat() as never);
    h.socket().changes(h.pages[0]!);
    await settle();
    h.clock.advance(5000);
    await settle();
    expect(h.calls).toEqual([]);
    expect(list(h.store)).toHaveLength(1);
  });

  it('asks the server every 25 seconds while there is no live connection', async () => {
    const h = await inStep();
    h.socket().lost(null);
    h.backend.put('conversation', aConversation());
    h.clock.advance(25_000);
    await settle();
    expect(list(h.store)).toHaveLength(1);
    expect(h.facts().realtime).not.toBe('connected');
  });

  it('replaces a socket that has gone silent', async () => {
    const h = await inStep();
    h.clock.advance(75_000);
    await settle();
    expect(h.facts().realtime).not.toBe('connected');
    h.clock.advance(1000);
    await settle();
    expect(h.sockets).toHaveLength(2);
  });

  it.each([
    ['by a pull', (h: ReturnType<typeof harness>) => h.client.nudge()],
    ['by a heartbeat', (h: ReturnType<typeof harness>) => h.socket().heartbeat(h.backend.heartbeat() as never)],
    ['by a push', (h: ReturnType<typeof harness>) => h.socket().changes(h.pages.at(-1)!)],
  ])('R-5d notices another history %s and loads it anew', async (_name, notice) => {
    const h = await inStep();
    h.backend.put('conversation', aConversation());
    h.socket().changes(h.pages[0]!);
    await settle();
    h.backend.restore();
    h.backend.put('conversation', aConversation());
    notice(h);
    await settle();
    expect(h.store.cursor()?.epoch).toBe(h.backend.epoch);
    expect(list(h.store)).toHaveLength(2);
  });

  it('R-5d starts over when the log was cut off before its cursor', async () => {
    const h = await inStep();
    for (let i = 0; i < 5; i++) h.backend.put('conversation', aConversation());
    h.backend.floor = h.backend.head - 1;
    h.client.nudge();
    await settle();
    expect(list(h.store)).toHaveLength(5);
    expect(h.store.cursor()?.seq).toBe(h.backend.head);
  });

  it('goes on with a snapshot where a cut interrupted it', async () => {
    const h = harness();
    for (let i = 0; i < 9; i++) h.backend.put('conversation', aConversation());
    const answer = h.backend.answer;
    h.backend.answer = (name, query) => {
      if (query['cursor'] === '6') {
        h.backend.answer = answer;
        throw new AppError('offline', 'cut');
      }
      return answer(name, query);
    };
    h.client.start();
    await settle();
    expect(h.store.cursor()).toBeNull();
    h.clock.advance(1000);
    await settle();
    expect(list(h.store)).toHaveLength(9);
    expect(h.calls.filter((name) => name === 'snapshot')).toHaveLength(5);
  });

  it('R-5d does not miss what changed behind it while it read the snapshot', async () => {
    const h = harness();
    const early = aConversation();
    h.backend.put('conversation', early);
    for (let i = 0; i < 9; i++) h.backend.put('conversation', aConversation());
    const { answer } = h.backend;
    h.backend.answer = (name, query) => {
      if (query['cursor'] === '9') {
        h.backend.answer = answer;
        h.backend.put('conversation', { ...early, version: 2, assigneeId: h.backend.user.id });
      }
      return answer(name, query);
    };
    h.client.start();
    await settle();
    expect(list(h.store).find(({ id }) => id === early.id)?.version).toBe(2);
  });

  it('waits longer after each failure, and never less than asked for', async () => {
    const h = await inStep();
    h.refuse(new AppError('offline', 'The server at x cannot be reached.'));
    h.client.nudge();
    await settle();
    expect(h.facts().backend).toEqual({ state: 'down', reason: 'The server at x cannot be reached.' });
    h.calls.length = 0;
    h.clock.advance(499);
    await settle();
    expect(h.calls).toEqual([]);
    h.clock.advance(1);
    await settle();
    h.clock.advance(999);
    await settle();
    expect(h.calls).toEqual(['changes']);
    h.refuse(null);
    h.clock.advance(1);
    await settle();
    expect(h.facts().backend).toEqual({ state: 'ok' });
  });

  it('says that an admin needs a second factor first, and no longer when they have it', async () => {
    const h = await inStep();
    h.refuse(new AppError('forbidden', 'set it up', { details: { reason: secondFactorSetup } }));
    h.client.nudge();
    await settle();
    expect(h.facts()).toMatchObject({ needsSecondFactor: true, backend: { state: 'ok' } });
    h.refuse(null);
    h.client.nudge();
    await settle();
    expect(h.facts().needsSecondFactor).toBe(false);

    h.socket().lost({ code: 'forbidden', reason: secondFactorSetup });
    expect(h.facts().needsSecondFactor).toBe(true);
  });

  it('R-7d stops loading on a full disk, says so, and goes on when there is space', async () => {
    const h = await inStep();
    const apply = h.store.applyPage.bind(h.store);
    h.store.applyPage = () => {
      throw new AppError('unavailable', 'full', { details: { reason: 'disk_full' } });
    };
    h.backend.put('conversation', aConversation());
    h.socket().changes(h.pages[0]!);
    await settle();
    expect(h.facts()).toMatchObject({ disk: 'full', backend: { state: 'ok' } });
    h.calls.length = 0;
    h.clock.advance(4999);
    await settle();
    expect(h.calls).toEqual([]);
    h.store.applyPage = apply;
    h.clock.advance(1);
    await settle();
    expect(h.facts().disk).toBe('ok');
    expect(list(h.store)).toHaveLength(1);
  });

  it('applies at most 50 changes at a time while somebody looks, and all at once when nobody does', async () => {
    const h = await inStep();
    const sizes: number[] = [];
    const apply = h.store.applyPage.bind(h.store);
    h.store.applyPage = (page) => {
      sizes.push(page.changes.length);
      return apply(page);
    };
    const burst = (): void => {
      h.backend.put(...Array.from({ length: 120 }, () => ['message' as EntityKind, aMessage()] as const).flat());
      h.socket().changes(h.pages.at(-1)!);
    };
    burst();
    await settle();
    h.isVisible.value = false;
    burst();
    await settle();
    expect(sizes).toEqual([50, 50, 20, 120]);
  });

  it('S-36 ends the session when the backend revoked this desktop', async () => {
    const h = await inStep();
    h.socket().sessionEnd({ reason: 'session_revoked' });
    expect(h.over).toHaveBeenCalledWith('revoked', expect.any(String));
  });

  it('S-36 a session that is only refused goes on: nothing is erased, and the line is tried again', async () => {
    const h = await inStep();
    h.socket().sessionEnd({ reason: 'refused' });
    await settle();
    expect(h.over).not.toHaveBeenCalled();
    expect(h.facts().realtime).toBe('lost');
    h.clock.advance(30_000);
    await settle();
    expect(h.facts().realtime).not.toBe('lost');
  });
});

describe('a page cut into parts', () => {
  it('ruling 46: the parts continue one another and cover the same range', () => {
    const changes = [3, 4, 9, 12, 13].map((seq) => changeTo('message', aMessage(), seq));
    const page = { epoch: 'e', after: 2, upTo: 20, head: 25, changes };
    const parts = splitPage(page, 2);
    expect(parts.map(({ after, upTo }) => [after, upTo])).toEqual([
      [2, 4],
      [4, 12],
      [12, 20],
    ]);
    expect(parts.flatMap((part) => part.changes)).toEqual(changes);
    expect(splitPage({ ...page, changes: [] }, 2)).toEqual([{ ...page, changes: [] }]);
  });
});
