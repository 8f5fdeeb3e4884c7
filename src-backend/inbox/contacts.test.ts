import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Contact } from '#shared/contact.ts';
import type { Conversation } from '#shared/conversation.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { connectNumber, messagesOf, postWebhook, synced } from '../testing/test-inbox.ts';
import { aWebhook } from '../testing/webhook-bodies.ts';
import { findRecipient } from './contacts.repository.ts';

let test: TestApp;
let maya: SignedIn;
let count = 0;

beforeEach(async () => {
  test = await TestApp.start();
  const tenantId = await test.addTenant();
  await connectNumber(test, tenantId);
  maya = await test.signIn(tenantId, 'agent');
});
afterEach(() => test.close());

const now = () => Math.floor(test.clock.now() / 1000);

/** A message as Meta sends it for a person it names in these ways. */
async function write(ids: { phone?: string; bsuid?: string; username?: string; name?: string }): Promise<void> {
  const { phone, bsuid, username, name } = ids;
  const profile = { ...(name === undefined ? {} : { name }), ...(username === undefined ? {} : { username }) };
  const body = aWebhook({
    contacts: [
      {
        profile,
        ...(phone === undefined ? {} : { wa_id: phone }),
        ...(bsuid === undefined ? {} : { user_id: bsuid }),
      },
    ],
    messages: [
      {
        ...(phone === undefined ? {} : { from: phone }),
        ...(bsuid === undefined ? {} : { from_user_id: bsuid }),
        id: `wamid.${count++}`,
        timestamp: String(now()),
        type: 'text',
        text: { body: 'x' },
      },
    ],
  });
  expect((await postWebhook(test, body)).status).toBe(200);
}

const contacts = async () => (await synced(test, maya)).of<Contact>('contact');
const conversations = async () => (await synced(test, maya)).of<Conversation>('conversation');
/** Each person's aliases, a person being what is not merged into another. */
async function people(): Promise<string[][]> {
  const all = await contacts();
  return all
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id }) => all.filter((contact) => contact.id === id || contact.mergedInto === id))
    .map((merged) => merged.flatMap(({ aliases }) => aliases.map(({ kind, value }) => `${kind} ${value}`)).toSorted());
}

it.each([
  ['Brazilian', '551187654321', '5511987654321'],
  ['Mexican', '525512345678', '5215512345678'],
  ['Argentinian', '541123456789', '5491123456789'],
])('a %s phone is one person in both of its written forms', async (_country, one, other) => {
  for (const phone of [one, other, one]) await write({ phone });
  expect(await contacts()).toHaveLength(1);
  expect(await conversations()).toMatchObject([{ inboundCount: 3 }]);
});

it('answers go to the number as WhatsApp last wrote it', async () => {
  await write({ phone: '551187654321' });
  const [contact] = await contacts();
  const recipient = () => findRecipient(test.db, maya.tenantId, contact?.id ?? '', '102290129340398');
  expect(await recipient()).toEqual({ to: '+551187654321' });
  test.clock.advance(2 * 24 * 3600_000);
  await write({ phone: '5511987654321' });
  expect(await recipient()).toEqual({ to: '+5511987654321' });
});

it('a person first known by phone, then by both, then by business-scoped id alone, is one', async () => {
  await write({ phone: '16505551234' });
  await write({ phone: '16505551234', bsuid: 'US.1' });
  await write({ bsuid: 'US.1', username: 'ada' });
  expect(await people()).toEqual([['bsuid US.1', 'phone 16505551234', 'username ada']]);
  expect(await conversations()).toMatchObject([{ inboundCount: 3 }]);
});

