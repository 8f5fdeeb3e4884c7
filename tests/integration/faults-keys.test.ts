import { afterEach, expect, it } from 'vitest';
import { isExactKeys, runKeys } from '../faults/keys.ts';
import { leaveFolder, makeFolder } from '../support/folder.ts';

// `npm run faults -- --keys` with reduced counts (ruling 70), beside those of faults.test.ts.

let folder = '';

afterEach(({ task }) => leaveFolder(folder, task.result?.state === 'fail'));

it(
  'T-28 S-40 three new keys under load, one killed while it is put to work: every secret opens, nothing is lost',
  { timeout: 180_000 },
  async () => {
    folder = makeFolder('keys-faults');
    const size = { rotations: 3, kills: 1, companies: 5 };
    const outcome = await runKeys(folder, 'integration', size);
    expect(isExactKeys(outcome, size), JSON.stringify(outcome)).toBe(true);
    expect(outcome.opened).toBeGreaterThan(100);
  },
);
