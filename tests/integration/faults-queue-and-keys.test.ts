import { afterEach, expect, it } from 'vitest';
import { isExactKeys, runKeys } from '../faults/keys.ts';
import { isExactQueue, runQueue } from '../faults/queue.ts';
import { keepFolder, makeFolder, removeFolder } from '../support/folder.ts';

// `npm run faults -- --queue` and `--keys` with reduced counts (ruling 70), beside those of faults.test.ts.

let folder = '';

afterEach(({ task }) => {
  // What went wrong is to be looked at.
  if (task.result?.state === 'fail') keepFolder(folder);
  else removeFolder(folder);
});

it(
  'C-5 a queue whose broker dies, with repetitions, poison and a bad line, is sent once each',
  { timeout: 180_000 },
  async () => {
    folder = makeFolder('queue-faults');
    const size = { messages: 300, copies: 30, poison: 5, brokerKills: 1, lineCuts: 1, customers: 30 };
    const outcome = await runQueue(folder, 'integration', size);
    expect(isExactQueue(outcome), JSON.stringify(outcome)).toBe(true);
    expect(outcome.once + outcome.uncertain).toBeGreaterThanOrEqual(300);
  },
);

it(
  'T-28 S-40 three new keys under load, one killed while it is put to work: every secret opens, nothing is lost',
  { timeout: 180_000 },
  async () => {
    folder = makeFolder('keys-faults');
    const size = { rotations: 3, kills: 1, companies: 12 };
    const outcome = await runKeys(folder, 'integration', size);
    expect(isExactKeys(outcome, size), JSON.stringify(outcome)).toBe(true);
    expect(outcome.opened).toBeGreaterThan(100);
  },
);
