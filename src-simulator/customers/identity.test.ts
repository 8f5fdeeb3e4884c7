import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';
import type { Value } from '../testing/receiver.ts';

const hidden = '13035550162';
const day = 86_400_000;
const frozen = ['--clock-at', '2026-11-20T09:00:00Z'];

async function settle({ post }: Started): Promise<void> {
  await post('/_control/clock', { advanceMs: 1000 });
  await post('/_control/webhooks/settle');
}

/** The customer writes to the shop; the webhook's value. */
async function written(started: Started, waId: string): Promise<Value> {
  const wamid = await started.write('hello', waId);
  await settle(started);
  return started.receiver.changes.find(({ value }) => value.messages?.[0]?.id === wamid)?.value;
}

it('has people of whom only a username is known', async () => {
  const { get } = await start();
  const { customers } = (await get('/_control/customers')).body;
  const nameless = customers.filter(
    (person: { username: string | null; isInContactBook: boolean }) =>
      person.username !== null && !person.isInContactBook,
  );
  expect(nameless).toHaveLength(4);
});

it('leaves the phone number out of all webhooks about somebody with a username whom nobody knows', async () => {
  const started = await start();
  const { receiver, post, simulator, shop } = started;
  const wamid = await started.write('hello', hidden);
  await receiver.until(() => receiver.messages().length === 1);
  const { userId, name, username } = simulator.directory.find(hidden)!;
  expect(receiver.changes[0]?.value).toMatchObject({
    contacts: [{ profile: { name, username }, user_id: userId }],
    messages: [{ from_user_id: userId, id: wamid }],
  });
  const answer = await post(
    `/${shop}/messages`,
    { messaging_product: 'whatsapp', recipient: userId, text: { body: 'hi' } },
    { authorization: `Bearer ${simulator.tokens.current()}` },
  );
  expect(answer.body.contacts).toEqual([{ input: userId, user_id: userId }]);
  await receiver.until(() => receiver.statuses().length === 3);
  for (const status of receiver.statuses()) expect(status.recipient_user_id).toBe(userId);
  expect(receiver.changes.slice(1).map(({ value }) => value.contacts[0].profile.username)).toEqual([
    undefined,
    username,
    username,
  ]);
  expect(receiver.posts.map(({ raw }) => raw.toString()).join('')).not.toMatch(/"(wa_id|from|recipient_id)"/);
});

it('shows the number for 30 days after an exchange when the contact book is no help', async () => {
  const started = await start(frozen);
  const { post, waId } = started;
  await post('/_control/customers/identity', { waId, username: 'dana.w' });
  expect((await written(started, waId)).messages[0].from).toBe(waId);
  await post('/_control/customers/identity', { waId, isInContactBook: false });
  expect((await written(started, waId)).messages[0].from).toBeUndefined();
  const own = { kind: 'own_contact' };
  const answer = await post('/_control/inbound', { waId, phoneNumberId: started.shop, message: own });
  await settle(started);
  expect(started.receiver.messages().at(-1)).toMatchObject({ id: answer.body.wamid, from: waId, type: 'contacts' });
  expect((await written(started, waId)).contacts[0].wa_id).toBe(waId);
});

it('forgets an exchange by phone number after 30 days', async () => {
  const started = await start(frozen);
  const { post, simulator } = started;
  const customer = simulator.directory.find(hidden)!;
  customer.phoneKnownAt[started.shop] = simulator.clock.now();
  expect((await written(started, hidden)).messages[0].from).toBe(hidden);
  await post('/_control/clock', { advanceMs: 29 * day });
  expect((await written(started, hidden)).messages[0].from).toBe(hidden);
  await post('/_control/clock', { advanceMs: 30 * day });
  expect((await written(started, hidden)).messages[0].from).toBeUndefined();
});

