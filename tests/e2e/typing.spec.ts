import { runTyping } from '../faults/typing.ts';
import { openTypist } from '../faults/typist.ts';
import { expect, test } from './fixtures.ts';

// `npm run faults -- --typing` with reduced counts (ruling 70): the same code, the same judge.
test('Parley killed three times while somebody types: nothing is missing but the last half second @wide', async ({
  folder,
}) => {
  const typist = await openTypist(folder, 'e2e');
  const outcome = await runTyping({ seed: 'e2e', kills: 3, open: typist.open, say: () => undefined });
  await typist.stop();
  expect(outcome.lost).toEqual([]);
  expect(outcome.typed).toBeGreaterThan(10);
});
