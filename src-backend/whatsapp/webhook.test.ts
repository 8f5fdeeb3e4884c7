import { randomInt } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import { expect, it } from 'vitest';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { connectNumber, messagesOf, postWebhook, synced } from '../testing/test-inbox.ts';
import { Ingest } from './ingest.ts';
import { WebhookRetention } from './webhook-retention.ts';
import { anInbound, aWebhook, bytesOf, signatureOf } from '../testing/webhook-bodies.ts';
import { freshNumberForEachTest, hello, maya, now, path, post, secret, stored, test } from './webhook.fixtures.ts';

freshNumberForEachTest();

it('R-1 when Meta gets its 200, message, contact and conversation are there', async () => {
  expect((await postWebhook(test, hello())).status).toBe(200);
  const { of } = await synced(test, maya);
  expect(of('contact')).toMatchObject([{ name: 'Ada', aliases: [{ kind: 'phone', value: '16505551234' }] }]);
  expect(of('conversation')).toMatchObject([{ inboundCount: 1, preview: { text: 'Hi 👋' }, state: 'open' }]);
  expect(of('message')).toMatchObject([{ content: { text: 'Hi 👋' }, inboundNo: 1, wamid: 'wamid.1' }]);
  expect(await stored()).toMatchObject([{ state: 'projected', error: null, body: bytesOf(hello()) }]);
});

it('S-50 refuses a body or signature with one bit flipped, wherever it is', async () => {
  const body = bytesOf(hello());
  const signature = signatureOf(body, secret);
  const flipped = Array.from({ length: 60 }, () => {
    const copy = Buffer.from(body);
    const index = randomInt(copy.length);
    copy.writeUInt8(copy.readUInt8(index) ^ (1 << randomInt(8)), index);
    return copy;
  });
  for (const copy of flipped) expect((await post(copy, { 'x-hub-signature-256': signature })).status).toBe(401);
  for (let index = 7; index < signature.length; index++) {
    const digit = signature[index] === '0' ? '1' : '0';
    const wrong = signature.slice(0, index) + digit + signature.slice(index + 1);
    expect((await post(body, { 'x-hub-signature-256': wrong })).status).toBe(401);
  }
  expect(await stored()).toEqual([]);
});

it('S-50 refuses a missing, short, odd, upper-case, doubled or foreign signature before it looks at the body', async () => {
  const notJson = Buffer.from('not json');
  const good = signatureOf(notJson, secret);
  const odd = ['', 'sha256=', 'sha256=00', good.slice(0, -1), `${good}0`, good.slice(7), `sha1=${good.slice(7)}`];
  const all = [...odd, good.toUpperCase(), `${good}, ${good}`, ` ${good} x`, signatureOf(notJson, 'another secret')];
  for (const signature of all) {
    const { status, body } = await post(notJson, { 'x-hub-signature-256': signature });
    expect({ signature, status, code: body['code'] }).toEqual({ signature, status: 401, code: 'unauthenticated' });
  }
  expect((await post(notJson)).status).toBe(401);
  expect((await test.call('POST', path, {})).status).toBe(401);
});

it('S-50 the bytes count, not the JSON: escapes, spaces and any content type are fine as signed', async () => {
  const bodies = [
    Buffer.from(JSON.stringify(hello('wamid.1'), null, 4)),
    Buffer.from(JSON.stringify(hello('wamid.2')).replace('👋', '\\ud83d\\udc4b').replaceAll('/', '\\/')),
  ];
  for (const body of bodies) {
    const headers = { 'x-hub-signature-256': signatureOf(body, secret), 'content-type': 'text/plain; charset=latin1' };
    expect((await post(body, headers)).status).toBe(200);
  }
  const messages = await messagesOf(test, maya);
  expect(messages.map(({ content }) => content)).toEqual([
    { type: 'text', text: 'Hi 👋' },
    { type: 'text', text: 'Hi 👋' },
  ]);
});

it('S-50 the handshake echoes the challenge as plain text, for the right token only', async () => {
  const verify = (token: string, challenge = '1158201444', mode = 'subscribe') =>
    test.call('GET', `${path}?hub.mode=${mode}&hub.challenge=${challenge}&hub.verify_token=${token}`);
  const { status, text, headers } = await verify('verify-token-of-tests');
  expect({ status, text }).toEqual({ status: 200, text: '1158201444' });
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect((await verify('another token')).status).toBe(403);
  for (const challenge of ['<script>', 'a'.repeat(65), '', '%0a1']) {
    expect((await verify('verify-token-of-tests', challenge)).status).toBe(400);
  }
  expect((await verify('verify-token-of-tests', '1', 'unsubscribe')).status).toBe(400);
});

