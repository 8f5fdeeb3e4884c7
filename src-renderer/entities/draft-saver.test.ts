import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DraftSaver } from './draft-saver.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aSaver() {
  const saved: string[] = [];
  const saver = new DraftSaver(async (key, text) => void saved.push(`${key}=${text}`), 300);
  return { saver, saved };
}

it('saves within the delay although typing never stops', () => {
  const { saver, saved } = aSaver();
  for (let text = 'a'; text.length <= 10; text += 'a') {
    saver.change('reply:1', text);
    vi.advanceTimersByTime(100);
  }
  expect(saved[0]).toBe('reply:1=aaa');
  expect(saved.length).toBeGreaterThanOrEqual(3);
});

it('saves the last text of each conversation and mode apart', () => {
  const { saver, saved } = aSaver();
  saver.change('reply:1', 'Hello');
  saver.change('note:1', 'Ask Omar');
  saver.change('reply:1', 'Hello!');
  vi.advanceTimersByTime(300);
  expect(saved).toEqual(['reply:1=Hello!', 'note:1=Ask Omar']);
});

it('saves at once when asked, and not a second time', () => {
  const { saver, saved } = aSaver();
  saver.change('reply:1', 'Hello');
  saver.flush();
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual(['reply:1=Hello']);
});

it('tries a failed save again, with the newest text', async () => {
  const tried: string[] = [];
  const saver = new DraftSaver(async (_key, text) => {
    tried.push(text);
    if (tried.length === 1) throw new Error('main is busy');
  }, 300);
  saver.change('reply:1', 'first');
  await vi.advanceTimersByTimeAsync(300);
  saver.change('reply:1', 'second');
  await vi.advanceTimersByTimeAsync(300);
  expect(tried).toEqual(['first', 'second']);
});
