import type { Random } from '../../src-simulator/engine/random.ts';
import { sleep } from '../support/deadline.ts';
import type { Simulator } from '../support/simulator.ts';

export interface Customers {
  readonly waIds: readonly string[];
  written(): number;
  stop(): Promise<void>;
}

/** Customers who write all the time, `rate` messages a second together, each to the number they always use. */
export function runCustomers(options: {
  simulator: Simulator;
  random: Random;
  rate: number;
  count: number;
  canary: string;
}): Customers {
  const { simulator, random, canary } = options;
  const numbers = simulator.company.wabas.flatMap((waba) => waba.phoneNumbers.map(({ id }) => id));
  // A range kept free for fiction; strangers to the simulator, so that no script of its own speaks for them.
  const waIds = Array.from({ length: options.count }, (_each, index) => String(13_125_550_000 + index));
  let count = 0;
  const stopping = new AbortController();

  const write = async (): Promise<void> => {
    const index = random.int(0, waIds.length - 1);
    const waId = waIds[index] ?? '';
    const phoneNumberId = numbers[index % numbers.length] ?? '';
    count++;
    await simulator.write({ waId, phoneNumberId, text: `question ${count} ${canary}` });
  };
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await sleep((1000 / options.rate) * (0.5 + random.next()));
      await write();
    }
  })();

  return {
    waIds,
    written: () => count,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
