import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';

const frozen = ['--clock-at', '2026-11-20T09:00:00Z'];
const statusNames = ({ receiver }: Started): string[] => receiver.statuses().map(({ status }) => status);

async function settle({ post }: Started, advanceMs = 1000): Promise<void> {
  await post('/_control/clock', { advanceMs });
  await post('/_control/webhooks/settle');
}

it.each(['wrong', 'missing'] as const)('signs webhooks with a signature that is %s', async (webhookSignature) => {
  const started = await start(frozen);
  const { post, receiver, write } = started;
  await post('/_control/faults', { webhookSignature });
  await write('hi');
  await settle(started);
  const [received] = receiver.posts;
  expect(received?.isSigned).toBe(false);
  const header = received?.headers['x-hub-signature-256'];
  if (webhookSignature === 'missing') expect(header).toBeUndefined();
  else expect(header).toMatch(/^sha256=[0-9a-f]{64}$/);
});

it('names another tenant’s number', async () => {
  const started = await start(frozen);
  await started.post('/_control/faults', { foreignPhoneNumberId: true });
  await started.write('hi');
  await settle(started);
  expect(started.receiver.changes.map(({ value }) => value.metadata.phone_number_id)).toEqual(['882555404932892']);
});

it('puts an update of an unknown field before every other', async () => {
  const started = await start([...frozen, '--webhook-batch', '10']);
  await started.post('/_control/faults', { unknownField: true });
  const wamid = await started.write('hi');
  await settle(started);
  expect(started.receiver.changes.map(({ field }) => field)).toEqual(['field_of_the_future', 'messages']);
  expect(started.receiver.messages()[0].id).toBe(wamid);
});

it('reports a message read that was never reported delivered', async () => {
  const started = await start(frozen);
  await started.post('/_control/faults', { dropStatuses: ['delivered'] });
  await started.sendText('1234567890', 'x');
  await settle(started);
  expect(statusNames(started)).toEqual(['sent', 'read']);
  expect((await started.get('/_control/ledger')).body.counts.statuses).toBe(3);
});

it('reports a message failed right after it was sent', async () => {
  const started = await start(frozen);
  await started.post('/_control/faults', { failAfterSent: 131053 });
  const sent = await started.sendText('1234567890', 'x');
  await settle(started);
  expect(statusNames(started)).toEqual(['sent', 'failed']);
  expect(started.receiver.statuses()[1]).toMatchObject({
    id: sent.body.messages[0].id,
    errors: [{ code: 131053 }],
  });
});

it('repeats updates of any field', async () => {
  const started = await start(frozen);
  const { post, receiver, write } = started;
  await post('/_control/faults', { webhookCopies: 3 });
  await write('hi');
  await post('/_control/webhooks/emit', { example: 'account_update/account_violation' });
  await settle(started);
  expect(receiver.changes.map(({ field }) => field).sort()).toEqual([
    ...Array.from({ length: 3 }, () => 'account_update'),
    ...Array.from({ length: 3 }, () => 'messages'),
  ]);
  expect((await started.get('/_control/ledger')).body.counts).toMatchObject({ inbound: 1, webhooks: 1 });
});

it('delays every update by the simulator’s clock', async () => {
  const started = await start(frozen);
  await started.post('/_control/faults', { webhookDelayMs: 7 * 86_400_000 });
  await started.write('late');
  await settle(started, 7 * 86_400_000 - 1);
  expect(started.receiver.posts).toHaveLength(0);
  await settle(started, 1);
  expect(started.receiver.messages()).toHaveLength(1);
});

it('loses some updates for good, and all on request', async () => {
  const started = await start(frozen);
  const { post, receiver, shop, waId } = started;
  const lose = async (webhookDropRate: number): Promise<number> => {
    const before = receiver.messages().length;
    await post('/_control/faults', { webhookDropRate });
    const message = { waId, phoneNumberId: shop, message: { text: 'x' } };
    await post('/_control/inbound/batch', { messages: Array.from({ length: 100 }, () => message), wait: true });
    return receiver.messages().length - before;
  };
  expect(await lose(1)).toBe(0);
  const kept = await lose(0.3);
  expect(kept).toBeGreaterThan(50);
  expect(kept).toBeLessThan(90);
  expect(await lose(0)).toBe(100);
});

it('sends nobody anything twice after switches are off again', async () => {
  const started = await start(frozen);
  const { post, del, receiver, write } = started;
  const all = { webhookCopies: 5, unknownField: true, foreignPhoneNumberId: true, webhookSignature: 'missing' };
  await post('/_control/faults', all);
  await del('/_control/faults');
  await write('hi');
  await settle(started);
  expect(receiver.posts.map(({ isSigned }) => isSigned)).toEqual([true]);
});

it('has switches on from the start', async () => {
  const started = await start(['--fault', 'errorCode=131056', '--fault', 'errorCount=1']);
  expect((await started.sendText('1234567890', 'x')).body.error.code).toBe(131056);
  expect((await started.sendText('1234567890', 'x')).status).toBe(200);
});

it('lets Graph answer late, the control API at once', async () => {
  const { sendText, get } = await start(['--fault', 'latencyMs=600000']);
  let isAnswered = false;
  void sendText('1234567890', 'x').then(
    () => (isAnswered = true),
    // The server is closed while the answer still waits.
    () => undefined,
  );
  for (let call = 0; call < 5; call++) expect((await get('/_control/ledger')).body.counts.sends).toBe(0);
  expect(isAnswered).toBe(false);
});

it('makes media vanish', async () => {
  const { post, get, shop, waId, receiver, simulator } = await start();
  await post('/_control/inbound', { waId, phoneNumberId: shop, message: { kind: 'image' } });
  await receiver.until(() => receiver.messages().length === 1);
  const { id, url } = receiver.messages()[0].image;
  const authorization = `Bearer ${simulator.tokens.current()}`;
  expect((await get(`/${id}`, { authorization })).status).toBe(200);
  await post('/_control/faults', { mediaMissing: true });
  expect((await get(`/${id}`, { authorization })).body.error.code).toBe(100);
  expect((await fetch(url, { headers: { authorization } })).status).toBe(404);
});

it('pauses and unpauses templates until it is switched off, with all digits of their ids', async () => {
  const started = await start([...frozen, '--fault', 'templateFlipMs=60000']);
  const { receiver, simulator, del } = started;
  const wabaId = simulator.company.wabas[0]!.id;
  const template = simulator.templates.list(wabaId).find(({ status }) => status === 'APPROVED')!;
  const events = (): string[] =>
    receiver.changes.flatMap((change) => (change.wabaId === wabaId ? [change.value.event] : []));
  await settle(started, 60_000);
  expect([template.status, events()]).toEqual(['PAUSED', ['PAUSED']]);
  expect(receiver.posts.some(({ raw }) => raw.includes(`"message_template_id":${template.id},`))).toBe(true);
  await settle(started, 120_000);
  expect(events()).toEqual(['PAUSED', 'APPROVED', 'PAUSED']);
  await del('/_control/faults');
  await settle(started, 600_000);
  expect([template.status, events()]).toEqual(['APPROVED', ['PAUSED', 'APPROVED', 'PAUSED', 'APPROVED']]);
});
