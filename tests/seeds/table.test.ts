import { expect, it } from 'vitest';
import { toTable } from './table.ts';

const rows = [
  { id: 'A-1', requirement: 'one thing' },
  { id: 'A-12', requirement: 'another' },
];
const test = (title: string, status = 'passed') => ({ title, status, ms: 1500 });

it('the table of rows: all passed', () => {
  expect(toTable(rows, [test('A-1 x'), test('A-12 y'), test('A-12 z')])).toEqual({
    ok: true,
    lines: [
      'A-1  one thing  passed     1.5 s',
      'A-12  another    passed     3.0 s',
      '2 rows: 2 passed, 0 failed, 0 missing',
    ],
  });
});

it.each([
  ['no test', [test('A-12 y')], 'missing'],
  ['a skipped test', [test('A-1 x', 'skipped'), test('A-12 y')], 'missing'],
  ['a test that was put off', [test('A-1 x', 'todo'), test('A-12 y')], 'failed'],
  ['one red test of two', [test('A-1 x', 'failed'), test('A-1 z'), test('A-12 y')], 'failed'],
] as const)('the table of rows: a row with %s has not passed', (_what, tests, result) => {
  const { ok, lines } = toTable(rows, tests);
  expect(ok).toBe(false);
  expect(lines[0]).toContain(` ${result} `);
});
