import { expect, it } from 'vitest';
import { closer, farther, fitted, moved } from './zoom.ts';

it('comes closer up to a limit, keeps what is in the middle there, and goes back to the whole picture', () => {
  let zoom = fitted;
  for (let times = 0; times < 30; times++) zoom = closer(zoom);
  expect(zoom.scale).toBe(8);
  expect(moved(fitted, 10, 10)).toEqual(fitted);
  const aside = moved(closer(fitted), 10, -20);
  expect(closer(aside).x / closer(aside).scale).toBeCloseTo(aside.x / aside.scale);
  for (let times = 0; times < 30; times++) zoom = farther(zoom);
  expect(zoom).toEqual(fitted);
});