it('tells a new number by a system message without contacts, and reaches the person under the new id', async () => {
  const started = await start(frozen);
  const { post, receiver, simulator, waId, sendText } = started;
  await written(started, waId);
  const { userId: before } = simulator.directory.find(waId)!;
  const moved = await post('/_control/customers/identity', { waId, newWaId: '12025550199' });
  await settle(started);
  const { userId } = moved.body;
  expect(userId).not.toBe(before);
  const { value } = receiver.changes.at(-1)!;
  expect(value.contacts).toBeUndefined();
  expect(value.messages).toEqual([
    {
      from: waId,
      id: expect.stringMatching(/^wamid\./),
      timestamp: expect.any(String),
      type: 'system',
      system: {
        type: 'user_changed_number',
        body: `User Dana Whitfield changed from ${waId} to 12025550199`,
        wa_id: '12025550199',
        user_id: userId,
        previous_user_id: before,
      },
    },
  ]);
  expect((await sendText('12025550199', 'still open')).body.contacts[0].wa_id).toBe('12025550199');
  await settle(started);
  expect(receiver.statuses().at(-1)).toMatchObject({ recipient_id: '12025550199', recipient_user_id: userId });
  expect(simulator.directory.find(waId)).toBeUndefined();
});

it('names only ids when a hidden person moves, without the previous one and by the older field on request', async () => {
  const started = await start(frozen);
  const { post, receiver, simulator } = started;
  await written(started, hidden);
  await post('/_control/customers/identity', { waId: hidden, hasParent: true });
  const before = { ...simulator.directory.find(hidden)! };
  const { body: after } = await post('/_control/customers/identity', {
    userId: before.userId,
    newWaId: '13035550199',
    toldBy: 'both',
    withPrevious: false,
  });
  await settle(started);
  const [system, update] = receiver.changes.slice(-2);
  expect(system?.value.messages[0]).toEqual({
    id: expect.any(String),
    timestamp: expect.any(String),
    type: 'system',
    system: {
      type: 'user_changed_user_id',
      body: `User Marcus Oyelaran changed from ${before.userId} to ${after.userId}`,
      user_id: after.userId,
      parent_user_id: after.parentUserId,
    },
  });
  expect(after.parentUserId).toMatch(/^US\.ENT\.\d{20}$/);
  expect(update).toMatchObject({
    field: 'user_id_update',
    value: {
      user_id_update: [
        {
          user_id: { previous: before.userId, current: after.userId },
          parent_user_id: { previous: before.parentUserId, current: after.parentUserId },
        },
      ],
    },
  });
  expect(JSON.stringify([system, update])).not.toContain('wa_id');
  const taken = await post('/_control/customers/identity', { userId: after.userId, newWaId: started.waId });
  expect(taken.status).toBe(409);
});

it('tells a new identity key and a stop and resume of marketing', async () => {
  const started = await start(frozen);
  const { post, receiver, shop, simulator, waId } = started;
  expect((await written(started, waId)).contacts[0].identity_key_hash).toBeUndefined();
  simulator.nodes.stateOf(simulator.nodes.findNumber(shop)!).settings.isIdentityCheckOn = true;
  expect((await written(started, waId)).contacts[0].identity_key_hash).toBe(
    simulator.directory.find(waId)!.identityHash,
  );
  const { identityHash } = (await post('/_control/customers/identity', { waId, newKey: true })).body;
  await settle(started);
  expect(receiver.messages().at(-1)).toMatchObject({
    type: 'system',
    system: { type: 'customer_identity_changed' },
    identity: { acknowledged: false, hash: identityHash },
  });
  for (const value of ['stop', 'resume']) {
    const answer = await post('/_control/customers/preferences', { waId, phoneNumberId: shop, value });
    expect(answer.body).toEqual({ isOptedOut: value === 'stop' });
    await settle(started);
    expect(receiver.changes.at(-1)).toMatchObject({
      field: 'user_preferences',
      value: {
        contacts: [{ wa_id: waId }],
        user_preferences: [{ wa_id: waId, category: 'marketing_messages', value, timestamp: expect.any(Number) }],
      },
    });
  }
});

it('lets a customer block the business, whose messages then do not arrive, until they write again', async () => {
  const started = await start(frozen);
  const { post, receiver, shop, waId, sendText } = started;
  await written(started, waId);
  await post('/_control/customers/block', { waId, phoneNumberId: shop });
  await sendText(waId, 'hello?');
  await settle(started);
  expect(receiver.statuses().at(-1)).toMatchObject({ status: 'failed', errors: [{ code: 131026 }] });
  await written(started, waId);
  await sendText(waId, 'welcome back');
  await settle(started);
  expect(receiver.statuses().at(-1).status).toBe('read');
});
