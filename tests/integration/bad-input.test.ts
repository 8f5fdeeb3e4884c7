import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type MessageId, type MutationId } from '#shared/ids.ts';
import { RestError } from '#shared/wire/rest.ts';
import { signBody } from '../../src-simulator/webhooks/signature.ts';
import { unexpectedEnds } from '../support/child.ts';
import { until } from '../support/deadline.ts';
import { readConversations } from '../support/desktop-view.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { readServer } from '../support/server-truth.ts';
import { startTeam, webhookPath, type Person, type Team } from '../support/team.ts';

// Bad input at every door of the real programs: a named error each, and everybody goes on working.

const folder = makeFolder('bad-input');
let team: Team;
let maya: Person;

beforeAll(async () => {
  team = await startTeam({ folder, seed: 'bad-input' });
  maya = await team.addPerson('maya');
  await maya.desktop.start();
});

afterAll(async () => {
  // Whatever came in, no program ended by it.
  const ends = unexpectedEnds();
  await team.stop();
  removeFolder(folder);
  expect(ends).toEqual([]);
});

const post = async (path: string, body: string | Buffer, headers: Record<string, string> = {}) => {
  const response = await fetch(`${team.backend.url()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
};
const signed = (body: string) =>
  post(webhookPath, body, {
    'x-hub-signature-256': signBody(team.simulator.company.appSecret, Buffer.from(body)),
  });
const errorOf = (text: string): { code: string; message: string } => RestError.parse(JSON.parse(text));

it('S-50 a webhook without, with a broken or with another’s signature is refused and stores nothing', async () => {
  const body = '{"object":"whatsapp_business_account","entry":[]}';
  const signatures = [
    {},
    { 'x-hub-signature-256': 'sha256=' },
    { 'x-hub-signature-256': 'sha256=zz' },
    { 'x-hub-signature-256': signBody('another secret', Buffer.from(body)) },
    { 'x-hub-signature-256': signBody(team.simulator.company.appSecret, Buffer.from(`${body} `)) },
  ];
  for (const headers of signatures) {
    const { status, text } = await post(webhookPath, body, headers);
    expect(status).toBe(401);
    expect(errorOf(text)).toMatchObject({ code: 'unauthenticated' });
  }
  // Refused before it is parsed: what it says does not matter.
  expect((await post(webhookPath, '{{{', { 'x-hub-signature-256': 'sha256=00' })).status).toBe(401);
});

it('S-52 a signed webhook that is no webhook is kept as a dead letter and answered 200, so that Meta stops', async () => {
  for (const body of ['{{{', '[]', '"text"', '{"object":"page"}', '{"entry":[{"changes":[{"value":7}]}]}']) {
    expect((await signed(body)).status).toBe(200);
  }
  expect((await readServer(team.admin)).messages).toEqual([]);
});

it('S-53 a webhook of 5 MB is refused by name as soon as it says how long it is', async () => {
  const request = http.request(`${team.backend.url()}${webhookPath}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': 5 * 1024 * 1024,
      'x-hub-signature-256': signBody(team.simulator.company.appSecret, Buffer.from('{}')),
    },
  });
  request.write('{"object":"');
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  request.destroy();
  expect(response.statusCode).toBe(413);
  expect(errorOf(text)).toMatchObject({ code: 'payload_too_large' });
});

it('S-44 twenty wrong passwords end in a named 429 that says when to try again; others still get in', async () => {
  const attempt = () =>
    post('/api/auth/login', JSON.stringify({ email: 'maya@parley.example', password: 'not her password' }));
  const answers = [];
  for (let count = 0; count < 20; count++) answers.push(await attempt());
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
  const last = answers.at(-1);
  expect(last?.status).toBe(429);
  expect(errorOf(last?.text ?? '')).toMatchObject({ code: 'rate_limited' });
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  await team.signInAdmin();
});

it('a message of 1 MB is refused by name on the desktop and by the backend, and stays out of the outbox', async () => {
  await team.simulator.write({
    waId: '13125550201',
    phoneNumberId: team.accounts[0]?.phoneNumberId ?? '',
    text: 'hello',
  });
  const row = await until('the conversation', async () => (await readConversations(maya.desktop.api))[0]);
  const text = 'x'.repeat(1024 * 1024);
  const send = maya.desktop.api.messages.send({
    conversationId: row.id,
    content: { type: 'text', text },
    replyTo: null,
    basedOn: null,
  });
  await expect(send).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('4096') });
  expect(await maya.desktop.api.outbox.list()).toEqual([]);

  const mutation = {
    id: newId<MutationId>(),
    type: 'message.send',
    messageId: newId<MessageId>(),
    conversationId: row.id,
    content: { type: 'text', text },
    replyTo: null,
    basedOn: null,
    anyway: false,
  };
  const answer = await post('/api/mutations', JSON.stringify({ mutations: [mutation] }), {
    authorization: `Bearer ${team.admin.token}`,
  });
  expect([400, 413]).toContain(answer.status);
  expect(['invalid_input', 'payload_too_large']).toContain(errorOf(answer.text).code);
});

it('after all of it the backend is healthy and messages still arrive', async () => {
  expect(await team.admin.call('health')).toMatchObject({ status: 'ok' });
  await team.simulator.write({
    waId: '13125550202',
    phoneNumberId: team.accounts[0]?.phoneNumberId ?? '',
    text: 'still there?',
  });
  await until('the new conversation', async () => (await readConversations(maya.desktop.api)).length === 2);
});
