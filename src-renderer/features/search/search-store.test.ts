import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installBridge } from '../../entities/bridge.fixtures.ts';

const bridge = installBridge({});
const { clearSearch, searchFor, useSearch } = await import('./search-store.ts');

const message = { messageId: 'm1', conversationId: 'c1' };
const page = (found: object[], isWhole: boolean) =>
  JSON.stringify({ people: [], messages: found, next: null, marked: [], ignored: [], isWhole });

beforeEach(() => {
  vi.useFakeTimers();
  clearSearch();
});
afterEach(() => vi.useRealTimers());

it('an index that is still being built is asked again, until it is whole', async () => {
  let asked = 0;
  bridge.answers['search.find'] = () => page(++asked > 2 ? [message] : [], asked > 2);
  await searchFor('hello');
  expect(useSearch.getState().messages).toEqual([]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(useSearch.getState()).toMatchObject({ messages: [message], isWhole: true, status: 'ready' });
  expect(asked).toBe(3);
});

it('what is asked again is the newest question, and nothing after the search was left', async () => {
  const asked: string[] = [];
  bridge.answers['search.find'] = ({ text }: { text: string }) => {
    asked.push(text);
    return page([], false);
  };
  await searchFor('hel');
  await searchFor('hello');
  await vi.advanceTimersByTimeAsync(600);
  clearSearch();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual(['hel', 'hello', 'hello']);
});
