import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { KeystoreProblem } from '#shared/app-state.ts';
import { WorkspaceId } from '#shared/ids.ts';
import { readKeysFile, writeKeysFile, type KeysFile } from './keys-file.ts';
import type { Keystore } from './keystore.ts';
import { seal, unseal } from './seal.ts';
import { openRecovery, Vault } from './vault.ts';

const canaryText = 'parley keys are readable';
const canaryContext = 'canary|1';
type Problem = z.infer<typeof KeystoreProblem>;

const asideMs = 7 * 24 * 60 * 60 * 1000;

/** What a start finds (S-33). Nothing was changed on disk unless it is `ready`. */
export type VaultState =
  | { state: 'ready'; vault: Vault; created: boolean; rewrapped: boolean }
  | {
      state: Problem;
      /** The keystore in use now, and the one that wrapped the keys: `--password-store` brings the former back. */
      backend: string;
      formerBackend: string | null;
      /** Workspaces whose backend opens with its recovery key. */
      recoverable: WorkspaceId[];
    };

export interface VaultOptions {
  /** The profile's folder, where keys.json lies. */
  dir: string;
  keystore: Keystore;
  /** Epoch ms. */
  now: number;
}

/** Opens the key hierarchy, or makes it on first start. Never makes new keys beside ones it can't read. */
export async function openVault(options: VaultOptions): Promise<VaultState> {
  const { dir, keystore, now } = options;
  expireAside(dir, now);
  const file = readKeysFile(dir);
  const problem = (state: Problem): VaultState => ({
    state,
    backend: keystore.backend(),
    formerBackend: file === null || file === 'damaged' ? null : file.backend,
    recoverable: file === null || file === 'damaged' ? [] : recoverableIn(file),
  });
  if (file === null) {
    const created = await createVault(options, {});
    return created instanceof Vault
      ? { state: 'ready', vault: created, created: true, rewrapped: false }
      : problem(created);
  }
  if (file === 'damaged') return problem('mismatch');
  const moved = file.backend !== keystore.backend();
  // A password that everybody knows protects nothing (D6), whatever it decrypts.
  if (keystore.backend() === 'basic_text') return problem(moved ? 'backend_changed' : 'unavailable');
  const unwrapped = await unwrap(keystore, file);
  if (typeof unwrapped === 'string') return problem(unwrapped === 'mismatch' && moved ? 'backend_changed' : unwrapped);
  if (!unwrapped.shouldReEncrypt && !moved) {
    return { state: 'ready', vault: new Vault(dir, file, unwrapped.masterKey), created: false, rewrapped: false };
  }
  const encrypted = await keystore.encrypt(unwrapped.masterKey.toString('base64'));
  const rewrapped = { ...file, backend: keystore.backend(), masterKey: Buffer.from(encrypted).toString('base64') };
  writeKeysFile(dir, rewrapped, 'keep');
  return { state: 'ready', vault: new Vault(dir, rewrapped, unwrapped.masterKey), created: false, rewrapped: true };
}

/** Keys that live as long as the process; nothing about them is ever on disk (D6). */
export function openMemoryVault(): Vault {
  const masterKey = randomBytes(32);
  return new Vault(null, { ...newFile('memory', 0, masterKey), masterKey: '', workspaces: {} }, masterKey);
}

export interface StartOverOptions extends VaultOptions {
  /** Names in `dir` of what is under the old keys for good, given the workspaces that a recovery key still opens. */
  lostFiles: (recoverable: readonly WorkspaceId[]) => readonly string[];
}

/**
 * New keys beside what can't be read: keys.json and the lost files go into `aside/`, where they stay for 7 days.
 * Recovery seals are taken along, and what they open stays where it is. A keystore that still can't be used gives its
 * problem.
 */
