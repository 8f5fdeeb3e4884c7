import { expect, it } from 'vitest';
import { readCallback } from './read-callback.ts';

it.each([
  ['https://parley.example/api/whatsapp/signup/callback?code=abc&state=xyz', { code: 'abc', state: 'xyz' }],
  [' parley-desktop://auth-callback?code=abc&state=xyz ', { code: 'abc', state: 'xyz' }],
  ['https://parley.example/?code=&state=xyz', null],
  ['https://parley.example/?error_description=closed&state=xyz', null],
  ['not an address', null],
  ['', null],
])('reads %s', (text, callback) => {
  expect(readCallback(text)).toEqual(callback);
});
