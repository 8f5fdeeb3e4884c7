import { expect, it } from 'vitest';
import { dividerAfter } from './unread-divider.ts';

it('stands before the first unread message when a conversation is opened', () => {
  expect(dividerAfter(null, { unread: 3, inboundCount: 10 }, false)).toBe(8);
});

it('stays after reading made everything read, until the visit ends', () => {
  expect(dividerAfter(8, { unread: 0, inboundCount: 10 }, true)).toBe(8);
});

it('does not appear for what arrives under the reader’s eyes', () => {
  expect(dividerAfter(null, { unread: 1, inboundCount: 11 }, true)).toBeNull();
});

it('appears for what arrives while the window is in the background', () => {
  expect(dividerAfter(null, { unread: 1, inboundCount: 11 }, false)).toBe(11);
});
