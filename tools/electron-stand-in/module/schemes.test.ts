import { beforeAll, expect, it } from 'vitest';
import {
  addPrivilegedScheme,
  addScheme,
  customSchemes,
  fromReachable,
  toReachable,
  toReachablePolicy,
} from './schemes.ts';

beforeAll(() => {
  addPrivilegedScheme('parley', { standard: true });
  addScheme('parley-media');
  addScheme('https');
});

it.each([
  ['parley://app/', 'http://app.parley.localhost/'],
  ['parley://app/a/b.js?c=parley://app#d', 'http://app.parley.localhost/a/b.js?c=parley://app#d'],
  ['parley://app', 'http://app.parley.localhost'],
  ['parley-media://account.one/x%2Fy', 'http://account.one.parley-media.localhost/x%2Fy'],
])('maps %s to an address Chromium can reach, and back', (own, reachable) => {
  expect(toReachable(own)).toBe(reachable);
  expect(fromReachable(reachable)).toBe(own);
});

it.each([
  'https://example.com/parley://app',
  'http://localhost:5173/',
  'http://app.other.localhost/',
  'http://app.parley.localhost.evil.com/',
  'http://app.parley.localhost:8080/',
  'other://app/',
  'parley:no-host',
  'about:blank',
])('leaves %s alone in both directions', (url) => {
  expect([toReachable(url), fromReachable(url)]).toEqual([url, url]);
});

it('maps only schemes that are not the web’s own', () => {
  expect(customSchemes()).toEqual(['parley', 'parley-media']);
});

it('lets a policy match both addresses of a scheme', () => {
  expect(
    toReachablePolicy("default-src 'none'; img-src 'self' blob: parley-media:; media-src parley-media: blob:"),
  ).toBe(
    "default-src 'none'; img-src 'self' blob: parley-media: http://*.parley-media.localhost; media-src parley-media: http://*.parley-media.localhost blob:",
  );
  expect(toReachablePolicy('connect-src parley://app https://x.com')).toBe(
    'connect-src parley://app http://app.parley.localhost https://x.com',
  );
});
