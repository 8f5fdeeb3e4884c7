import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { IndexJob } from './index-job.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('works when it is quiet, step by step until all is done', () => {
  let left = 3;
  const step = vi.fn(() => --left > 0);
  const job = new IndexJob(step);
  job.called();
  vi.advanceTimersByTime(100);
  job.called();
  vi.advanceTimersByTime(100);
  expect(step).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(step).toHaveBeenCalledTimes(3);
});

it('gets its turn also while calls never cease', () => {
  const step = vi.fn(() => false);
  const job = new IndexJob(step);
  for (let ms = 0; ms < 5000; ms += 50) {
    job.called();
    vi.advanceTimersByTime(50);
  }
  expect(step.mock.calls.length).toBeGreaterThanOrEqual(2);
});

it('does nothing once it was stopped', () => {
  const step = vi.fn(() => true);
  const job = new IndexJob(step);
  job.called();
  job.stop();
  vi.advanceTimersByTime(5000);
  expect(step).not.toHaveBeenCalled();
});
