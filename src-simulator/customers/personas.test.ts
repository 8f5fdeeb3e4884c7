import { expect, it } from 'vitest';
import { type Persona, personas, type Step } from '../dialogues/persona.ts';
import { start, type Started } from '../testing/start.ts';

const minute = 60_000;
const examples = ['1234567890', '919876543220'];

/** Plays a persona to the end against a business that answers within ten minutes, with a question and a button. */
async function live(started: Started, persona: Persona): Promise<void> {
  const { post, simulator, shop, hotel, clinic } = started;
  const phoneNumberId = { shop, hotel, clinic, any: clinic }[persona.trade];
  const number = simulator.nodes.findNumber(phoneNumberId)!;
  const customer = simulator.directory
    .named()
    .find(
      ({ language, username, key }) => language === persona.language && username === null && !examples.includes(key),
    )!;
  const play = { waId: customer.waId, phoneNumberId, persona: persona.name };
  expect((await post('/_control/customers/play', play)).body).toEqual({ success: true });
  expect((await post('/_control/customers/play', play)).status).toBe(409);
  const thread = simulator.threads.find(number, customer)!;
  for (let turn = 0; simulator.player.isPlaying(thread) && turn < 400; turn++) {
    simulator.clock.advance(10 * minute);
    if (thread.messages.at(-1)?.direction === 'outbound') continue;
    const action = { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] };
    await post(
      `/${phoneNumberId}/messages`,
      {
        messaging_product: 'whatsapp',
        recipient: customer.userId,
        type: 'interactive',
        interactive: { type: 'button', body: { text: 'Would that suit you?' }, action },
      },
      { authorization: `Bearer ${simulator.tokens.current()}` },
    );
    await post('/_control/webhooks/settle');
  }
  expect(simulator.player.isPlaying(thread)).toBe(false);
  expect(customer.readRate).toBe(1);
  await post('/_control/webhooks/settle');
}

/** The type of message that a step makes; null for what makes none. */
function typeOf(step: Step): string | null {
  if (typeof step === 'string' || 'quote' in step) return 'text';
  if ('react' in step) return 'reaction';
  if ('tap' in step) return 'interactive';
  if ('edit' in step) return 'edit';
  if ('act' in step) return step.act.kind === 'voice' ? 'audio' : step.act.kind;
  if ('deed' in step) return deeds[step.deed] ?? null;
  return null;
}

const deeds: Record<string, string> = {
  'revoke last': 'revoke',
  'take a new number': 'system',
  'get a new phone': 'system',
};

it.each(personas)('$name: tells the whole story in its order', async (persona) => {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  await live(started, persona);
  const told = started.receiver.messages().map(({ type }) => type);
  expect(told).toEqual(persona.steps.flatMap((step) => typeOf(step) ?? []));
});

it('covers the trades, six languages, and all that people do', () => {
  const steps = personas.flatMap((persona) => persona.steps);
  expect(new Set(personas.map(({ trade }) => trade))).toEqual(new Set(['shop', 'hotel', 'clinic', 'any']));
  expect(new Set(personas.map(({ language }) => language)).size).toBe(6);
  expect(new Set(steps.flatMap((step) => (typeof step === 'object' && 'deed' in step ? [step.deed] : []))).size).toBe(
    6,
  );
  expect(steps.some((step) => typeof step === 'string' && step.length > 1500)).toBe(true);
  expect(personas.some(({ readsAfterMs }) => readsAfterMs >= 60 * minute)).toBe(true);
});

it('leaves a late reader’s messages unread for hours, and one who comes back opens the window again', async () => {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  await live(
    started,
    personas.find(({ name }) => name === 'reads hours later')!,
  );
  const [delivered, read] = ['delivered', 'read'].map((name) =>
    Number(started.receiver.statuses().find(({ status }) => status === name).timestamp),
  );
  expect(read! - delivered!).toBeGreaterThan(2 * 3600);
});

it('ends in a block: what the business then sends does not arrive', async () => {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  await live(
    started,
    personas.find(({ name }) => name === 'blocks the business')!,
  );
  started.simulator.clock.advance(minute);
  await started.post('/_control/webhooks/settle');
  expect(started.receiver.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
});

it('gives up when nobody answers, and knows only its own personas', async () => {
  const { post, simulator, shop, waId } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const play = (persona: string) => post('/_control/customers/play', { waId, phoneNumberId: shop, persona });
  await play('only emoji');
  expect(simulator.player.pressing()).toBe(1);
  simulator.clock.advance(60 * minute);
  expect(simulator.player.pressing()).toBe(0);
  expect((await play('nobody')).status).toBe(404);
});
