import { start, type Started } from '../../testing/start.ts';
import type { Value } from '../../testing/receiver.ts';

export const frozen = ['--clock-at', '2026-11-20T09:00:00Z'];
/** For tests: a simulator whose clock stands still; a message is on its way until the clock is moved. */
export async function atWork(args: readonly string[] = frozen) {
  const started = await start(args);
  const { post, simulator, shop, receiver } = started;
  const number = simulator.nodes.findNumber(shop)!;
  const send = (body: object, edge = 'messages') =>
    post(
      `/v26.0/${shop}/${edge}`,
      { messaging_product: 'whatsapp', ...body },
      { authorization: `Bearer ${simulator.tokens.current()}` },
    );
  return {
    ...started,
    number,
    send,
    text: (to: string, more = {}) => send({ to, type: 'text', text: { body: 'hi' }, ...more }),
    /** Somebody who wrote just now. */
    meet(waId: string) {
      const customer = simulator.directory.meet(waId, 'Kari');
      simulator.inbound.receive(number, customer, { type: 'text', content: { body: 'hei' } });
      return customer;
    },
    /** The statuses of an accepted send, once the one named last has arrived; time passes in steps of `stepMs`. */
    async statuses(answer: { body: Value }, last: string, stepMs = 1): Promise<Value[]> {
      const own = () => receiver.statuses().filter(({ id }) => id === answer.body.messages?.[0]?.id);
      await settle(started, () => own().some(({ status }) => status === last), stepMs);
      return own();
    },
  };
}

/** Moves the clock bit by bit, so that statuses fall due, until what they are waited for has arrived. */
async function settle({ simulator, receiver }: Started, isDone: () => boolean, stepMs: number): Promise<void> {
  while (!isDone()) {
    if (simulator.clock.isFrozen()) simulator.clock.advance(stepMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await receiver.until(isDone);
}
