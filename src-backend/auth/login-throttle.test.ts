import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestApp, password } from '../testing/test-app.ts';
import { networkKey } from './login-throttle.ts';

let test: TestApp;
let email: string;

beforeEach(async () => {
  test = await TestApp.start();
  ({ email } = await test.addUser(await test.addTenant(), 'agent'));
});
afterEach(() => test.close());

const wrong = (address = '10.0.0.1', who = email) =>
  test.call('POST', '/api/auth/login', { body: { email: who, password: 'not the password' }, remote: address });
const right = (address = '10.0.0.1') =>
  test.call('POST', '/api/auth/login', { body: { email, password }, remote: address });

async function fail(times: number, address?: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push((await wrong(address)).status);
  return statuses;
}

it('S-44 the tenth wrong password in a row is the last that is looked at', async () => {
  expect(await fail(10)).toEqual(Array.from({ length: 10 }, () => 401));
  const refused = await wrong();
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({ code: 'rate_limited', details: { retryAfter: 5 } });
  expect(refused.headers['retry-after']).toBe('5');
});

it('S-44 while it waits, not even the right password is looked at; afterwards it is', async () => {
  await fail(10);
  expect((await right()).status).toBe(429);
  test.clock.advance(5000);
  expect((await right()).status).toBe(200);
});

it('S-44 each further failure doubles the wait, up to 15 minutes; the account is never locked', async () => {
  await fail(10);
  const waits: unknown[] = [];
  for (let i = 0; i < 10; i++) {
    const { headers } = await wrong();
    waits.push(Number(headers['retry-after']));
    test.clock.advance(Number(headers['retry-after']) * 1000);
    await wrong();
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

it('S-44 a success starts the count afresh', async () => {
  await fail(9);
  expect((await right()).status).toBe(200);
  expect(await fail(10)).toEqual(Array.from({ length: 10 }, () => 401));
});

it('S-44 after 15 quiet minutes the count starts afresh', async () => {
  await fail(9);
  test.clock.advance(15 * 60_000);
  expect(await fail(10)).toEqual(Array.from({ length: 10 }, () => 401));
});

it('S-44 guesses sent side by side count too', async () => {
  const statuses = (await Promise.all(Array.from({ length: 30 }, () => wrong()))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
});

it('S-44 one network gets 50 failures over all names, another network is not concerned', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 51; i++) {
    statuses.push((await wrong(`10.0.0.${i + 1}`, `nobody-${i}@acme.test`)).status);
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(50);
  expect((await right('10.0.0.200')).status).toBe(429);
  expect((await right('10.0.1.1')).status).toBe(200);
  test.clock.advance(15 * 60_000);
  expect((await right('10.0.0.200')).status).toBe(200);
});

it('S-44 behind a reverse proxy on this machine the network is the caller’s; nobody else may name another', async () => {
  const from = (remote: string, forwarded: string, email: string) =>
    test.call('POST', '/api/auth/login', {
      body: { email, password: 'not the password' },
      remote,
      headers: { 'x-forwarded-for': forwarded },
    });
  await from('127.0.0.1', '203.0.113.9', 'a@acme.test');
  await from('198.51.100.7', '203.0.113.9', 'b@acme.test');
  const rows = await test.db.selectFrom('loginThrottle').select('key').where('key', 'like', 'network:%').execute();
  expect(rows.map(({ key }) => key).toSorted()).toEqual(['network:198.51.100.0/24', 'network:203.0.113.0/24']);
});

it('S-44 the count is in the database, so a restart does not help', async () => {
  await fail(10);
  const rows = await test.db.selectFrom('loginThrottle').selectAll().where('key', 'like', 'account:%').execute();
  expect(rows).toMatchObject([{ failures: 10 }]);
});

it.each([
  ['10.1.2.3', 'network:10.1.2.0/24'],
  ['::ffff:10.1.2.3', 'network:10.1.2.0/24'],
  ['2001:0db8:0001:0002:0003:0004:0005:0006', 'network:2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', 'network:2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'network:fe80:0:0:0::/64'],
  ['::1', 'network:0:0:0:0::/64'],
])('S-44 %s belongs to %s', (address, key) => {
  expect(networkKey(address)).toBe(key);
});
