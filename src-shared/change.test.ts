import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgePage, type Cursor } from './change.ts';

const cursor: Cursor = { epoch: 'a', seq: 10 };

it.each([
  [{ epoch: 'a', after: 10, upTo: 12 }, 'apply'],
  [{ epoch: 'a', after: 10, upTo: 10 }, 'apply'],
  [{ epoch: 'a', after: 8, upTo: 10 }, 'already_applied'],
  [{ epoch: 'a', after: 12, upTo: 14 }, 'gap'],
  [{ epoch: 'a', after: 8, upTo: 12 }, 'gap'],
  [{ epoch: 'b', after: 10, upTo: 12 }, 'reset'],
] as const)('R-5 ruling 46: a reader at 10 treats the page %j as %s', (page, verdict) => {
  expect(judgePage(cursor, page)).toBe(verdict);
});

it('R-5 whatever order pages come in, the cursor only moves over ranges it has seen whole', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(5)), { maxLength: 60 }), (ranges) => {
      let seq = 0;
      const applied = new Set<number>();
      for (const [after, length] of ranges) {
        const page = { epoch: 'a', after, upTo: after + length };
        if (judgePage({ epoch: 'a', seq }, page) !== 'apply') continue;
        for (let n = after + 1; n <= page.upTo; n++) applied.add(n);
        seq = page.upTo;
      }
      expect(applied.size).toBe(seq);
    }),
  );
});
