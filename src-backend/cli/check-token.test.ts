import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { checkToken } from './check-token.ts';

const token = `wpi_int_${'0a'.repeat(32)}`;
let server: Server | null = null;
afterEach(() => server?.close());

/** Something that answers every request so; returns its address. */
async function answering(status: number, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const running = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  server = running;
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(running.address() as AddressInfo).port}/`;
}

async function check(args: string[], env: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const out = (line: string) => void lines.push(line);
  const code = await checkToken.run(args, { env, directory: '.', out, err: out });
  return { code, lines };
}

const data = {
  accountId: 'a',
  accountName: 'Support',
  wabaId: '102290129340398',
  displayPhoneNumber: '+1 555-078-3881',
  canSend: true,
};

it('I-6 says that the token is valid, whose it is and when it was used', async () => {
  const used = { 'x-parley-last-used': '2026-11-21T09:00:00.000Z' };
  const API_URL = await answering(200, { success: true, message: 'Connected', data }, used);
  expect(await check([token], { API_URL })).toEqual({
    code: 0,
    lines: [
      '✅ Token is valid and working!',
      '   Account:   Support (+1 555-078-3881)',
      '   WABA ID:   102290129340398',
      '   Last used: 2026-11-21T09:00:00.000Z',
    ],
  });
});

it('I-6 reads token and address from the integrator’s own variables, and tells when the number can’t send', async () => {
  const WHATSAPP_PLATFORM_URL = await answering(200, { success: true, data: { ...data, canSend: false } });
  const { code, lines } = await check([], { WHATSAPP_PLATFORM_URL, WHATSAPP_INTEGRATION_TOKEN: token });
  expect(code).toBe(0);
  expect(lines.slice(3)).toEqual([
    '   Last used: never before',
    '⚠️  This number can’t send at the moment: see Admin → Accounts',
  ]);
});

it.each([
  ['❌ Token not provided', []],
  ['❌ Invalid token format', ['wpi_int_short']],
  ['❌ Invalid token format', [token.toUpperCase()]],
])('I-6 %s without asking anybody', async (line, args) => {
  const { code, lines } = await check(args, { API_URL: 'http://127.0.0.1:9' });
  expect({ code, first: lines[0] }).toEqual({ code: 1, first: line });
});

it('I-6 a token that the backend refuses is invalid, with what to do', async () => {
  const API_URL = await answering(401, { success: false, message: 'Invalid or expired integration token' });
  const { code, lines } = await check([token], { API_URL });
  expect(code).toBe(1);
  expect(lines[0]).toBe('❌ Invalid Token: Invalid or expired integration token');
});

it('I-6 nobody there: Connection Refused, and the hint to check API_URL', async () => {
  const { code, lines } = await check([token], { API_URL: 'http://127.0.0.1:9' });
  expect(code).toBe(2);
  expect(lines[0]).toMatch(/^❌ Connection Refused: http:\/\/127\.0\.0\.1:9/);
  expect(lines[1]).toContain('API_URL');
});

it.each([
  [404, '<html>', /answers 404: check that API_URL/],
  [429, { message: 'Too many requests; try again in 3 s' }, /Too many requests; try again in 3 s/],
])('I-6 an address that answers %i is not asked further', async (status, body, line) => {
  const { code, lines } = await check([token], { API_URL: await answering(status, body) });
  expect(code).toBe(2);
  expect(lines[0]).toMatch(line);
  expect(lines.join('')).not.toContain(token);
});
