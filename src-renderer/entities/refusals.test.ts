import { beforeEach, expect, it, vi } from 'vitest';
import type { ErrorShape } from '#shared/error.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import type { Events } from '#shared/wire/ipc.ts';
import { installBridge } from './bridge.fixtures.ts';
import { aRow } from './builders.fixtures.ts';

installBridge({});
const { sayRefused } = await import('./refusals.ts');
const { onOpenConversation } = await import('./windows.ts');
const { hideToast, showToast, useToasts } = await import('../ui/toasts.ts');

const written: ErrorShape = {
  code: 'conflict',
  message: 'The customer has written meanwhile: the conversation stays in the inbox',
};
const writtenMeanwhile = (...rows: ConversationRow[]): Events['refused'] =>
  rows.map((conversation) => ({ error: written, conversation }));
const toasts = () => useToasts.getState().toasts;

beforeEach(() => useToasts.setState({ toasts: [] }));

it('what was not done to one conversation is said with its name, and the way there', () => {
  const row = aRow({ contactName: 'Ana Souza' });
  sayRefused(writtenMeanwhile(row));
  expect(toasts()).toMatchObject([{ kind: 'warning', text: `Ana Souza: ${written.message}` }]);
  const opened: string[] = [];
  const stop = onOpenConversation((id) => opened.push(id));
  expect(toasts()[0]?.action?.label).toBe('Open');
  toasts()[0]?.action?.run();
  stop();
  expect(opened).toEqual([row.id]);
});

it('what was not done to many is said once, with how many they are', () => {
  sayRefused(writtenMeanwhile(aRow(), aRow(), aRow()));
  expect(toasts().map(({ text, action }) => [text, action])).toEqual([
    [`3 conversations: ${written.message}`, undefined],
  ]);
});

it('what comes in several answers is counted together, until that was dismissed', () => {
  const [ana, ben] = [aRow({ contactName: 'Ana Souza' }), aRow({ contactName: 'Ben Okafor' })];
  sayRefused(writtenMeanwhile(ana, ben));
  sayRefused(writtenMeanwhile(ben, aRow()));
  const texts = () => toasts().map(({ text }) => text);
  expect(texts()).toEqual([`3 conversations: ${written.message}`]);
  hideToast(toasts()[0]?.id ?? 0);
  sayRefused(writtenMeanwhile(ben));
  expect(texts()).toEqual([`Ben Okafor: ${written.message}`]);
});

it('it stays, whatever else is said meanwhile: the agent may be elsewhere when the network is back', () => {
  vi.useFakeTimers();
  sayRefused(writtenMeanwhile(aRow({ contactName: 'Ana Souza' })));
  for (const text of ['one', 'two', 'three', 'four']) showToast({ kind: 'info', text });
  expect(toasts().map(({ text }) => text)).toEqual([`Ana Souza: ${written.message}`, 'three', 'four']);
  vi.advanceTimersByTime(3_600_000);
  vi.useRealTimers();
  expect(toasts().map(({ text }) => text)).toEqual([`Ana Souza: ${written.message}`]);
});

it('what was about no conversation is said as it is', () => {
  sayRefused([{ error: { code: 'not_found', message: 'This label is not there any more' }, conversation: null }]);
  expect(toasts()).toHaveLength(1);
  expect(toasts()[0]?.text).toContain('This label is not there any more');
});
