import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Bridge, createBridge } from './bridge.ts';

/** Both worlds of a page share one window, which is all the bridge needs. */
let world: EventTarget & Record<string, unknown>;
let main: Bridge;
let isolated: Bridge;

beforeEach(() => {
  world = new EventTarget() as typeof world;
  vi.stubGlobal('window', world);
  main = createBridge('n', 'main');
  isolated = createBridge('n', 'isolated', async (request) => ({ answered: request }));
});
afterEach(() => vi.unstubAllGlobals());

it('exposes data and functions, frozen', async () => {
  isolated.expose('api', { version: 1, nested: { add: (a: number, b: number) => a + b }, list: [1] });
  const api = world.api as { version: number; nested: { add(a: number, b: number): number }; list: number[] };
  expect([api.version, api.nested.add(1, 2), api.list]).toEqual([1, 3, [1]]);
  expect([Object.isFrozen(api), Object.isFrozen(api.nested), Object.isFrozen(api.list)]).toEqual([true, true, true]);
});

it('carries callbacks and promises the other way', async () => {
  isolated.expose('api', { later: (callback: (text: string) => string) => Promise.resolve(callback('from preload')) });
  const api = world.api as { later(callback: (text: string) => string): Promise<string> };
  await expect(api.later((text) => `${text}, through the page`)).resolves.toBe('from preload, through the page');
});

it('gives one function one identity, so that listeners can be removed', () => {
  const seen: unknown[] = [];
  isolated.expose('api', { see: (callback: unknown) => void seen.push(callback) });
  const api = world.api as { see(callback: unknown): void };
  const callback = () => {};
  api.see(callback);
  api.see(callback);
  expect(seen[0]).toBe(seen[1]);
});

it('carries errors, thrown and rejected, as errors of the other side', async () => {
  isolated.expose('api', {
    fail: () => {
      throw new TypeError('bad');
    },
    reject: async () => {
      throw new Error('later');
    },
  });
  const api = world.api as { fail(): void; reject(): Promise<void> };
  expect(() => api.fail()).toThrow('bad');
  await expect(api.reject()).rejects.toThrow('later');
});

it('refuses to replace what the page already has', () => {
  isolated.expose('api', {});
  expect(() => isolated.expose('api', {})).toThrow(
    'Cannot bind an API on top of an existing property on the window object',
  );
});

it('refuses symbols and endless nesting', () => {
  const endless: Record<string, unknown> = {};
  endless.self = endless;
  expect(() => isolated.expose('symbol', { s: Symbol('s') })).toThrow('could not be cloned');
  expect(() => isolated.expose('endless', endless)).toThrow('recursion depth exceeded');
});

it("answers the main world's own requests", async () => {
  await expect(main.callHost({ op: 'x' })).resolves.toEqual({ answered: { op: 'x' } });
});
