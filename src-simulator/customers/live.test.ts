import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';

const frozen = ['--clock-at', '2026-11-20T09:00:00Z', '--live', '--status-delays', '100,100,100', '--read-rate', '0'];

async function firstMessage({ post, receiver }: Started): Promise<{ from: string; phoneNumberId: string }> {
  await post('/_control/clock', { advanceMs: 3000 });
  await receiver.until(() => receiver.messages().length > 0);
  return { from: receiver.messages()[0].from, phoneNumberId: receiver.changes[0]?.value.metadata.phone_number_id };
}

it('lets a customer write within seconds and react to the answer, reading it first', async () => {
  const started = await start(frozen);
  const { post, receiver, simulator } = started;
  const { from, phoneNumberId } = await firstMessage(started);
  const ofCustomer = (): string[] => receiver.messages().flatMap((m) => (m.from === from ? [m.id] : []));
  await post('/_control/clock', { advanceMs: 20_000 });
  const before = ofCustomer().length;
  const authorization = `Bearer ${simulator.tokens.current()}`;
  await post(
    `/${phoneNumberId}/messages`,
    { messaging_product: 'whatsapp', to: `+${from}`, text: { body: 'Let me see' } },
    { authorization },
  );
  await post('/_control/clock', { advanceMs: 25_000 });
  await receiver.until(
    () => ofCustomer().length > before && receiver.statuses().some(({ status }) => status === 'read'),
  );
  expect(simulator.live.state().on).toBe(true);
});

it('keeps quiet while nobody has subscribed, and when switched off', async () => {
  const { post, simulator, receiver } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  await post('/_control/clock', { advanceMs: 600_000 });
  expect(simulator.ledger.counts().inbound).toBe(0);
  expect((await post('/_control/customers/live', { on: true, everyMs: 1000 })).body.on).toBe(true);
  await post('/_control/clock', { advanceMs: 5000 });
  await receiver.until(() => receiver.messages().length > 0);
  await post('/_control/customers/live', { on: false });
  const written = simulator.ledger.counts().inbound;
  await post('/_control/clock', { advanceMs: 3_600_000 });
  expect(simulator.ledger.counts().inbound).toBe(written);
});

it('begins no more than eight conversations that nobody answers', async () => {
  const { post, simulator } = await start([...frozen]);
  await post('/_control/customers/live', { on: true, everyMs: 100 });
  await post('/_control/clock', { advanceMs: 60_000 });
  expect(simulator.live.state().conversations).toBe(8);
});

it('leaves the customer alone whose phone somebody has on screen', async () => {
  const { post, simulator, receiver } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  for (const { waId } of simulator.directory.named()) simulator.presence.enter(waId);
  await post('/_control/customers/live', { on: true, everyMs: 100 });
  await post('/_control/clock', { advanceMs: 60_000 });
  expect(simulator.ledger.counts().inbound).toBe(0);
  simulator.presence.leave('12025550117');
  await post('/_control/clock', { advanceMs: 10_000 });
  await receiver.until(() => receiver.messages().length > 0);
  expect(new Set(receiver.messages().map(({ from }) => from))).toEqual(new Set(['12025550117']));
});
