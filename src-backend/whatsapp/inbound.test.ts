import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Contact } from '#shared/contact.ts';
import { closesAt } from '#shared/service-window.ts';
import { findLastInboundWamid } from '../inbox/messages.repository.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, conversationsOf, messagesOf, postWebhook, synced } from '../testing/test-inbox.ts';
import { aWebhook } from '../testing/webhook-bodies.ts';
import { ada, at, webhookExamples } from '../testing/webhook-examples.ts';

// What becomes of the kinds of webhooks, beyond what `mapWebhook` reads in them.

let test: TestApp;
let maya: SignedIn;

beforeEach(async () => {
  test = await TestApp.start();
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
});
afterEach(() => test.close());

type Name = keyof typeof webhookExamples;
async function post(...names: Name[]): Promise<void> {
  for (const name of names) expect((await postWebhook(test, webhookExamples[name])).status).toBe(200);
}
const contacts = async () => (await synced(test, maya)).of<Contact>('contact');
const endOfSecond = at * 1000 + 999;

it.each([
  ['before its file', ['history', 'historyFile']],
  ['after its file', ['historyFile', 'history']],
] as const)('a placeholder of imported history that comes %s ends as the picture', async (_when, names) => {
  await post(...names, ...names);
  const picture = (await messagesOf(test, maya)).filter(({ wamid }) => wamid === 'wamid.old-1');
  expect(picture).toMatchObject([{ content: { type: 'media', kind: 'image' }, inboundNo: null }]);
  expect(await conversationsOf(test, maya)).toMatchObject([{ inboundCount: 0, windowClosesAt: null }]);
});

it('a customer’s call is one line that follows its progress, waits for an answer and opens the window', async () => {
  await post('callConnect');
  expect(await messagesOf(test, maya)).toMatchObject([{ content: { kind: 'call_started' }, inboundNo: 1, version: 1 }]);
  await post('callEnd', 'callConnect', 'callEnd');
  expect(await messagesOf(test, maya)).toMatchObject([
    { content: { kind: 'call_ended', text: 'Incoming call, 1:35' }, inboundNo: 1, version: 2 },
  ]);
  expect(await conversationsOf(test, maya)).toMatchObject([
    { inboundCount: 1, waitingSince: endOfSecond, windowClosesAt: closesAt(endOfSecond) },
  ]);
});

it('a call of ours opens the window when the customer takes it, not before', async () => {
  await post('callRinging');
  expect(await conversationsOf(test, maya)).toMatchObject([{ windowClosesAt: null }]);
  await post('callAccepted');
  expect(await messagesOf(test, maya)).toMatchObject([{ direction: 'outbound', content: { kind: 'call_accepted' } }]);
  expect(await conversationsOf(test, maya)).toMatchObject([{ windowClosesAt: closesAt(endOfSecond) }]);
});

it('notices of WhatsApp are lines of the thread that open no window and are nobody’s unread message', async () => {
  await post('identityChanged', 'welcome', 'handover');
  const lines = await messagesOf(test, maya);
  expect(lines.map(({ content, inboundNo }) => [content.type, inboundNo])).toEqual(lines.map(() => ['system', null]));
  expect(lines).toHaveLength(3);
  expect(await conversationsOf(test, maya)).toMatchObject([
    { inboundCount: 0, windowClosesAt: null, waitingSince: null },
  ]);
});

it('a receipt names the last message of the customer, no call and no notice of ours', async () => {
  await post('text', 'callMissed', 'handover');
  const [conversation] = await conversationsOf(test, maya);
  expect(await findLastInboundWamid(test.db, maya.tenantId, conversation?.id ?? '')).toBe('wamid.text');
});

it('what another responder answers is in the thread and counts as an answer', async () => {
  await post('standby');
  expect(await messagesOf(test, maya)).toMatchObject([
    { direction: 'inbound', content: { text: 'A robot?' } },
    { direction: 'outbound', origin: { kind: 'echo' }, delivery: { seen: { read: (at + 2) * 1000 } } },
  ]);
  expect(await conversationsOf(test, maya)).toMatchObject([{ waitingSince: null }]);
});

