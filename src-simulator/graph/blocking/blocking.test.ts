import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';
import { createBlockList } from './block-list.ts';

async function startWithBlocking(): Promise<
  Started & {
    call: (method: 'POST' | 'DELETE', users: unknown) => Promise<Answer>;
    list: (query?: string) => Promise<Answer>;
  }
> {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const authorization = `Bearer ${started.simulator.tokens.current()}`;
  const path = `/v26.0/${started.shop}/block_users`;
  return {
    ...started,
    list: (query = '') => started.get(`${path}${query}`, { authorization }),
    async call(method, users) {
      const response = await fetch(started.url + path, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', block_users: users }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
}

it('blocks who wrote in the last day, by phone number or user id, lists them and lets them go', async () => {
  const { call, list, simulator, shop, sendText } = await startWithBlocking();
  const priya = simulator.directory.find('919876543220')!;
  const alex = simulator.directory.find('1234567890')!;
  expect((await call('POST', [{ user: '+91 98765 43220' }, { user_id: alex.userId }])).body).toEqual({
    messaging_product: 'whatsapp',
    block_users: {
      added_users: [
        { input: '+91 98765 43220', wa_id: '919876543220', user_id: priya.userId },
        { input: alex.userId, user_id: alex.userId },
      ],
    },
  });
  const number = simulator.nodes.findNumber(shop)!;
  expect(simulator.blocking.isBlocked(number, priya)).toBe(true);
  expect((await sendText('+919876543220', 'hi')).body.error.code).toBe(130403);
  const first = await list('?limit=1');
  expect(first.body.data).toEqual([{ messaging_product: 'whatsapp', wa_id: '919876543220', user_id: priya.userId }]);
  const second = await list(`?limit=1&after=${first.body.paging.cursors.after}`);
  expect(second.body.data).toMatchObject([{ wa_id: '1234567890' }]);

  expect((await call('DELETE', [{ user: '919876543220' }])).body.block_users).toEqual({
    removed_users: [{ input: '919876543220', wa_id: '919876543220', user_id: priya.userId }],
  });
  expect((await sendText('+919876543220', 'hi')).status).toBe(200);
});

it('answers a mixed result with HTTP 400, error 139100 and both lists', async () => {
  const { call, waId, write, simulator } = await startWithBlocking();
  const users = [{ user: '1234567890' }, { user: waId }, { user: '+1 202-555-0143' }, { user: '+99900000000' }];
  const mixed = await call('POST', users);
  expect(mixed.status).toBe(400);
  expect(mixed.body.block_users.added_users).toMatchObject([{ wa_id: '1234567890' }]);
  const failures = mixed.body.block_users.failed_users.map(
    ({ input, wa_id, errors }: { input: string; wa_id?: string; errors: { code: number }[] }) => [
      input,
      wa_id,
      errors[0]?.code,
    ],
  );
  expect(failures).toEqual([
    [waId, waId, 131047],
    ['+1 202-555-0143', undefined, 131021],
    ['+99900000000', undefined, 131047],
  ]);
  expect(mixed.body.error).toMatchObject({ code: 139100, type: 'OAuthException', fbtrace_id: expect.any(String) });

  await write('hello');
  expect((await call('POST', [{ user: waId }])).status).toBe(200);
  await call('DELETE', [{ user: waId }]);
  simulator.clock.advance(24 * 3_600_000);
  expect((await call('POST', [{ user: waId }])).body.error.code).toBe(139100);
});

it('refuses malformed lists with 100, and long ones with 130429', async () => {
  const { call } = await startWithBlocking();
  for (const users of [undefined, [], 'x', {}, [{}], [null], [{ user: 7 }]]) {
    const answer = await call('POST', users);
    expect([users, answer.status, answer.body.error.code]).toEqual([users, 400, 100]);
  }
  const many = Array.from({ length: 1001 }, () => ({ user: '1234567890' }));
  expect((await call('POST', many)).body.error.code).toBe(130429);
});

it('keeps the lists of two numbers apart', async () => {
  const { simulator, shop, hotel } = await start();
  const blocking = createBlockList();
  const [one, other] = [simulator.nodes.findNumber(shop)!, simulator.nodes.findNumber(hotel)!];
  const [alex] = simulator.directory.named();
  blocking.block(one, alex!);
  expect([blocking.isBlocked(one, alex!), blocking.isBlocked(other, alex!)]).toEqual([true, false]);
  expect([blocking.unblock(other, alex!), blocking.unblock(one, alex!), blocking.list(one)]).toEqual([false, true, []]);
});
