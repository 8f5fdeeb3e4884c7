import { afterEach, expect, it } from 'vitest';
import { isExact, runBurst } from '../faults/burst.ts';
import { runFaults } from '../faults/run.ts';
import { leaveFolder, makeFolder } from '../support/folder.ts';

// `npm run faults` with reduced counts (ruling 70): the same code, the same judge.

let folder = '';

afterEach(({ task }) => leaveFolder(folder, task.result?.state === 'fail'));

it(
  'T-2 T-3 T-4 T-7 T-22 four kills and bad weather lose, double and reorder nothing',
  { timeout: 180_000 },
  async () => {
    folder = makeFolder('faults');
    const outcome = await runFaults({
      folder,
      seed: 'integration',
      kills: 4,
      rate: 8,
      restWithinMs: 90_000,
      say: () => undefined,
    });
    expect(outcome.kills.total).toBe(4);
    expect(outcome.findings).toEqual({ lost: [], dup: [], reordered: [], leaked: [], crashed: [], stuck: [] });
    expect(outcome.counts['accepted by WhatsApp']).toBeGreaterThan(10);
  },
);

it('T-8 R-1 R-2 a burst with repetitions, out of order, becomes exactly its messages, every POST answered 200', async () => {
  folder = makeFolder('burst');
  const size = { messages: 2000, posts: 2400, moved: 240, customers: 100 };
  const outcome = await runBurst(folder, 'integration', size);
  expect(isExact(outcome, size), JSON.stringify(outcome)).toBe(true);
});
