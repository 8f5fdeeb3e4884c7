import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { defaultSettings } from '#shared/settings.ts';
import { SettingsStore, type StoredWorkspace } from './settings-store.ts';

// electron-store imports 'electron', which outside Electron is the path of its program; this keeps it from looking for
// that program on the network.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/nowhere';
});

const now = Date.UTC(2026, 10, 20);
const key = Buffer.alloc(32, 5);
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-settings-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = (options: { key?: Uint8Array | null } = {}): SettingsStore =>
  new SettingsStore({ dir, key, now, ...options });

const workspace = (id = newId<WorkspaceId>()): StoredWorkspace => ({
  id,
  mode: 'team',
  name: 'CANARY Company',
  url: 'https://parley.example',
  clientId: newId(),
  refreshToken: 'CANARY-refresh-token',
  isLeft: false,
});

it('starts with defaults and finds what was changed', () => {
  const store = open();
  expect([store.condition, store.settings()]).toEqual(['new', defaultSettings]);
  store.update({ theme: 'dark', undoSendSeconds: 10, density: undefined });
  const known = workspace();
  store.saveWorkspace(known);
  store.setCurrent(known.id);
  const again = open();
  expect(again.condition).toBe('read');
  expect(again.settings()).toEqual({ ...defaultSettings, theme: 'dark', undoSendSeconds: 10 });
  expect([again.workspaces(), again.current()]).toEqual([[known], known.id]);
});

it('writes what changed only', () => {
  const store = open();
  const known = workspace();
  store.saveWorkspace(known);
  const bytes = readFileSync(join(dir, 'settings.json'));
  store.saveWorkspace({ ...known });
  store.update({ theme: store.settings().theme });
  expect(readFileSync(join(dir, 'settings.json')).equals(bytes)).toBe(true);
});

it('S-31 T-14 holds nothing readable, and only its owner may read the file', () => {
  open().saveWorkspace(workspace());
  for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name)).includes('CANARY'), name).toBe(false);
  expect(statSync(join(dir, 'settings.json')).mode & 0o777).toBe(0o600);
});

it.each([
  ['another key', () => undefined, Buffer.alloc(32, 6)],
  ['a flipped bit', (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60), key],
  ['a cut file', (bytes: Buffer) => bytes.fill(0, 20), key],
])('S-31 keeps a file with %s aside instead of overwriting it, and uses defaults', (_name, spoil, with_) => {
  open().update({ theme: 'dark' });
  const path = join(dir, 'settings.json');
  const bytes = readFileSync(path);
  spoil(bytes);
  writeFileSync(path, bytes);
  const store = open({ key: with_ });
  expect([store.condition, store.settings()]).toEqual(['unreadable', defaultSettings]);
  expect(readFileSync(join(dir, `settings.unreadable-${now}.json`)).equals(bytes)).toBe(true);
  expect(open({ key: with_ }).condition).toBe('read');
});

it('S-45 hands each workspace its own refresh token and nobody else its', () => {
  const store = open();
  const [one, two] = [workspace(), workspace()];
  store.saveWorkspace(one);
  store.saveWorkspace(two);
  store.tokens(one.id).save('rotated');
  expect(open().tokens(one.id).load()).toBe('rotated');
  expect(open().tokens(two.id).load()).toBe('CANARY-refresh-token');
  store.removeWorkspace(one.id);
  store.tokens(one.id).save('late answer');
  expect(store.tokens(one.id).load()).toBeNull();
});

it('D6 in memory mode nothing is written', () => {
  const store = open({ key: null });
  store.saveWorkspace(workspace());
  store.update({ theme: 'light' });
  expect([store.condition, store.settings().theme]).toEqual(['memory', 'light']);
  expect(readdirSync(dir)).toEqual([]);
});

it('keeps the order in which workspaces were added, whatever changes about them', () => {
  const store = open();
  const [one, two] = [workspace(), workspace()];
  store.saveWorkspace(one);
  store.saveWorkspace(two);
  store.saveWorkspace({ ...one, name: 'Renamed' });
  expect(
    open()
      .workspaces()
      .map(({ name }) => name),
  ).toEqual(['Renamed', 'CANARY Company']);
});

it('a profile of one workspace opens it and one’s own company; those that were left stay left, with what they had', () => {
  const [current, left] = [workspace(), workspace()];
  const company = { ...workspace(), mode: 'embedded' as const };
  const withoutMark = ({ isLeft: _isLeft, ...old }: StoredWorkspace) => old;
  const file = new ElectronStore({
    name: 'settings',
    cwd: dir,
    encryptionKey: key,
    encryptionAlgorithm: 'aes-256-gcm',
    accessPropertiesByDotNotation: false,
  });
  file.store = {
    file: 'settings',
    v: 1,
    settings: { ...defaultSettings, theme: 'dark' },
    workspaces: [left, company, current].map(withoutMark),
    current: current.id,
    lock: null,
  };
  const store = open();
  expect([store.condition, store.settings().theme, store.current()]).toEqual(['read', 'dark', current.id]);
  expect(store.workspaces()).toEqual([{ ...left, isLeft: true }, company, current]);
  store.update({ theme: 'light' });
  expect(open().workspaces()).toEqual(store.workspaces());
});
