import { expect, it } from 'vitest';
import { createRandom, digits } from './random.ts';

it('gives the same numbers for the same seed and stream, others for any other', () => {
  const draw = (seed: string, stream: string): number[] => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 5 }, () => random.int(0, 1_000_000));
  };
  expect(draw('7', 'statuses')).toEqual(draw('7', 'statuses'));
  expect(draw('7', 'statuses')).not.toEqual(draw('7', 'history'));
  expect(draw('7', 'statuses')).not.toEqual(draw('8', 'statuses'));
});

it('stays inside its bounds and reaches them', () => {
  const random = createRandom(1, 'bounds');
  const drawn = new Set(Array.from({ length: 500 }, () => random.int(3, 6)));
  expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  expect(random.text(40, digits)).toMatch(/^\d{40}$/);
});

it('shuffles without losing or doubling anything', () => {
  const items = Array.from({ length: 200 }, (_, index) => index);
  const shuffled = createRandom(1, 'shuffle').shuffle(items);
  expect(shuffled).not.toEqual(items);
  expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
});
