import { expect, it } from 'vitest';
import { matchesPattern, WebRequest } from './web-request.ts';

it.each([
  ['<all_urls>', 'parley://app/', true],
  ['*://*/*', 'https://a.com/b', true],
  ['https://*/*', 'http://a.com/', false],
  ['*://*.example.com/*', 'https://www.example.com/x', true],
  ['*://*.example.com/*', 'https://example.com/x', true],
  ['*://*.example.com/*', 'https://badexample.com/x', false],
  ['parley://app/*', 'parley://app/a.js', true],
  ['https://a.com/x?y', 'https://a.com/x?y', true],
  ['https://a.com/x?y', 'https://a.comXx?y', false],
])('%s and %s: %s', (pattern, url, expected) => {
  expect(matchesPattern(pattern, url)).toBe(expected);
});

it('asks a listener only about addresses of its filter, until it is taken off', async () => {
  const request = new WebRequest();
  const details = (url: string) => ({
    id: 1,
    url,
    method: 'GET',
    resourceType: 'image',
    referrer: '',
    timestamp: 0,
    webContentsId: 1,
  });
  request.onBeforeRequest({ urls: ['https://*/*'], excludeUrls: ['https://ok.com/*'] }, (_details, answer) =>
    answer({ cancel: true }),
  );
  expect(await request.ask('onBeforeRequest', details('https://a.com/'))).toEqual({ cancel: true });
  expect(await request.ask('onBeforeRequest', details('https://ok.com/'))).toEqual({});
  expect(await request.ask('onBeforeRequest', details('http://a.com/'))).toEqual({});
  request.onBeforeRequest(null);
  expect(await request.ask('onBeforeRequest', details('https://a.com/'))).toEqual({});
});