it('a changed number is said in the thread of the person, who stays the same one, in either form of the news', async () => {
  await post('text', 'numberChanged', 'idUpdate', 'numberChanged', 'idUpdate');
  expect(await contacts()).toHaveLength(1);
  const lines = await messagesOf(test, maya);
  expect(lines.map(({ content }) => content.type)).toEqual(['text', 'system', 'system']);
  expect(await conversationsOf(test, maya)).toHaveLength(1);
});

it('news of a changed number that come before the first message find the person all the same', async () => {
  await post('numberChanged', 'text');
  expect(await contacts()).toHaveLength(1);
  // The new number is the way to reach them, although the old one was seen in a message that came later.
  const [contact] = await contacts();
  const seen = new Map(contact?.aliases.map(({ value, seenAt }) => [value, seenAt]));
  expect(seen.get('16505559999')).toBeGreaterThan(seen.get(ada.waId) ?? Infinity);
});

it('an older message does not take a phone from whom it belongs to by now', async () => {
  const write = (id: string, bsuid: string, timestamp: number) =>
    aWebhook({
      contacts: [{ wa_id: ada.waId, user_id: bsuid }],
      messages: [
        { from: ada.waId, from_user_id: bsuid, id, timestamp: String(timestamp), type: 'text', text: { body: id } },
      ],
    });
  await postWebhook(test, write('wamid.new-owner', 'US.2', at + 100));
  await postWebhook(test, write('wamid.old-owner', 'US.1', at));
  const owner = (await contacts()).find(({ aliases }) => aliases.some(({ value }) => value === ada.waId));
  expect(owner?.aliases.map(({ value }) => value).toSorted()).toEqual([ada.waId, 'US.2']);
});

it('the phone’s address book names people who have no name of their own, and takes nobody away', async () => {
  await post('addressBook');
  expect(await contacts()).toMatchObject([{ name: 'Dana Whitfield', aliases: [{ value: '12025550143' }] }]);
  await post('text');
  const entry = { full_name: 'My best customer', phone_number: ada.waId };
  const sync = { type: 'contact', action: 'add', contact: entry, metadata: { timestamp: String(at + 1) } };
  await postWebhook(test, aWebhook({ state_sync: [sync] }, 'smb_app_state_sync'));
  expect((await contacts()).map(({ name }) => name).toSorted()).toEqual(['Ada', 'Dana Whitfield']);
});

it('a message tells which advertisement brought the customer', async () => {
  await post('advertisement', 'forwarded');
  const messages = await messagesOf(test, maya);
  expect(messages).toMatchObject([{ referral: { sourceId: '120', headline: 'Lamps' } }, { forwarded: 'often' }]);
});

it('an answer finds what it quotes, also when that comes later', async () => {
  await post('quote');
  expect(await messagesOf(test, maya)).toMatchObject([{ replyTo: null }]);
  await post('text');
  const messages = await messagesOf(test, maya);
  const quoted = messages.find(({ wamid }) => wamid === 'wamid.text');
  expect(messages.find(({ wamid }) => wamid !== 'wamid.text')?.replyTo).toBe(quoted?.id);
});

it('what a status costs is kept with it', async () => {
  await post('echoText', 'statusSent');
  const [status] = await test.db.selectFrom('statusEvent').select('pricing').execute();
  const price = { type: 'regular', category: 'authentication_international' };
  expect(JSON.parse(status?.pricing ?? '')).toEqual(price);
  expect(await messagesOf(test, maya)).toMatchObject([{ delivery: { price } }]);
});

it('what a status costs is told also when the message becomes known after it', async () => {
  await post('statusSent', 'echoText');
  expect(await messagesOf(test, maya)).toMatchObject([{ delivery: { price: { type: 'regular' } } }]);
});
