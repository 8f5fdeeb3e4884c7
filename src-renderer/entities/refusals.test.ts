import { beforeEach, expect, it, vi } from 'vitest';
import type { Events } from '#shared/wire/ipc.ts';
import { installBridge } from './bridge.fixtures.ts';
import { aRow } from './builders.fixtures.ts';

installBridge({});
const { sayRefused } = await import('./refusals.ts');
const { onOpenConversation } = await import('./windows.ts');
const { showToast, useToasts } = await import('../ui/toasts.ts');

const written: Events['refused']['error'] = {
  code: 'conflict',
  message: 'The customer has written meanwhile: the conversation stays in the inbox',
};
const toasts = () => useToasts.getState().toasts;

beforeEach(() => useToasts.setState({ toasts: [] }));

it('what was not done to one conversation is said with its name, and the way there', () => {
  const row = aRow({ contactName: 'Ana Souza' });
  sayRefused({ error: written, conversations: [row] });
  expect(toasts()).toMatchObject([{ kind: 'warning', text: `Ana Souza: ${written.message}` }]);
  const opened: string[] = [];
  const stop = onOpenConversation((id) => opened.push(id));
  expect(toasts()[0]?.action?.label).toBe('Open');
  toasts()[0]?.action?.run();
  stop();
  expect(opened).toEqual([row.id]);
});

it('what was not done to many is said once, with how many they are', () => {
  sayRefused({ error: written, conversations: [aRow(), aRow(), aRow()] });
  expect(toasts().map(({ text, action }) => [text, action])).toEqual([
    [`3 conversations: ${written.message}`, undefined],
  ]);
});

it('it stays until it is dismissed: the agent may be elsewhere when the network is back', () => {
  vi.useFakeTimers();
  showToast({ kind: 'info', text: 'Copied' });
  sayRefused({ error: written, conversations: [aRow({ contactName: 'Ana Souza' })] });
  vi.advanceTimersByTime(3_600_000);
  vi.useRealTimers();
  expect(toasts().map(({ text }) => text)).toEqual([`Ana Souza: ${written.message}`]);
});

it('what was about no conversation is said as it is', () => {
  sayRefused({ error: { code: 'not_found', message: 'This label is not there any more' }, conversations: [] });
  expect(toasts()).toHaveLength(1);
  expect(toasts()[0]?.text).toContain('This label is not there any more');
});
