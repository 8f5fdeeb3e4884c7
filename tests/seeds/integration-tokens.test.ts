import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/deadline.ts';
import { filesBelow, findPlaintext } from '../support/folder.ts';
import { built } from '../support/root.ts';
import { ask, failure, time, uuid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { example, httpExample, parseCommented, runShell } from './support/examples.ts';
import { assertGuidesEnvironment } from './support/guides-environment.ts';

// Seeds 0 and 1: the integration token itself.

let company: Company;

beforeAll(async () => {
  company = await startCompany('tokens', { backendEnv: { DEBUG: 'pixels:*' } });
});
afterAll(() => company.stop());

const tokens = '/api/settings/integration-tokens';
const verify = (token: string) => company.ask('GET', '/api/integrations/verify', undefined, token);
const invalid = failure(401, 'unauthenticated', 'Invalid or expired integration token');
type Made = { data: { token: string; lastFour: string } };

/** From another network than everything else: 127.0.0.0/8 is all this machine. */
function verifyFrom(localAddress: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    request(`${company.url()}/api/integrations/verify`, { localAddress, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

it('I-1 a token is made, shown once, replaced, watched, and revoked', async () => {
  const { id: accountId, wabaId, name: accountName } = company.account();
  const make = async () => {
    const answer = await company.ask('POST', tokens, { accountId });
    expect(answer).toEqual({
      status: 201,
      body: {
        success: true,
        data: {
          token: expect.stringMatching(/^wpi_int_[0-9a-f]{64}$/),
          accountId,
          wabaId,
          lastFour: expect.stringMatching(/^[0-9a-f]{4}$/),
          createdAt: time,
        },
      },
    });
    const { token, lastFour } = (answer.body as Made).data;
    expect(lastFour).toBe(token.slice(-4));
    return { token, lastFour };
  };
  const old = await make();
  const entry = (lastFour: string, rest: object) => ({
    id: uuid,
    accountId,
    accountName,
    wabaId,
    name: 'Enromatics',
    lastFour,
    createdAt: time,
    createdBy: { id: uuid, name: expect.any(String) },
    lastUsedAt: null,
    rotateHint: null,
    alert: null,
    ...rest,
  });
  const listed = async () => (await company.ask('GET', tokens)).body;
  expect(await listed()).toEqual({ success: true, data: [entry(old.lastFour, {})] });
  expect((await verify(old.token)).status).toBe(200);
  expect(await listed()).toEqual({ success: true, data: [entry(old.lastFour, { lastUsedAt: time })] });

  const { token, lastFour } = await make();
  expect(await verify(old.token)).toEqual(invalid);
  expect((await verify(token)).status).toBe(200);
  expect(await verifyFrom('127.66.7.8', token)).toBe(200);
  const alert = { kind: 'new_network', at: time, network: expect.stringContaining('127.66') };
  expect(await listed()).toEqual({ success: true, data: [entry(lastFour, { lastUsedAt: time, alert })] });

  const rows = await company.database(async ({ db }) => {
    const all = await db.selectFrom('integrationToken').selectAll().execute();
    // A quarter of a year passes for the token.
    await sql`update integration_token set created_at = created_at - ${91 * 86_400_000}`.execute(db);
    return all;
  });
  expect(rows.map(({ hash, revokedAt }) => [hash, revokedAt !== null])).toEqual([
    [createHash('sha256').update(old.token).digest('hex'), true],
    [createHash('sha256').update(token).digest('hex'), false],
  ]);
  expect(findPlaintext(filesBelow(company.folder), [old.token.slice(8), token.slice(8)])).toEqual([]);
  expect(await listed()).toEqual({
    success: true,
    data: [entry(lastFour, { lastUsedAt: time, alert, rotateHint: expect.stringContaining('90 days') })],
  });

  expect((await company.ask('DELETE', `${tokens}/${accountId}`)).body).toEqual({ success: true });
  expect(await verify(token)).toEqual(invalid);
  expect(await listed()).toEqual({ success: true, data: [] });
  expect(await company.ask('DELETE', `${tokens}/${accountId}`)).toMatchObject({ status: 404 });
});

it('I-6 the guide’s test script says that a token works, or which of the causes it is', async () => {
  const token = await company.integrationToken();
  const { name, displayPhoneNumber, wabaId } = company.account();
  const check = (what: string, env: Record<string, string> = { API_URL: company.url() }) =>
    runShell(example('s1-test-token.sh', { wpi_int_your_token_here: what }), env);
  const about = `   Account:   ${name} (${displayPhoneNumber})\n   WABA ID:   ${wabaId}\n`;
  expect(await check(token)).toEqual({
    code: 0,
    stdout: `✅ Token is valid and working!\n${about}   Last used: never before\n`,
    stderr: '',
  });
  const again = await check(token, { WHATSAPP_PLATFORM_URL: company.url() });
  expect(again.stdout.split('\n').slice(0, 3)).toEqual([
    '✅ Token is valid and working!',
    ...about.trimEnd().split('\n'),
  ]);

  const newer = await company.integrationToken();
  expect(await check(token)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^❌ Invalid Token: .*replaced/s),
  });
  expect(await check('wpi_int_short')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^❌ Invalid token format\n/),
  });
  expect(await check(newer, { API_URL: 'http://127.0.0.1:9' })).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^❌ Connection Refused: .*\n.*API_URL/),
  });
  // The two other names of the same.
  for (const command of [`npm run --silent check-token -- ${newer}`, `node ${built('backend/main.js')} check-token`]) {
    const env = { API_URL: company.url(), WHATSAPP_INTEGRATION_TOKEN: newer };
    expect(await runShell(command, env)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✅ Token is valid and working!\n/),
    });
  }
});

