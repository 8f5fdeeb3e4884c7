import { expect, it, onTestFinished } from 'vitest';
import { createCompany } from '../company/company.ts';
import { readOptions } from '../options.ts';
import { serve } from '../server.ts';
import { createSimulator } from '../simulator.ts';
import { type Receiver, startReceiver, type Value } from '../testing/receiver.ts';

const args = ['--seed', '7', '--clock-at', '2026-11-20T09:00:00Z', '--status-delays', '300,900,4000', '--live'];

/** Plays a fixed list of calls, one after the other, on a fresh simulator; gives its ledger as the text that was sent. */
async function play(receiver: Receiver): Promise<string> {
  const server = await serve(() => createSimulator(readOptions(args)), '/nowhere');
  const simulator = server.simulator();
  const { company } = simulator;
  const [shop, hotel, clinic] = company.wabas.flatMap(({ numbers }) => numbers.map(({ id }) => id));
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const call = async (method: string, path: string, body?: object): Promise<Value> => {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: Value = await response.json();
    await fetch(`${server.url}/_control/webhooks/settle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return answer;
  };
  const control = (path: string, body: object): Promise<Value> => call('POST', `/_control/${path}`, body);
  const pass = (advanceMs: number): Promise<Value> => control('clock', { advanceMs });
  const send = async (to: object, type: string, content: object): Promise<string> =>
    (await call('POST', `/v26.0/${shop}/messages`, { messaging_product: 'whatsapp', ...to, type, [type]: content }))
      .messages?.[0].id;

  for (const { id } of company.wabas) {
    await control('subscriptions', { wabaId: id, callbackUrl: receiver.url, verifyToken: company.verifyToken });
  }
  await control('history', { messagesPerCustomer: 4 });
  const dana = { waId: '12025550117', phoneNumberId: shop };
  const act = (message: object): Promise<Value> => control('inbound', { ...dana, message });
  for (const kind of ['image', 'voice', 'document', 'sticker', 'video', 'unsupported', 'own_contact'])
    await act({ kind });
  const first = (await act({ kind: 'text', text: 'Hello 👋', referral: true })).wamid;
  await act({ kind: 'edit', messageId: first, text: 'Hello there' });
  const question = await send({ to: `+${dana.waId}` }, 'interactive', {
    type: 'button',
    body: { text: 'Which one?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
  });
  await pass(10_000);
  await act({ kind: 'tap', messageId: question, label: 'A' });
  await act({ kind: 'reaction', messageId: question, emoji: '🎉' });
  await send({ to: '+4790000001' }, 'text', { body: 'Nobody' });
  const hidden = simulator.directory.find('13035550162')!.userId;
  await control('inbound', { userId: hidden, phoneNumberId: shop, message: { text: 'no number' } });
  await send({ recipient: hidden }, 'text', { body: 'Hello you' });
  await send({ to: dana.waId }, 'text', { body: 'x'.repeat(5000) });
  await pass(60_000);
  await control('customers/identity', { waId: dana.waId, newWaId: '12025550199', toldBy: 'both', hasParent: true });
  await control('customers/preferences', { waId: '447700900123', phoneNumberId: hotel, value: 'stop' });
  await control('customers/block', { waId: '14165550134', phoneNumberId: shop });
  await send({ to: '+14165550134' }, 'text', { body: 'Are you there?' });
  await control('webhooks/emit', { example: 'account_update/account_violation' });
  await control('webhooks/emit', { example: 'history/media_placeholder', phoneNumberId: clinic });
  await control('faults', { statusOrder: 'shuffled', statusCopies: 2, reorderWindow: 7, webhookDropRate: 0.1 });
  for (let index = 0; index < 5; index++) await send({ to: '1234567890' }, 'text', { body: `message ${index}` });
  await pass(60_000);
  await call('DELETE', '/_control/faults');
  receiver.answerWith((_post, count) => (count % 5 === 0 ? 503 : 200));
  await pass(20 * 60_000);
  receiver.answerWith(() => 200);
  await control('customers/live', { on: false });
  await pass(25 * 3_600_000);
  await send({ to: '+447700900123' }, 'text', { body: 'Too late' });
  await pass(60_000);
  await call('POST', `/${clinic}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: '+49' }] });
  await call('POST', `/${shop}/whatsapp_business_profile`, { messaging_product: 'whatsapp', about: 'Open till six' });
  const ledger = await (await fetch(`${server.url}/_control/ledger`)).text();
  await server.close();
  return ledger;
}

it('does the same twice for the same seed, clock and calls: the whole ledger is byte for byte the same text', async () => {
  const receiver = await startReceiver(createCompany('7'));
  onTestFinished(() => receiver.close());
  const first = await play(receiver);
  receiver.posts.length = 0;
  expect(await play(receiver)).toBe(first);
  const { counts } = JSON.parse(first);
  for (const kind of ['sends', 'inbound', 'statuses', 'history', 'webhooks', 'deliveries', 'changes', 'refusals']) {
    expect([kind, counts[kind] > 0]).toEqual([kind, true]);
  }
}, 30_000);
