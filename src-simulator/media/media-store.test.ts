import { expect, it } from 'vitest';
import { type Clock, createClock } from '../engine/clock.ts';
import { createMetaIds } from '../engine/meta-ids.ts';
import { createFaults, type FaultSwitches } from '../faults/faults.ts';
import { createMediaStore, type MediaStore } from './media-store.ts';

const dayMs = 86_400_000;

function aStore(): { store: MediaStore; clock: Clock; faults: FaultSwitches } {
  const clock = createClock({ frozenAt: Date.UTC(2026, 10, 20) });
  const faults = createFaults();
  return { clock, faults, store: createMediaStore('7', { clock, faults, ids: createMetaIds('7', clock.now()) }) };
}

const jpeg = { bytes: Buffer.from('picture'), mimeType: 'image/jpeg' };

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}

it('forgets an upload after 30 days and what a customer sent after 7', () => {
  const { store, clock } = aStore();
  const uploaded = store.add({ ...jpeg, uploadedBy: '1' });
  const received = store.add({ ...jpeg, uploadedBy: null, receivedBy: '1' });
  clock.advance(7 * dayMs - 1);
  expect(store.find(received.id)).toBe(received);
  clock.advance(1);
  expect(store.find(received.id)).toBeUndefined();
  clock.advance(23 * dayMs - 1);
  expect(store.find(uploaded.id)).toBe(uploaded);
  clock.advance(1);
  expect(store.find(uploaded.id)).toBeUndefined();
});

it('gives URLs that live five minutes, that nobody can forge, and that die with their file', () => {
  const { store, clock } = aStore();
  const file = store.add({ ...jpeg, uploadedBy: '1' });
  const other = store.add({ ...jpeg, uploadedBy: '1' });
  const query = queryOf(store.urlOf(file, 'http://127.0.0.1:1'));
  expect(store.findByUrl(query)).toBe(file);
  expect(store.findByUrl({ ...query, mid: other.id })).toBeUndefined();
  expect(store.findByUrl({ ...query, ext: String(Number(query['ext']) + 60) })).toBeUndefined();
  expect(store.findByUrl({})).toBeUndefined();
  clock.advance(5 * 60_000 - 1);
  expect(store.findByUrl(query)).toBe(file);
  clock.advance(1);
  expect(store.findByUrl(query)).toBeUndefined();

  const again = queryOf(store.urlOf(file, 'http://127.0.0.1:1'));
  store.remove(file.id);
  expect(store.findByUrl(again)).toBeUndefined();
});

it('gives URLs that are over at once while the fault is on', () => {
  const { store, faults } = aStore();
  const file = store.add({ ...jpeg, uploadedBy: '1' });
  faults.change({ mediaUrlExpired: true });
  const query = queryOf(store.urlOf(file, 'http://127.0.0.1:1'));
  faults.reset();
  expect(store.findByUrl(query)).toBeUndefined();
});

it('gives the same ids for the same seed and time', () => {
  const ids = [aStore(), aStore()].map(({ store }) => store.add({ ...jpeg, uploadedBy: '1' }).id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).toMatch(/^[1-9]\d{15}$/);
});

it('finds a finished upload by its handle, which starts like those of Meta', () => {
  const { store } = aStore();
  const handle = store.addHandle({ ...jpeg, filename: 'logo.jpg' });
  expect(handle).toMatch(/^4::aW1hZ2Uv/);
  expect(store.findHandle(handle)).toEqual({ ...jpeg, filename: 'logo.jpg' });
  expect(store.findHandle('4::aW')).toBeUndefined();
});