it('ruling 45: two contacts that turn out to be one person are linked, no row is moved', async () => {
  await write({ phone: '16505551234' });
  await write({ bsuid: 'US.1' });
  expect(await people()).toHaveLength(2);
  const before = (await messagesOf(test, maya)).map(({ conversationId }) => conversationId);
  await write({ phone: '16505551234', bsuid: 'US.1' });
  expect(await people()).toEqual([['bsuid US.1', 'phone 16505551234']]);
  const after = await messagesOf(test, maya);
  expect(after.slice(0, 2).map(({ conversationId }) => conversationId)).toEqual(before);
  // Both lead to the same thread from now on.
  await write({ bsuid: 'US.1' });
  await write({ phone: '16505551234' });
  const all = await messagesOf(test, maya);
  expect(new Set(all.slice(2).map(({ conversationId }) => conversationId))).toEqual(new Set([before[0]]));
});

it('a phone number that the phone company gave to somebody else does not open the former owner’s thread', async () => {
  await write({ phone: '16505551234', bsuid: 'US.1', name: 'Ada' });
  await write({ phone: '16505551234', bsuid: 'US.2', name: 'Ben' });
  expect((await people()).toSorted()).toEqual([['bsuid US.1'], ['bsuid US.2', 'phone 16505551234']]);
  const threads = (await messagesOf(test, maya)).map(({ conversationId }) => conversationId);
  expect(new Set(threads).size).toBe(2);
  await write({ phone: '16505551234' });
  expect((await messagesOf(test, maya)).at(-1)?.conversationId).toBe(threads[1]);
});

it('a person who changes their number stays the same person', async () => {
  await write({ phone: '16505551234', bsuid: 'US.1', name: 'Ada' });
  const system = { type: 'user_changed_number', wa_id: '16505559999', user_id: 'US.2', previous_user_id: 'US.1' };
  const message = { from: '16505551234', id: 'wamid.system', timestamp: String(now()), type: 'system', system };
  for (let copy = 0; copy < 2; copy++) await postWebhook(test, aWebhook({ messages: [message] }));
  await write({ phone: '16505559999', bsuid: 'US.2' });
  expect(await people()).toEqual([['bsuid US.1', 'bsuid US.2', 'phone 16505551234', 'phone 16505559999']]);
  expect(await conversations()).toMatchObject([{ inboundCount: 2 }]);
});

it('a business-scoped id means a person only within its business account', async () => {
  await write({ bsuid: 'US.1' });
  await connectNumber(test, maya.tenantId, { phoneNumberId: '222222222', wabaId: '999999999' });
  const text = { from_user_id: 'US.1', id: 'wamid.x', timestamp: String(now()), type: 'text', text: { body: 'x' } };
  await postWebhook(test, aWebhook({ messages: [text] }, 'messages', '222222222'));
  expect(await people()).toEqual([['bsuid US.1'], ['bsuid US.1']]);
});

it('takes the newest name a customer gives themselves, and keeps it when a message has none', async () => {
  await write({ phone: '16505551234', name: 'Ada' });
  await write({ phone: '16505551234', name: '  Ada L.  ' });
  await write({ phone: '16505551234' });
  expect(await contacts()).toMatchObject([{ name: 'Ada L.', version: 2 }]);
});

it('a busy customer costs no change of their contact with every message', async () => {
  for (let n = 0; n < 5; n++) {
    await write({ phone: '16505551234', bsuid: 'US.1', username: 'ada', name: 'Ada' });
    test.clock.advance(60_000);
  }
  expect(await contacts()).toMatchObject([{ version: 1 }]);
  test.clock.advance(24 * 3600_000);
  maya = { ...maya, ...(await test.login(maya.email)) };
  await write({ phone: '16505551234', bsuid: 'US.1', username: 'ada', name: 'Ada' });
  expect(await contacts()).toMatchObject([{ version: 2 }]);
});

it('one contact has one conversation per account', async () => {
  await connectNumber(test, maya.tenantId, { phoneNumberId: '222222222' });
  await write({ phone: '16505551234' });
  const text = { from: '16505551234', id: 'wamid.x', timestamp: String(now()), type: 'text', text: { body: 'x' } };
  await postWebhook(test, aWebhook({ messages: [text] }, 'messages', '222222222'));
  expect(await contacts()).toHaveLength(1);
  expect(new Set((await conversations()).map(({ accountId }) => accountId)).size).toBe(2);
});
