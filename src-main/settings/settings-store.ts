import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { WorkspaceInfo } from '#shared/app-state.ts';
import { ClientId, WorkspaceId } from '#shared/ids.ts';
import { defaultSettings, Settings, type SettingsPatch } from '#shared/settings.ts';
import { BackupRecord, type BackupStore } from '../backup/backups.ts';
import { LockRecord, type LockStore } from '../lock/app-lock.ts';
import type { TokenStore } from '../workspace/workspace-api.ts';

/** A workspace this desktop knows, with the session that signs it in again. */
export const StoredWorkspace = z.object({
  ...WorkspaceInfo.shape,
  clientId: ClientId,
  refreshToken: z.string().nullable(),
  /** Not in the rail and not opened; its client id, and what lies under its keys, wait for the person to come back. */
  isLeft: z.boolean(),
});
export type StoredWorkspace = z.infer<typeof StoredWorkspace>;

const Content = z.object({
  /** Stands for the authenticated context the file format has no room for: another file put in its place is refused. */
  file: z.literal('settings'),
  v: z.literal(2),
  settings: Settings,
  /** In the order in which the person added them. */
  workspaces: z.array(StoredWorkspace),
  /** The one that was shown last. */
  current: WorkspaceId.nullable(),
  lock: LockRecord.nullable().default(null),
  backup: BackupRecord.nullable().default(null),
});
type Content = z.infer<typeof Content>;

/** Until there were several at once, only the current one was open; a company on this computer always was one's own. */
const ContentOfOne = z
  .object({
    ...Content.shape,
    v: z.literal(1),
    workspaces: z.array(StoredWorkspace.omit({ isLeft: true })),
  })
  .transform((old): Content => ({
    ...old,
    v: 2,
    workspaces: old.workspaces.map((each) => ({
      ...each,
      isLeft: each.id !== old.current && each.mode !== 'embedded',
    })),
  }));

const empty: Content = {
  file: 'settings',
  v: 2,
  settings: defaultSettings,
  workspaces: [],
  current: null,
  lock: null,
  backup: null,
};

export interface SettingsOptions {
  /** The profile's folder. */
  dir: string;
  /** The vault's store key; null keeps everything in memory (D6). */
  key: Uint8Array | null;
  /** Epoch ms, for the name of an unreadable file that is put aside. */
  now: number;
}

/**
 * Settings, known workspaces and their refresh tokens, in one encrypted file (S-31). Reads come from memory; every
 * change is on disk when the method returns.
 */
export class SettingsStore implements LockStore, BackupStore {
  /** `unreadable`: the file was not ours, damaged or under another key; it lies aside and defaults are in use. */
  readonly condition: 'new' | 'read' | 'unreadable' | 'memory';
  readonly #disk: ElectronStore | null;
  #content: Content;

  constructor({ dir, key, now }: SettingsOptions) {
    if (key === null) {
      this.condition = 'memory';
      this.#disk = null;
      this.#content = empty;
      return;
    }
    const existed = existsSync(pathIn(dir));
    const found = existed ? read(dir, key) : null;
    if (existed && found === null) putAside(dir, now);
    this.condition = found !== null ? 'read' : existed ? 'unreadable' : 'new';
    this.#disk = found?.disk ?? openFile(dir, key);
    this.#content = found?.content ?? empty;
    if (found === null) this.#toDisk(empty);
  }

  settings(): Settings {
    return this.#content.settings;
  }

  update(patch: z.infer<typeof SettingsPatch>): Settings {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    this.#write({ ...this.#content, settings: Settings.parse({ ...this.#content.settings, ...given }) });
    return this.settings();
  }

  workspaces(): readonly StoredWorkspace[] {
    return this.#content.workspaces;
  }

  workspace(id: WorkspaceId): StoredWorkspace | undefined {
    return this.#content.workspaces.find((known) => known.id === id);
  }

  /** Adds a workspace, or replaces the one with its id in its place. */
  saveWorkspace(workspace: StoredWorkspace): void {
    const { workspaces } = this.#content;
    const isKnown = workspaces.some(({ id }) => id === workspace.id);
    const next = isKnown
      ? workspaces.map((each) => (each.id === workspace.id ? workspace : each))
      : [...workspaces, workspace];
    this.#write({ ...this.#content, workspaces: next });
  }

  removeWorkspace(id: WorkspaceId): void {
    const { current } = this.#content;
    const workspaces = this.#content.workspaces.filter((known) => known.id !== id);
    this.#write({ ...this.#content, workspaces, current: current === id ? null : current });
  }

  /** The workspace that is shown at the next start. */
  current(): WorkspaceId | null {
    return this.#content.current;
  }

  setCurrent(id: WorkspaceId | null): void {
    this.#write({ ...this.#content, current: id });
  }

  lock(): LockRecord | null {
    return this.#content.lock;
  }

  saveLock(lock: LockRecord | null): void {
    this.#write({ ...this.#content, lock });
  }

  backup(): BackupRecord | null {
    return this.#content.backup;
  }

  saveBackup(backup: BackupRecord): void {
    this.#write({ ...this.#content, backup });
  }

  /** The refresh token of one workspace, for its `openWorkspace`. */
  tokens(id: WorkspaceId): TokenStore {
    return {
      load: () => this.workspace(id)?.refreshToken ?? null,
      save: (refreshToken) => {
        const known = this.workspace(id);
        if (known !== undefined) this.saveWorkspace({ ...known, refreshToken });
      },
    };
  }

  #write(content: Content): void {
    if (isDeepStrictEqual(content, this.#content)) return;
    this.#toDisk(content);
    this.#content = content;
  }

  /** Holds the process up for as long as a key is derived. Content with this field is not merged with the file's. */
  #toDisk(content: Content): void {
    if (this.#disk !== null) this.#disk.store = { ...content, __internal__: {} };
  }
}

const pathIn = (dir: string): string => join(dir, 'settings.json');

function openFile(dir: string, key: Uint8Array): ElectronStore {
  return new ElectronStore({
    name: 'settings',
    cwd: dir,
    encryptionKey: key,
    encryptionAlgorithm: 'aes-256-gcm',
    configFileMode: 0o600,
    // True would overwrite a file that can't be decrypted.
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  });
}

function read(dir: string, key: Uint8Array): { disk: ElectronStore; content: Content } | null {
  try {
    const disk = openFile(dir, key);
    return { disk, content: z.union([Content, ContentOfOne]).parse({ ...disk.store }) };
  } catch {
    return null;
  }
}

/** Keeps the newest unreadable file, so that support can look at it. */
function putAside(dir: string, now: number): void {
  for (const name of readdirSync(dir)) {
    if (/^settings\.unreadable-\d+\.json$/.test(name)) rmSync(join(dir, name));
  }
  renameSync(pathIn(dir), join(dir, `settings.unreadable-${now}.json`));
}
