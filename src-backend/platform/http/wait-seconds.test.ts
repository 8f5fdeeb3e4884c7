import { expect, it } from 'vitest';
import { waitSeconds } from './wait-seconds.ts';

it('waits as long as asked, and never longer than is granted', () => {
  expect(waitSeconds('wait=0', 30)).toBe(0);
  expect(waitSeconds('respond-async, wait=12', 30)).toBe(12);
  expect(waitSeconds('wait=9999', 30)).toBe(30);
});

it('takes what it does not understand for nothing said', () => {
  for (const said of [undefined, '', 'wait=-1', 'wait=soon', 'await=1', ['wait=1']]) {
    expect(waitSeconds(said, 30)).toBe(30);
  }
});
