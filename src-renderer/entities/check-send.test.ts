import { expect, it } from 'vitest';
import { maxTextLength } from '#shared/content.ts';
import type { ServiceWindow } from '#shared/service-window.ts';
import { checkSend } from './check-send.ts';

const open: ServiceWindow = { state: 'open', closesAt: 1, leftMs: 1, urgency: 'calm' };
const check = (over: Partial<Parameters<typeof checkSend>[0]> = {}) =>
  checkSend({ mode: 'reply', text: 'Hello', window: open, cannotSend: null, maySend: true, ...over });

it('lets a reply go while the window is open', () => {
  expect(check()).toEqual({ canSend: true, problem: null });
});

it('sends nothing empty, and says nothing about it', () => {
  expect(check({ text: ' \n' })).toEqual({ canSend: false, problem: null });
});

it('R-8e refuses a reply after the window has closed, but not a note', () => {
  const window: ServiceWindow = { state: 'closed' };
  expect(check({ window })).toEqual({ canSend: false, problem: { kind: 'window_closed' } });
  expect(check({ window, mode: 'note' })).toEqual({ canSend: true, problem: null });
});

it('refuses viewers before anything else', () => {
  expect(check({ maySend: false, window: { state: 'closed' } }).problem).toEqual({ kind: 'viewer' });
});

it('says by how much a text is too long for WhatsApp', () => {
  expect(check({ text: 'x'.repeat(maxTextLength) }).canSend).toBe(true);
  const over = check({ text: 'x'.repeat(maxTextLength + 3) });
  expect(over).toEqual({ canSend: false, problem: { kind: 'too_long', over: 3 } });
});

it('C-6 lets a reply of a number that cannot send go to the queue, and says that it waits', () => {
  expect(check({ cannotSend: 'token' })).toEqual({ canSend: true, problem: { kind: 'waits', reason: 'token' } });
  expect(check({ cannotSend: 'token', mode: 'note' }).problem).toBeNull();
});

it('D lets nothing out with a field that is not filled in, but a note may speak of one', () => {
  const text = 'Order {{ask:Order number}} of {{contact.name}}';
  expect(check({ text })).toEqual({ canSend: false, problem: { kind: 'hole', label: 'Order number' } });
  expect(check({ text, mode: 'note' }).canSend).toBe(true);
});

it('refuses a customer who is blocked or does not want to be written to, but not a note about them', () => {
  expect(check({ refusal: 'blocked' })).toEqual({ canSend: false, problem: { kind: 'blocked' } });
  expect(check({ refusal: 'opted_out', mode: 'note' }).canSend).toBe(true);
});

it('pain 1: a colleague who answered meanwhile stands between the draft and the customer, until there is no draft', () => {
  expect(check({ answeredBy: 'Ben' })).toEqual({ canSend: false, problem: { kind: 'answered', by: 'Ben' } });
  expect(check({ answeredBy: 'Ben', text: '' }).problem).toBeNull();
});

it('says that a message will wait for WhatsApp’s pace, and lets it go to wait', () => {
  expect(check({ waitMs: 6000 })).toEqual({ canSend: true, problem: { kind: 'too_fast', waitMs: 6000 } });
});

it('a file may go without words', () => {
  expect(check({ text: '', hasFiles: true }).canSend).toBe(true);
});
