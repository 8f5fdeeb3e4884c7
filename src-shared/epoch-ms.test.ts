import { expect, it } from 'vitest';
import { EpochMs } from './epoch-ms.ts';

it('takes every moment that can be written with four digits of a year, and no other', () => {
  for (const at of [0, 1_794_000_000_000, Date.UTC(9999, 11, 31)]) {
    expect(new Date(EpochMs.parse(at)).toISOString()).toMatch(/^\d{4}-/);
  }
  for (const at of [-1, 0.5, Date.UTC(10_000, 0, 1), 8.65e15, Number.MAX_SAFE_INTEGER, Infinity, Number.NaN]) {
    expect(EpochMs.safeParse(at).success).toBe(false);
  }
});
