import { expect, it } from 'vitest';
import { AccountEvents } from '../../accounts/account-events.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { accept, refuse } from '../../testing/fake-graph.ts';
import { aReply, conversationsOf, mutate, sent, synced } from '../../testing/test-inbox.ts';
import {
  accountId,
  customerWrites,
  freshConversationForEachTest,
  graph,
  maya,
  outbound,
  reply,
  states,
  test,
  textsSent,
} from './send.fixtures.ts';

freshConversationForEachTest();

it('R-6e a temporary refusal is tried again, at most 8 times in 15 minutes, then shown', async () => {
  graph.every(refuse(131016, 500));
  await reply('1');
  for (let attempt = 0; attempt < 12; attempt++) {
    await sent(test);
    test.clock.advance(60_000);
  }
  expect(graph.sends()).toHaveLength(8);
  expect(await outbound()).toMatchObject([{ sendState: { state: 'rejected', failure: { code: 131016 } } }]);
});

it('R-6e waits as long as Meta says', async () => {
  graph.once(refuse(130429, 429, { 'retry-after': '120' }));
  await reply('1');
  await sent(test);
  test.clock.advance(119_000);
  await sent(test);
  expect(graph.sends()).toHaveLength(1);
  test.clock.advance(2000);
  await sent(test);
  expect(graph.sends()).toHaveLength(2);
  expect(await states()).toEqual(['accepted']);
});

it('R-6e a number over its limit waits as a whole, a customer over theirs only for themselves', async () => {
  const other = await customerWrites('16505550000');
  graph.once(refuse(131056));
  await reply('1');
  await sent(test);
  await mutate(test, maya, aReply(other, 'other'));
  await sent(test);
  expect(textsSent()).toEqual(['1', 'other']);
  test.clock.advance(10_000);
  graph.once(refuse(80007));
  await sent(test);
  await mutate(test, maya, aReply(other, 'late'));
  await sent(test);
  expect(textsSent()).toEqual(['1', 'other', '1']);
});

it.each([131026, 131047, 100, 131048, 131051, 132000, 999_999])(
  'R-6e a final refusal (%i) is shown and the next one goes out',
  async (code) => {
    graph.once(refuse(code));
    await reply('1', '2');
    await sent(test);
    expect(await outbound()).toMatchObject([
      { sendState: { state: 'rejected', failure: { code, title: `(#${code}) No` } } },
      { sendState: { state: 'accepted' } },
    ]);
  },
);

it('R-6e a refused answer is none: the customer waits again', async () => {
  const waitingSince = async () => (await conversationsOf(test, maya))[0]?.waitingSince;
  const before = await waitingSince();
  expect(before).not.toBeNull();
  graph.once(refuse(131026));
  await reply('1');
  await sent(test);
  expect(await waitingSince()).toBe(before);
  await reply('2');
  await sent(test);
  expect(await waitingSince()).toBeNull();
});

it('R-6e 190 holds everything of the number at once; a new token sends it in order', async () => {
  const other = await customerWrites('16505550000');
  graph.every(refuse(190, 401));
  await reply('1', '2');
  await sent(test);
  await mutate(test, maya, aReply(other, '3'));
  await sent(test);
  expect(textsSent()).toEqual(['1']);
  expect(await states()).toEqual(['held', 'held', 'held']);
  const { of } = await synced(test, maya);
  expect(of('account')).toMatchObject([{ cannotSend: 'token' }]);

  graph.every(accept());
  await test.db.transaction().execute(async (tx) => {
    await test.app.get(AccountsService, { strict: false }).markCannotSend(tx, maya.tenantId, accountId, null);
  });
  const released = graph.received(4);
  test.app.get(AccountEvents, { strict: false }).canSend(maya.tenantId, accountId);
  await released;
  await sent(test);
  expect(textsSent().slice(1).toSorted()).toEqual(['1', '2', '3']);
  expect(textsSent().indexOf('1', 1)).toBeLessThan(textsSent().indexOf('2'));
  expect(await states()).toEqual(['accepted', 'accepted', 'accepted']);
});

it('ruling 21: 401 without code 190 is tried three times, then held', async () => {
  graph.every(refuse(0, 401));
  await reply('1');
  for (let attempt = 0; attempt < 5; attempt++) {
    await sent(test);
    test.clock.advance(60_000);
  }
  expect(graph.sends()).toHaveLength(3);
  expect(await states()).toEqual(['held']);
});

it('a message for a number that can’t send is held from the start, not refused', async () => {
  await test.db.updateTable('tenantWhatsappConfig').set({ cannotSend: 'not_configured' }).execute();
  await reply('1');
  await sent(test);
  expect(graph.sends()).toEqual([]);
  expect(await outbound()).toMatchObject([{ sendState: { state: 'held', reason: 'not_configured' } }]);
});
