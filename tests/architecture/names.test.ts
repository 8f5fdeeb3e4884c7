import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// ARIA lets nobody name an element that has no role or only that of its text, and screen readers leave such a name out
// (https://www.w3.org/TR/wai-aria-1.2/#namefromprohibited). axe calls it wrong only as long as the element is empty.

const unnamed = 'abbr|b|blockquote|code|del|div|em|i|ins|kbd|p|pre|q|s|small|span|strong|sub|sup|time|u';
const sources = ['src-renderer', 'src-simulator/phone/page'].flatMap((folder) => {
  const root = join(import.meta.dirname, '../..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(root, name), 'utf8') }));
});

const namedElements = sources.flatMap(({ name, text }) =>
  [...text.matchAll(new RegExp(`<(?:${unnamed})\\b(?:[^>]|=>)*?\\saria-label(?:ledby)?=(?:[^>]|=>)*?>`, 'gs'))].map(
    ([element]) => ({ name, element }),
  ),
);

it('an element with a name has a role that can have one', () => {
  expect(namedElements.length).toBeGreaterThan(20);
  expect(namedElements.filter(({ element }) => !/\srole=/.test(element))).toEqual([]);
});