export async function startOver(options: StartOverOptions): Promise<Vault | Problem> {
  const { dir, now, lostFiles } = options;
  const file = readKeysFile(dir);
  const kept: KeysFile['workspaces'] = {};
  for (const [id, { recovery }] of Object.entries(file === null || file === 'damaged' ? {} : file.workspaces)) {
    if (recovery !== undefined) kept[id] = { recovery };
  }
  const problem = await probe(options.keystore);
  if (problem !== null) return problem;
  const aside = join(dir, 'aside', String(now));
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  // Copies: until the new keys are written, the recovery seals are in these files only.
  for (const name of ['keys.json', 'keys.json.bak']) {
    if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(aside, name));
  }
  for (const name of lostFiles(Object.keys(kept).map((id) => WorkspaceId.parse(id)))) {
    if (!existsSync(join(dir, name))) continue;
    mkdirSync(dirname(join(aside, name)), { recursive: true, mode: 0o700 });
    renameSync(join(dir, name), join(aside, name));
  }
  return createVault(options, kept);
}

/**
 * A lost keyring and a recovery key: starts over and brings the workspace's keys under the new master key. Throws
 * recovery_key_wrong before anything is moved.
 */
export async function recoverVault(
  options: StartOverOptions & { workspaceId: WorkspaceId; recoveryKey: string },
): Promise<Vault | Problem> {
  const { dir, workspaceId, recoveryKey } = options;
  const file = readKeysFile(dir);
  openRecovery(
    workspaceId,
    (file === null || file === 'damaged' ? {} : file.workspaces[workspaceId]) ?? {},
    recoveryKey,
  );
  const vault = await startOver(options);
  if (vault instanceof Vault) vault.recover(workspaceId, recoveryKey);
  return vault;
}

async function createVault(
  { dir, keystore, now }: VaultOptions,
  workspaces: KeysFile['workspaces'],
): Promise<Vault | Problem> {
  const problem = await probe(keystore);
  if (problem !== null) return problem;
  const masterKey = randomBytes(32);
  const encrypted = await keystore.encrypt(masterKey.toString('base64'));
  const file: KeysFile = {
    ...newFile(keystore.backend(), now, masterKey),
    masterKey: Buffer.from(encrypted).toString('base64'),
    workspaces,
  };
  // A copy from before would be of keys that nobody can open.
  writeKeysFile(dir, file, 'forget');
  return new Vault(dir, file, masterKey);
}

function newFile(backend: string, now: number, masterKey: Buffer): Omit<KeysFile, 'masterKey' | 'workspaces'> {
  return { v: 1, backend, createdAt: now, canary: seal(masterKey, Buffer.from(canaryText), canaryContext) };
}

/** What keeps new keys from being made; null when nothing does. */
async function probe(keystore: Keystore): Promise<'unavailable' | 'locked' | null> {
  if (keystore.backend() === 'basic_text') return 'unavailable';
  try {
    await keystore.encrypt('probe');
    return null;
  } catch (error) {
    return isTemporary(error) ? 'locked' : 'unavailable';
  }
}

async function unwrap(
  keystore: Keystore,
  file: KeysFile,
): Promise<{ masterKey: Buffer; shouldReEncrypt: boolean } | Problem> {
  try {
    const { result, shouldReEncrypt } = await keystore.decrypt(Buffer.from(file.masterKey, 'base64'));
    const masterKey = Buffer.from(result, 'base64');
    // Some sandboxes answer with a wrong value instead of an error.
    const canary = masterKey.length === 32 ? unseal(masterKey, file.canary, canaryContext) : null;
    return canary?.toString() === canaryText ? { masterKey, shouldReEncrypt } : 'mismatch';
  } catch (error) {
    if (isTemporary(error)) return 'locked';
    return (await keystore.isAvailable()) ? 'mismatch' : 'unavailable';
  }
}

/** Electron says so in words only: the keyring is there, but nobody has unlocked it. */
function isTemporary(error: unknown): boolean {
  return error instanceof Error && /temporarily unavailable/i.test(error.message);
}

function recoverableIn(file: KeysFile): WorkspaceId[] {
  return Object.entries(file.workspaces).flatMap(([id, entry]) =>
    entry.recovery === undefined ? [] : [WorkspaceId.parse(id)],
  );
}

function expireAside(dir: string, now: number): void {
  const aside = join(dir, 'aside');
  if (!existsSync(aside)) return;
  for (const name of readdirSync(aside)) {
    if (Number(name) < now - asideMs) rmSync(join(aside, name), { recursive: true, force: true });
  }
}
