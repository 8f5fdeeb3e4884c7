import { expect, it } from 'vitest';
import { formatAgo } from './format-ago.ts';

const now = Date.UTC(2026, 10, 16, 12);

it('says how fresh something is, from the second to the day', () => {
  const ages = [-5000, 0, 1999, 3000, 59_999, 60_000, 20 * 60_000, 3 * 3_600_000, 47 * 3_600_000, 75 * 3_600_000];
  expect(ages.map((age) => formatAgo(now - age, now))).toEqual([
    'just now',
    'just now',
    'just now',
    '3 sec. ago',
    '59 sec. ago',
    '1 min. ago',
    '20 min. ago',
    '3 hr. ago',
    '47 hr. ago',
    '3 days ago',
  ]);
});
