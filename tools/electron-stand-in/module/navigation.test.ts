import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { WebFrameMain } from './frames.ts';
import { Navigation } from './navigation.ts';

const elsewhere = 'https://example.com/';

/** A page whose app lets it go nowhere; `asked` is where it wanted to. */
function aPage() {
  const contents = new EventEmitter();
  const asked: string[] = [];
  contents.on('will-navigate', (event: { preventDefault: () => void }, url: string) => {
    asked.push(url);
    event.preventDefault();
  });
  // Only its numbers are read.
  const frame = { processId: 1, routingId: 1 } as WebFrameMain;
  return { frame, asked, navigation: new Navigation(contents, frame) };
}

it('asks about every request of a page, also when both wishes were told before the first request', async () => {
  const { frame, asked, navigation } = aPage();
  navigation.onWanted(frame, elsewhere, 'currentTab');
  navigation.onWanted(frame, elsewhere, 'currentTab');
  expect(await navigation.mayRequest(frame, elsewhere, false)).toBe(false);
  expect(await navigation.mayRequest(frame, elsewhere, false)).toBe(false);
  expect(asked).toEqual([elsewhere, elsewhere]);
});

it('asks when the word that the page wanted it comes after the request', async () => {
  const { frame, asked, navigation } = aPage();
  const may = navigation.mayRequest(frame, elsewhere, false);
  navigation.onWanted(frame, `${elsewhere}#top`, 'currentTab');
  expect(await may).toBe(false);
  expect(asked).toEqual([elsewhere]);
});

it('asks about neither the app’s own loads nor a debugger’s', async () => {
  const { frame, asked, navigation } = aPage();
  navigation.expect('http://app.parley.localhost/index.html');
  expect(await navigation.mayRequest(frame, 'http://app.parley.localhost/index.html', false)).toBe(true);
  navigation.onWanted(frame, elsewhere, 'currentTab');
  navigation.onCommitted(frame);
  expect(await navigation.mayRequest(frame, elsewhere, false)).toBe(true);
  expect(asked).toEqual([]);
});
