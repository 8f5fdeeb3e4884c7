import { expect, it } from 'vitest';
import { findChromium } from './find.ts';

it('prefers the one it was told, and says so when that cannot run', () => {
  expect(findChromium({ PARLEY_CHROMIUM: '/own/chrome' }, true, () => true)).toBe('/own/chrome');
  expect(() => findChromium({ PARLEY_CHROMIUM: '/own/chrome' }, false, () => false)).toThrow(
    'PARLEY_CHROMIUM=/own/chrome cannot be executed',
  );
});

it("prefers Debian's binary to its wrapper, and both to what is on the path", () => {
  expect(findChromium({ PATH: '/a:/b' }, false, () => true)).toBe('/usr/lib/chromium/chromium');
  expect(findChromium({ PATH: '/a:/b' }, false, (file) => file === '/b/google-chrome')).toBe('/b/google-chrome');
});

it('takes the shell without windows when none are asked for and it is there', () => {
  expect(findChromium({ PATH: '/a' }, true, () => true)).toBe('/usr/lib/chromium/chromium-headless-shell');
  expect(findChromium({ PATH: '/a' }, true, (file) => file === '/a/chromium')).toBe('/a/chromium');
});

it('names the line that installs one', () => {
  expect(() => findChromium({ PATH: '/a' }, false, () => false)).toThrow('apt-get install -y chromium');
});
