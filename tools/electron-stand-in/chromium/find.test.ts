import { expect, it } from 'vitest';
import { findChromium } from './find.ts';

it('prefers the one it was told, and says so when that cannot run', () => {
  expect(findChromium({ PARLEY_CHROMIUM: '/own/chrome' }, () => true)).toBe('/own/chrome');
  expect(() => findChromium({ PARLEY_CHROMIUM: '/own/chrome' }, () => false)).toThrow(
    'PARLEY_CHROMIUM=/own/chrome cannot be executed',
  );
});

it("prefers Debian's binary to its wrapper, and both to what is on the path", () => {
  expect(findChromium({ PATH: '/a:/b' }, () => true)).toBe('/usr/lib/chromium/chromium');
  expect(findChromium({ PATH: '/a:/b' }, (file) => file === '/b/google-chrome')).toBe('/b/google-chrome');
});

it('names the line that installs one', () => {
  expect(() => findChromium({ PATH: '/a' }, () => false)).toThrow('apt-get install -y chromium');
});
