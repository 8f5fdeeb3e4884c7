import { expect, it } from 'vitest';
import { TypingReports } from './typing-reports.ts';

function someReports() {
  const reported: string[] = [];
  const clock = { now: 0 };
  return {
    reported,
    clock,
    reports: new TypingReports<string>(
      (id) => void reported.push(id),
      () => clock.now,
    ),
  };
}

it('reports typing once per 20 s and conversation, however fast one types', () => {
  const { reported, clock, reports } = someReports();
  for (clock.now = 0; clock.now < 41_000; clock.now += 500) reports.typed('a');
  reports.typed('b');
  expect(reported).toEqual(['a', 'a', 'a', 'b']);
});

it('reports anew after a message went out', () => {
  const { reported, reports } = someReports();
  reports.typed('a');
  reports.sent('a');
  reports.typed('a');
  expect(reported).toEqual(['a', 'a']);
});
