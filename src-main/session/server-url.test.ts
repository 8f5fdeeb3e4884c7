import { expect, it } from 'vitest';
import { toServerUrl } from './server-url.ts';

it.each([
  ['https://parley.example.com', 'https://parley.example.com'],
  [' parley.example.com/inbox?x=1 ', 'https://parley.example.com'],
  ['HTTPS://Parley.Example.com:8443/', 'https://parley.example.com:8443'],
  ['http://127.0.0.1:5050', 'http://127.0.0.1:5050'],
  ['localhost:5050', 'http://localhost:5050'],
])('takes %j as %s', (typed, url) => {
  expect(toServerUrl(typed)).toBe(url);
});

it.each([
  '',
  'http://parley.example.com',
  'ftp://x',
  'https://me:secret@x.example',
  'file:///etc',
  'javascript:alert(1)',
  'a b',
])('S-1 refuses %j, saying why', (typed) => {
  expect(() => toServerUrl(typed)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});
