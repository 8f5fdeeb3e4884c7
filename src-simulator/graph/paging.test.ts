import { expect, it } from 'vitest';
import { toPage } from './paging.ts';

const items = ['a', 'b', 'c', 'd', 'e'];
const self = 'http://127.0.0.1:1/v26.0/7/phone_numbers?limit=2';

it('walks a list to its end by the cursors alone, and back', () => {
  const seen: string[] = [];
  let query: Record<string, unknown> = { limit: '2' };
  for (;;) {
    const page = toPage(items, query, self);
    seen.push(...page.data);
    if (page.paging?.next === undefined) break;
    query = { limit: '2', after: page.paging.cursors.after };
  }
  expect(seen).toEqual(items);
  const last = toPage(items, { limit: '2', after: toPage(items, { limit: '4' }, self).paging?.cursors.after }, self);
  expect(last.data).toEqual(['e']);
  expect(toPage(items, { limit: '2', before: last.paging?.cursors.before }, self).data).toEqual(['c', 'd']);
});

it('links to the next page with the query it came with', () => {
  const next = new URL(toPage(items, { limit: '2' }, `${self}&fields=id`).paging?.next ?? '');
  expect(next.pathname).toBe('/v26.0/7/phone_numbers');
  expect(Object.fromEntries(next.searchParams)).toMatchObject({ limit: '2', fields: 'id' });
});

it('has no paging for an empty list and refuses a cursor it did not give', () => {
  expect(toPage([], {}, self)).toEqual({ data: [] });
  expect(() => toPage(items, { after: 'bogus' }, self)).toThrow(/131059/);
});
