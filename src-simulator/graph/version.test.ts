import { expect, it } from 'vitest';
import { GraphError } from './graph-error.ts';
import { toVersion, withoutVersion } from './version.ts';

it('reads living versions and takes the newest where none is named', () => {
  expect(['/v21.0/1/messages', '/v26.0/me?x=/v3', '/1/messages'].map((path) => toVersion(path, false))).toEqual([
    21, 26, 26,
  ]);
});

it.each(['/v18.0/1/messages', '/v20.0/1', '/v27.0/1', '/v22.1/1', '/v99.0'])(
  'refuses %s as no path of Graph',
  (path) => {
    expect(() => toVersion(path, false)).toThrow(GraphError);
    expect(() => toVersion(path, false)).toThrow(/Unknown path components/);
  },
);

it('lets dead versions through when told to', () => {
  expect(toVersion('/v18.0/1/messages', true)).toBe(21);
});

it('takes the version off a path and nothing else', () => {
  expect(['/v26.0/1/messages?a=b', '/v26.0', '/v26.0?a=b', '/_control/company', '/'].map(withoutVersion)).toEqual([
    '/1/messages?a=b',
    '/',
    '/?a=b',
    '/_control/company',
    '/',
  ]);
});
