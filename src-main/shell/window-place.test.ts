import { expect, it } from 'vitest';
import { noMemory, parseWindowMemory, reachableBounds } from './window-place.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const second = { x: 1440, y: 0, width: 1920, height: 1080 };
const bounds = { x: 1600, y: 100, width: 1280, height: 820 };

it('puts the window back where it was', () => {
  expect(reachableBounds(bounds, [laptop, second])).toEqual(bounds);
});

it('centres it when its screen is gone or its title bar would be out of reach', () => {
  expect(reachableBounds(bounds, [laptop])).toBeNull();
  expect(reachableBounds({ ...bounds, x: 100, y: -40 }, [laptop])).toBeNull();
  expect(reachableBounds(null, [laptop])).toBeNull();
});

it('forgets what it cannot read', () => {
  expect(parseWindowMemory('{"bounds":')).toEqual(noMemory);
  expect(parseWindowMemory('{"bounds":{"x":"left"},"maximized":true,"hintShown":true}')).toEqual(noMemory);
  const memory = { bounds, maximized: true, hintShown: true };
  expect(parseWindowMemory(JSON.stringify(memory))).toEqual(memory);
});
