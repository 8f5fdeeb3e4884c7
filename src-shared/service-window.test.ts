import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { closesAt, guardMs, laterClosing, serviceWindow, windowMs } from './service-window.ts';

const hour = 3_600_000;

it('is closed for a customer who never wrote', () => {
  expect(serviceWindow(null, 0)).toEqual({ state: 'closed' });
});

it('keeps the last minute back, because our clock and Meta’s differ (R-6e)', () => {
  const closing = closesAt(0);
  expect(serviceWindow(closing, closing - guardMs).state).toBe('closed');
  expect(serviceWindow(closing, closing - guardMs - 1).state).toBe('open');
  expect(serviceWindow(closing, closing - 1, 0).state).toBe('open');
});

it.each([
  [5 * hour, 'calm'],
  [4 * hour - 1, 'soon'],
  [hour - 1, 'urgent'],
] as const)('with %d ms left is %s', (leftMs, urgency) => {
  expect(serviceWindow(10 * hour, 10 * hour - leftMs)).toEqual({ state: 'open', closesAt: 10 * hour, leftMs, urgency });
});

it('is only ever extended, whatever the order of the webhooks', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        [1, 2, 3, 4, 5].map((n) => n * hour),
        { minLength: 1 },
      ),
      (times) => {
        const closing = times.map(closesAt).reduce<number | null>(laterClosing, null);
        expect(closing).toBe(Math.max(...times) + windowMs);
      },
    ),
  );
});