it('I-3 every refusal has the guide’s words, and the log tells the causes apart', async () => {
  const send = '/api/integrations/send-message';
  const { body } = httpExample('s0-send-message.http');
  const printed = [...example('s0-errors.js').matchAll(/\{[^}]*\}/g)].map(([text]) => parseCommented(text));
  expect(printed).toEqual([
    { success: false, message: 'Invalid or expired integration token' },
    { success: false, message: 'Missing required fields: recipientPhone, message' },
    { success: false, message: 'No active WhatsApp phone number configured for this account' },
  ]);
  const [unknown, missing, noNumber] = (printed as { message: string }[]).map(({ message }) => message);
  const token = await company.integrationToken();

  const unauthenticated = failure(401, 'unauthenticated', unknown);
  for (const bearer of [null, 'wpi_xxxxx', `wpi_int_${'0'.repeat(64)}`]) {
    expect(await company.ask('POST', send, body, bearer)).toEqual(unauthenticated);
  }
  expect(await company.ask('POST', send, {}, token)).toEqual(
    failure(400, 'invalid_input', missing, { field: 'recipientPhone' }),
  );
  expect(await company.ask('POST', send, { recipientPhone: '1234567890' }, token)).toEqual(
    failure(400, 'invalid_input', 'Missing required fields: message', { field: 'message' }),
  );
  expect(await company.ask('POST', send, { message: 'Hello' }, token)).toEqual(
    failure(400, 'invalid_input', 'Missing required fields: recipientPhone', { field: 'recipientPhone' }),
  );

  await company.control('POST', '/inbound', {
    waId: '13125550177',
    phoneNumberId: company.account().phoneNumberId,
    message: { text: 'Yesterday' },
    timestamp: Math.floor(Date.now() / 1000) - 25 * 3600,
  });
  await company.control('POST', '/webhooks/settle', {});
  const to = (recipientPhone: string) => company.ask('POST', send, { ...body, recipientPhone }, token);
  expect(await to('+1 312 555 0177')).toEqual(
    failure(409, 'reply_window_closed', expect.stringMatching(/24 hours.*: send an approved template/), {
      closedAt: expect.any(Number),
    }),
  );
  expect(await to('+1 312 555 0178')).toEqual(
    failure(409, 'reply_window_closed', expect.stringMatching(/not written.*: send an approved template/), {
      closedAt: null,
    }),
  );

  const { id } = company.account();
  await company.ask('POST', `/api/whatsapp/integrations/${id}/toggle`);
  expect(await to('1234567890')).toEqual(failure(400, 'invalid_input', noNumber));
  await company.ask('POST', `/api/whatsapp/integrations/${id}/toggle`);

  const ofDeleted = await company.integrationToken(2);
  await company.ask('DELETE', `/api/whatsapp/integrations/${company.account(2).id}`);
  expect(await company.ask('POST', send, body, ofDeleted)).toEqual(unauthenticated);

  expect((await verify(token)).status).toBe(200);
  const guide = example('s1-server-log.txt', { 'account@email.com': 'a***@parley.example (Number 1)' }).trim();
  const causes = ['❌ Token not provided', '❌ Invalid token format', '❌ Account not found'];
  await until('the log', () => [...guide.split('\n'), ...causes].every((text) => company.log().includes(text)));

  // More at once than the share of a token, which is refilled with 80 a second.
  const verifyUrl = `${company.url()}/api/integrations/verify`;
  const refused = await until('a refusal', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask('GET', verifyUrl, { bearer: token })));
    const late = answers.filter(({ status }) => status !== 200);
    return late.length > 0 ? late : null;
  });
  for (const { status, body, headers } of refused) {
    const retryAfter = Number(headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    const text = `Too many requests; try again in ${retryAfter} s`;
    expect({ status, body }).toEqual(failure(429, 'rate_limited', text, { retryAfter }));
  }
});

