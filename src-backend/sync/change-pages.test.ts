import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LogRow, visibleTo } from './change-pages.ts';

const rows = fc
  .array(
    fc.record({
      entityId: fc.constantFrom('a', 'b', 'c', 'd'),
      scopeUserId: fc.constantFrom(null, null, 'maya', 'noah'),
    }),
  )
  .map((all) =>
    all.map(({ entityId, scopeUserId }, index): LogRow => {
      // An entity is for everyone or for one reader, for good.
      const id = `${entityId} of ${scopeUserId ?? 'all'}`;
      return {
        tenantId: 't',
        seq: index + 1,
        entity: 'message',
        entityId: id,
        version: index + 1,
        scopeUserId,
        deleted: 0,
        at: 0,
      };
    }),
  );

/** What a reader knows of each entity who applied the log page by page. */
function known(log: readonly LogRow[], sizes: readonly number[], userId: string): Map<string, number> {
  const state = new Map<string, number>();
  for (let start = 0, page = 0; start < log.length; page++) {
    const size = sizes[page % sizes.length] ?? 1;
    for (const { entityId, version } of visibleTo({ userId }, log.slice(start, start + size))) {
      state.set(entityId, Math.max(version, state.get(entityId) ?? 0));
    }
    start += size;
  }
  return state;
}

it('ruling 46: pages of any size lead every reader to the same state', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, sizes, sizes, fc.constantFrom('maya', 'noah'), (log, one, other, userId) => {
      expect(known(log, one, userId)).toEqual(known(log, other, userId));
    }),
  );
});

it('a page holds what is for everyone and what is the reader’s own, each entity once, in order', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom('maya', 'noah', null), (log, userId) => {
      const visible = visibleTo({ userId }, log);
      expect(visible.every(({ scopeUserId }) => scopeUserId === null || scopeUserId === userId)).toBe(true);
      expect(new Set(visible.map(({ entityId }) => entityId)).size).toBe(visible.length);
      expect(visible.map(({ seq }) => seq)).toEqual(visible.map(({ seq }) => seq).toSorted((a, b) => a - b));
      const wanted = log.filter(({ scopeUserId }) => scopeUserId === null || scopeUserId === userId);
      expect(new Set(visible.map(({ entityId }) => entityId))).toEqual(new Set(wanted.map(({ entityId }) => entityId)));
    }),
  );
});