it('an account’s callback knows its own verify token and secret only; the shared one takes any active account’s', async () => {
  const ownSecret = 'secret of the own app';
  const accountId = await connectNumber(test, maya.tenantId, { phoneNumberId: '222222222', isActive: 1 });
  const secrets = test.app.get(AccountSecrets, { strict: false });
  const original = secrets.appSecret.bind(secrets);
  secrets.appSecret = async (id) => (id === accountId ? ownSecret : await original(id));
  const verify = (where: string, token: string) =>
    test.call('GET', `${where}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${token}`);
  expect((await verify(`${path}/${accountId}`, `verify-${accountId}`)).status).toBe(200);
  expect((await verify(`${path}/${accountId}`, 'verify-token-of-tests')).status).toBe(403);
  expect((await verify(path, `verify-${accountId}`)).status).toBe(200);

  const body = bytesOf(hello());
  const at = (where: string, key: string) =>
    test.call('POST', where, { body, headers: { 'x-hub-signature-256': signatureOf(body, key) } });
  expect((await at(`${path}/${accountId}`, secret)).status).toBe(401);
  expect((await at(path, ownSecret)).status).toBe(401);
  expect((await at(`${path}/${accountId}`, ownSecret)).status).toBe(200);
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('a callback of one company takes in nothing for another company’s number', async () => {
  const other = await test.addTenant('Other');
  const foreign = await connectNumber(test, other, { phoneNumberId: '222222222' });
  expect((await postWebhook(test, hello(), `/${foreign}`)).status).toBe(200);
  expect(await messagesOf(test, maya)).toEqual([]);
  // And it has not taken the body away from the callback it belongs to.
  expect((await postWebhook(test, hello())).status).toBe(200);
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('a number whose credentials Meta has not confirmed receives nothing', async () => {
  const other = await test.addTenant('Thief');
  await connectNumber(test, other, { configured: 0 });
  const spy = await test.signIn(other, 'admin');
  await postWebhook(test, hello());
  expect(await messagesOf(test, spy)).toEqual([]);
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('S-51 keeps each body once', async () => {
  for (let copy = 0; copy < 3; copy++) expect((await postWebhook(test, hello())).status).toBe(200);
  expect(await stored()).toHaveLength(1);
});

it('S-51 keeps a body that says one new thing among known ones, and copies of unknown things once', async () => {
  const message = (id: string) => ({
    from: '16505551234',
    id,
    timestamp: String(now()),
    type: 'text',
    text: { body: id },
  });
  const status = { id: 'wamid.out', status: 'sent', timestamp: String(now()), recipient_id: '16505551234' };
  const bodies = [
    aWebhook({ messages: [message('wamid.1')], statuses: [status] }),
    aWebhook({ statuses: [status] }),
    aWebhook({ messages: [message('wamid.1'), message('wamid.2')] }),
    aWebhook({ messages: [message('wamid.1'), { unreadable: true }] }),
  ];
  for (const body of [...bodies, ...bodies]) await postWebhook(test, body);
  expect((await stored()).map(({ body }) => body)).toEqual([0, 2, 3].map((n) => bytesOf(bodies[n] ?? {})));
});

it('S-52 a signed body that is no webhook becomes a dead letter, and Meta gets its 200', async () => {
  for (const body of ['not json', '{"object":"page"}', '{"entry":1}', '']) {
    expect((await postWebhook(test, Buffer.from(body))).status).toBe(200);
  }
  const letters = await stored();
  expect(letters.map(({ state }) => state)).toEqual(['dead', 'dead', 'dead', 'dead']);
  const bodies = letters.map(({ body }) => body.toString());
  expect(bodies.toSorted()).toEqual(['', 'not json', '{"entry":1}', '{"object":"page"}']);
  expect(letters.every(({ error }) => error !== null && error !== '')).toBe(true);
});

it('S-52 kinds that this version does not know are kept, and shown when they are messages', async () => {
  const reaction = { from: '16505551234', id: 'wamid.1', timestamp: String(now()), type: 'reaction' };
  await postWebhook(test, aWebhook({ messages: [{ ...reaction, reaction: { emoji: '👍' } }] }));
  await postWebhook(test, aWebhook({ calls: [] }, 'calls'));
  expect(await messagesOf(test, maya)).toMatchObject([{ content: { type: 'unsupported', kind: 'reaction' } }]);
  expect((await stored()).map(({ state }) => state)).toEqual(['projected', 'projected']);
});

it('S-52 a body for a number that nobody has connected is kept as a dead letter', async () => {
  expect(
    (await postWebhook(test, aWebhook({ statuses: [{ id: 'w', status: 'sent', timestamp: 1 }] }, 'messages', '999')))
      .status,
  ).toBe(200);
  expect(await stored()).toMatchObject([{ state: 'dead', error: 'No connected number is meant by this body' }]);
});

it('S-52 answers 503 while the database refuses, and takes the same body in later', async () => {
  await test.db.schema.alterTable('changeLog').renameTo('changeLogGone').execute();
  const { status, body } = await postWebhook(test, hello());
  expect({ status, code: body['code'] }).toEqual({ status: 503, code: 'unavailable' });
  await test.db.schema.alterTable('changeLogGone').renameTo('changeLog').execute();
  expect((await postWebhook(test, hello())).status).toBe(200);
  expect(await messagesOf(test, maya)).toHaveLength(1);
});

it('S-52 one body that can’t be taken in costs none of its neighbours', async () => {
  // A message that the database itself will refuse, as a fault of ours would make it.
  await test.db.executeQuery(
    CompiledQuery.raw(
      `create trigger poison before insert on message when new.wamid = 'wamid.poison'
       begin select raise(abort, 'poison'); end`,
    ),
  );
  const wamids = ['wamid.1', 'wamid.poison', 'wamid.2'];
  const answers = await Promise.all(wamids.map((wamid) => postWebhook(test, hello(wamid))));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await messagesOf(test, maya)).map(({ wamid }) => wamid)).toEqual(['wamid.1', 'wamid.2']);
  expect((await stored()).filter(({ state }) => state === 'dead')).toHaveLength(1);
});

it('S-53 refuses more than 4 MB by name, and takes 3 MB', async () => {
  const bodyOf = (bytes: number) => bytesOf(anInbound({ wamid: 'wamid.1', text: 'x'.repeat(bytes), timestamp: now() }));
  const { status, body } = await postWebhook(test, bodyOf(5 * 1024 * 1024));
  expect({ status, code: body['code'] }).toEqual({ status: 413, code: 'payload_too_large' });
  expect((await postWebhook(test, bodyOf(3 * 1024 * 1024))).status).toBe(200);
});

it('S-52 answers 503 when too much is waiting, and takes in all that it has accepted', async () => {
  const ingest = test.app.get(Ingest, { strict: false });
  const bodies = Array.from({ length: 2100 }, (_, n) => bytesOf(hello(`wamid.${n}`)));
  const outcomes = await Promise.allSettled(bodies.map((body) => ingest.accept(body, null)));
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(100);
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: 'unavailable' } });
  const { count } = await test.db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(2000);
});

it('S-51 keeps bodies for 8 days after they came, however old what they speak of is', async () => {
  const old = anInbound({ wamid: 'wamid.old', timestamp: now() - 100 * 24 * 3600 });
  await postWebhook(test, hello());
  await postWebhook(test, Buffer.from('not json'));
  test.clock.advance(5 * 24 * 3600_000);
  await postWebhook(test, old);
  const retention = test.app.get(WebhookRetention, { strict: false });
  await retention.purge();
  expect(await stored()).toHaveLength(3);
  test.clock.advance(3 * 24 * 3600_000 + 1000);
  await retention.purge();
  expect((await stored()).map(({ body }) => body)).toEqual([bytesOf(old)]);
});

it('S-47 logs that there was a webhook, and nothing of what it said', async () => {
  const canary = 'canary-4711';
  await postWebhook(test, anInbound({ wamid: `wamid.${canary}`, text: canary, timestamp: now(), name: canary }));
  await postWebhook(test, Buffer.from(`{"object":"${canary}"`));
  await postWebhook(test, aWebhook({ messages: [{ text: canary, type: canary }], [canary]: canary }));
  expect(test.logged.join('')).toContain('dead letters');
  expect(test.logged.join('')).not.toContain(canary);
});
