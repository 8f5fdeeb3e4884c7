import { expect, it } from 'vitest';
import { classifyFailure } from './send-failure.ts';

it.each([
  [190, 'auth'],
  [0, 'auth'],
  [100, 'permission'],
  [131009, 'permission'],
  [230, 'permission'],
  [130429, 'throughput'],
  [131056, 'throughput'],
  [131000, 'transient'],
  [131047, 'window_closed'],
  [131026, 'recipient'],
  [131049, 'policy'],
  [132015, 'template'],
  [131053, 'media'],
  [999999, 'unknown'],
] as const)('R-6e code %d is %s', (code, kind) => {
  expect(classifyFailure(code)).toBe(kind);
});