it('I-7 a token sees nothing of any other account, and the settings are the guide’s', async () => {
  await company.customerWrites('1234567890', 'To the first number');
  await company.customerWrites('919876543220', 'To the second number', 1);
  const [first, second] = [await company.integrationToken(0), await company.integrationToken(1)];
  type Listed = { data: { conversations: { conversationId: string; userPhone: string }[] } };
  const list = async (token: string) =>
    ((await company.ask('GET', '/api/integrations/conversations', undefined, token)).body as Listed).data.conversations;
  expect((await list(second)).map(({ userPhone }) => userPhone)).toEqual(['919876543220']);
  const [theirs] = await list(second);
  const messages = `/api/integrations/conversations/${theirs?.conversationId}/messages`;
  const own = await company.ask('GET', messages, undefined, second);
  expect(own.status).toBe(200);
  const [message] = (own.body as { data: { messages: { messageId: string; waMessageId: string }[] } }).data.messages;
  expect(await list(first)).not.toContainEqual(expect.objectContaining({ userPhone: '919876543220' }));
  for (const path of [
    messages,
    `/api/integrations/messages/${message?.messageId}`,
    `/api/integrations/messages/${encodeURIComponent(message?.waMessageId ?? '')}`,
  ]) {
    expect((await company.ask('GET', path, undefined, second)).status).toBe(200);
    expect((await company.ask('GET', path, undefined, first)).status).toBe(404);
  }
  const answerTo = async (replyTo: string | undefined) =>
    await company.ask(
      'POST',
      '/api/integrations/send-message',
      { recipientPhone: '1234567890', message: 'x', replyTo },
      first,
    );
  for (const id of [message?.messageId, '01999999-9999-7999-8999-999999999999']) {
    const text = 'The quoted message is not one of this conversation';
    expect(await answerTo(id)).toEqual(failure(400, 'invalid_input', text, { field: 'replyTo' }));
  }

  const help = await runShell(`node ${built('backend/main.js')} --help`);
  expect(help.stdout).toMatch(/^PORT +5050 /m);
  expect(help.stdout).toMatch(/^FRONTEND_URL +http:\/\/localhost:3000 /m);
  await assertGuidesEnvironment();
});
