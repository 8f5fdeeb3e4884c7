import { array, assert, constantFrom, property } from 'fast-check';
import { expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const linksIn = (body: string) =>
  linkify(body)
    .filter((part) => part.kind === 'link')
    .map((part) => part.text);

it('S-28 links https addresses and leaves the punctuation of the sentence out', () => {
  expect(linksIn('See https://shop.example/a?b=1. And (https://x.example/y)!')).toEqual([
    'https://shop.example/a?b=1',
    'https://x.example/y',
  ]);
  expect(linksIn('https://en.example/wiki/Bike_(sport)')).toEqual(['https://en.example/wiki/Bike_(sport)']);
});

it('S-28 links nothing else: no http, no script, no user name before the host', () => {
  for (const text of [
    'http://a.example',
    'javascript:alert(1)',
    'https://bank.com@evil.example/',
    'https://',
    'ftp://x.example',
  ]) {
    expect(linksIn(text)).toEqual([]);
  }
});

it('S-28 stops a link at an invisible character', () => {
  expect(linksIn('https://a.example/\u202Egpj.exe')).toEqual(['https://a.example/']);
});

it('loses and changes no character of any body', () => {
  const pieces = constantFrom('https://', 'a.example', '/x', ' ', ')', '(', '.', '@', '\u202E', '\n', 'é', '👍');
  assert(
    property(
      array(pieces).map((parts) => parts.join('')),
      (body) => {
        expect(
          linkify(body)
            .map((part) => part.text)
            .join(''),
        ).toBe(body);
      },
    ),
  );
});
