import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keychainFile, openKeychain } from './keychain.ts';
import { createSafeStorage } from './safe-storage.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keychain-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function storage(state: string, passwordStore?: string, file = path.join(folder, 'keychain')) {
  return createSafeStorage(
    () => openKeychain({ STANDIN_KEYCHAIN: state, STANDIN_KEYCHAIN_FILE: file }, passwordStore),
    () => true,
  );
}

it('closes and opens text, never twice alike', async () => {
  const one = storage('available');
  const closed = [await one.encryptStringAsync('geheim'), await one.encryptStringAsync('geheim')];
  expect(closed[0]?.equals(closed[1]!)).toBe(false);
  expect(closed[0]?.toString('latin1')).not.toContain('geheim');
  expect(await storage('available').decryptStringAsync(closed[0]!)).toEqual({
    result: 'geheim',
    shouldReEncrypt: false,
  });
  expect(one.decryptString(one.encryptString(''))).toBe('');
});

it('refuses what was changed, cut short or made elsewhere', async () => {
  const one = storage('available');
  const closed = await one.encryptStringAsync('geheim');
  const changed = Buffer.from(closed);
  changed[changed.length - 1]! ^= 1;
  const elsewhere = await storage('available', undefined, path.join(folder, 'other')).encryptStringAsync('geheim');
  for (const bad of [changed, closed.subarray(0, 10), elsewhere, Buffer.alloc(0)]) {
    await expect(one.decryptStringAsync(bad)).rejects.toThrow('Error while decrypting');
  }
});

it.each([
  ['unavailable', 'Encryption is not available'],
  ['locked', 'temporarily unavailable'],
  ['lost', 'Error while decrypting'],
  ['basic_text', 'Error while decrypting'],
  ['kwallet', 'Error while decrypting'],
])('does not open in state %s what was closed before: %s', async (state, message) => {
  const closed = await storage('available').encryptStringAsync('geheim');
  await expect(storage(state).decryptStringAsync(closed)).rejects.toThrow(message);
});

it('a new key asks for old text to be closed anew, and stays good afterwards', async () => {
  const old = await storage('available').encryptStringAsync('geheim');
  const rotated = storage('re-encrypt');
  expect(await rotated.decryptStringAsync(old)).toEqual({ result: 'geheim', shouldReEncrypt: true });
  const anew = await rotated.encryptStringAsync('geheim');
  expect(await rotated.decryptStringAsync(anew)).toEqual({ result: 'geheim', shouldReEncrypt: false });
  expect(await storage('available').decryptStringAsync(anew)).toEqual({ result: 'geheim', shouldReEncrypt: false });
});

it('the previous keyring opens again when it is asked for by --password-store', async () => {
  const closed = await storage('available').encryptStringAsync('geheim');
  const back = storage('kwallet', 'gnome-libsecret');
  expect(back.getSelectedStorageBackend()).toBe('gnome_libsecret');
  expect(await back.decryptStringAsync(closed)).toMatchObject({ result: 'geheim' });
  expect(storage('available', 'basic').getSelectedStorageBackend()).toBe('basic_text');
});

it('the synchronous half counts basic text as no encryption, as Electron does', async () => {
  const basic = storage('basic_text');
  expect([basic.isEncryptionAvailable(), await basic.isAsyncEncryptionAvailable()]).toEqual([false, true]);
  basic.setUsePlainTextEncryption(true);
  expect(basic.isEncryptionAvailable()).toBe(true);
});

it('is of no use before the app is ready', async () => {
  const early = createSafeStorage(
    () => openKeychain({}, undefined),
    () => false,
  );
  expect([early.isEncryptionAvailable(), early.getSelectedStorageBackend()]).toEqual([false, 'unknown']);
  await expect(early.encryptStringAsync('x')).rejects.toThrow('before app is ready');
});

it('the key belongs to one person, is made once and leaves no draft', async () => {
  const file = path.join(folder, 'deep/er/keychain');
  const closed = await storage('available', undefined, file).encryptStringAsync('geheim');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(['keychain']);
  expect(await storage('available', undefined, file).decryptStringAsync(closed)).toMatchObject({ result: 'geheim' });
});

it('says what is wrong with a state or a key file it cannot use', async () => {
  await expect(storage('broken').isAsyncEncryptionAvailable()).rejects.toThrow(
    'STANDIN_KEYCHAIN=broken is not one of available, unavailable',
  );
  const file = path.join(folder, 'short');
  writeFileSync(file, 'short');
  await expect(storage('available', undefined, file).isAsyncEncryptionAvailable()).rejects.toThrow(
    'is not a keychain file',
  );
});

it("lies outside the profile, where the operating system keeps a person's data", () => {
  expect(keychainFile({ XDG_DATA_HOME: '/data' })).toBe('/data/electron-stand-in/keychain');
  expect(keychainFile({})).toMatch(/\.local\/share\/electron-stand-in\/keychain$/);
});
