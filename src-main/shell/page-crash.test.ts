import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it } from 'vitest';
import { recoverFromCrashes } from './page-crash.ts';

function setUp() {
  let now = 0;
  const done: string[] = [];
  const contents = Object.assign(new EventEmitter(), {
    reload: () => done.push('reload'),
    loadURL: async (url: string) => void done.push(url),
  });
  recoverFromCrashes(contents as unknown as WebContents, () => now);
  const die = (reason = 'crashed'): boolean => contents.emit('render-process-gone', {}, { reason });
  return { done, die, wait: (ms: number) => (now += ms) };
}

it('S-30 reloads a page that died, and shows safe mode when it dies again at once', () => {
  const { done, die, wait } = setUp();
  die();
  wait(5_000);
  die('oom');
  expect(done).toEqual(['reload', 'parley://app/safe-mode.html']);
});

it('S-30 reloads again when the last death is long ago, and ignores a page that ended normally', () => {
  const { done, die, wait } = setUp();
  die();
  wait(60_000);
  die();
  die('clean-exit');
  expect(done).toEqual(['reload', 'reload']);
});
