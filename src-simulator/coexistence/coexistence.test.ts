import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../testing/start.ts';

async function startWithSync(): Promise<Started & { sync: (type: unknown, number?: string) => Promise<Answer> }> {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const authorization = `Bearer ${started.simulator.tokens.current()}`;
  return {
    ...started,
    sync: (sync_type, number = started.clinic) =>
      started.post(`/v26.0/${number}/smb_app_data`, { messaging_product: 'whatsapp', sync_type }, { authorization }),
  };
}

it('syncs contacts and chats once each, within a day of onboarding', async () => {
  const { sync, post, clinic, shop, simulator } = await startWithSync();
  expect((await sync('history')).body.error.code).toBe(2593108);
  await post(`/_control/numbers/${clinic}`, { coexistence: true });
  expect((await sync('history')).body).toEqual({ messaging_product: 'whatsapp', request_id: expect.any(String) });
  expect((await sync('history')).body.error.code).toBe(2593107);
  expect((await sync('smb_app_state_sync')).status).toBe(200);
  expect((await sync('smb_app_state_sync')).body.error.code).toBe(2593107);
  await post(`/_control/numbers/${clinic}`, { coexistence: true });
  simulator.clock.advance(24 * 3_600_000 + 1);
  expect((await sync('history')).body.error.code).toBe(2593108);
  expect((await sync('history', shop)).body.error.code).toBe(100);
  expect((await sync('everything')).body.error.code).toBe(100);
});

it('tells the address book, without people whose numbers the company never saw', async () => {
  const { sync, post, clinic, simulator, receiver } = await startWithSync();
  await post(`/_control/numbers/${clinic}`, { coexistence: true });
  await sync('smb_app_state_sync');
  simulator.clock.advance(1000);
  const told = (): { value: { state_sync: { contact: { phone_number: string } }[] } }[] =>
    receiver.changes.filter(({ field }) => field === 'smb_app_state_sync');
  await receiver.until(() => told().length > 0);
  const contacts = told().flatMap(({ value }) => value.state_sync);
  const known = simulator.directory.named().filter(({ isInContactBook }) => isInContactBook);
  expect(contacts.map(({ contact }) => contact.phone_number)).toEqual(known.map(({ waId }) => waId));
  expect(contacts[0]).toEqual({
    type: 'contact',
    action: 'add',
    contact: { full_name: 'Alex Morgan', first_name: 'Alex', phone_number: '1234567890', user_id: known[0]?.userId },
    metadata: { timestamp: String(Date.parse('2026-11-20T09:00:00Z') / 1000) },
  });
});

it('tells the chats by age, both sides, files first as placeholders and then with their ids', async () => {
  const { sync, post, clinic, simulator, receiver, waId } = await startWithSync();
  await post(`/_control/numbers/${clinic}`, { coexistence: true });
  const write = (message: object, daysAgo: number): Promise<Answer> =>
    post('/_control/inbound', {
      waId,
      phoneNumberId: clinic,
      message,
      timestamp: Math.floor(simulator.clock.now() / 1000) - daysAgo * 86_400,
    });
  await write({ text: 'far too old' }, 200);
  await write({ text: 'last quarter' }, 100);
  await write({ text: 'last week' }, 7);
  await write({ type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } }, 0);
  const messageCount = receiver.changes.length;
  await receiver.until(() => receiver.messages().length === 4);
  await sync('history');
  simulator.clock.advance(1000);
  const told = (): { value: { history?: Value[]; messages?: Value[] } }[] =>
    receiver.changes.slice(messageCount).filter(({ field }) => field === 'history');
  await receiver.until(() => told().length === 4);
  const phases = told().flatMap(({ value }) => value.history ?? []);
  expect(phases.map(({ metadata }) => metadata)).toEqual([
    { phase: 0, chunk_order: 1, progress: 33 },
    { phase: 1, chunk_order: 1, progress: 67 },
    { phase: 2, chunk_order: 1, progress: 100 },
  ]);
  expect(
    phases.map(({ threads }) => threads[0].messages.map((message: Value) => [message.type, message.text?.body])),
  ).toEqual([[['media_placeholder', undefined]], [['text', 'last week']], [['text', 'last quarter']]]);
  expect(phases[0]?.threads[0]).toMatchObject({ id: waId, messages: [{ history_context: { status: 'DELIVERED' } }] });
  expect(told().at(-1)?.value.messages).toMatchObject([{ type: 'image', image: { id: '1' } }]);
});

// oxlint-disable-next-line typescript/no-explicit-any -- webhooks are read by path; a missing key fails the test
type Value = any;

it('tells that the owner of the phone declined', async () => {
  const { sync, post, clinic, simulator, receiver } = await startWithSync();
  await post(`/_control/numbers/${clinic}`, { coexistence: true, sharesHistory: false });
  await sync('history');
  simulator.clock.advance(1000);
  const told = (): object[] => receiver.changes.filter(({ field }) => field === 'history').map(({ value }) => value);
  await receiver.until(() => told().length === 1);
  expect(told()[0]).toMatchObject({ history: [{ errors: [{ code: 2593109 }] }] });
});
