import { mkdirSync } from 'node:fs';
import { z } from 'zod';
import {
  BackupCounts,
  BackupProblemCode,
  type BackupProgress,
  type BackupState,
  type FoundBackup,
  type RecoverySeal,
} from '#shared/backup.ts';
import { AppError } from '#shared/error.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import type { BackupOrder } from '#shared/wire/backup-process.ts';
import type { Child } from '../backend/supervisor.ts';
import type { Clock } from '../sync/clock.ts';
import { BackupFailure, startBackupProcess, type BackupOutcome, type BackupRun } from './backup-process.ts';
import { findBackups, type BackupOnDisk } from './find-backups.ts';

/** What is remembered of backups on this desktop, in the encrypted settings file. */
export const BackupRecord = z.object({
  /** null: the default one. */
  folder: z.string().nullable(),
  keep: z.int().min(1).max(365),
  last: z.object({ at: z.int(), counts: BackupCounts, missingFiles: z.int() }).nullable(),
  problem: z.object({ at: z.int(), code: BackupProblemCode, message: z.string() }).nullable(),
});
export type BackupRecord = z.infer<typeof BackupRecord>;

export interface BackupStore {
  backup: () => BackupRecord | null;
  saveBackup: (record: BackupRecord) => void;
}

/** The company on this computer, as long as it is open. */
export interface BackedUpCompany {
  id: WorkspaceId;
  dataDir: string;
  /** In base64. */
  databaseKey: string;
  recovery: RecoverySeal;
}

export interface BackupsOptions {
  /** null until the keychain is open. */
  store: () => BackupStore | null;
  company: () => BackedUpCompany | null;
  spawn: () => Child;
  /** Made when it is first needed. */
  defaultFolder: string;
  askForFolder: () => Promise<string | null>;
  clock: Clock;
  onState: (state: BackupState) => void;
}

const none: BackupRecord = { folder: null, keep: 7, last: null, problem: null };
const everyMs = 24 * 60 * 60_000;
/** A failed one is tried again sooner: the disk may be back. */
const retryMs = 60 * 60_000;
const lookEveryMs = 10 * 60_000;
/** The start of the app is not slowed down. */
const firstLookMs = 60_000;

/** Daily backups of the company on this computer, and what a person does about them (ruling 42, R-7e). */
export class Backups {
  readonly #options: BackupsOptions;
  #running: { run: BackupRun; progress: BackupProgress } | null = null;
  /** What a page was shown last: it names one by its place in here. */
  #found: readonly BackupOnDisk[] = [];
  #stopTimer: () => void = () => undefined;

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  /** From now on there is one a day, also on a computer that sleeps at night. */
  start(): void {
    this.#lookAfter(firstLookMs);
  }

  stop(): void {
    this.#stopTimer();
    this.#running?.run.cancel();
  }

  state(): BackupState {
    const { folder, keep, last, problem } = this.#record();
    return {
      available: this.#options.company() !== null,
      folder: folder ?? this.#options.defaultFolder,
      isDefaultFolder: folder === null,
      keep,
      last,
      running: this.#running?.progress ?? null,
      problem,
    };
  }

  /** Writes one now. Throws AppError with what to do; the same stays on the screen until one succeeds. */
  async backUp(): Promise<void> {
    const company = this.#options.company();
    if (company === null) throw new AppError('conflict', 'No company on this computer is open.');
    const { folder, keep } = this.#record();
    // A folder that a person chose is never made: its disk may be away.
    if (folder === null) mkdirSync(this.#options.defaultFolder, { recursive: true, mode: 0o700 });
    const { id: workspaceId, dataDir, databaseKey, recovery } = company;
    const at = this.#options.clock.now();
    try {
      const outcome = await this.#run({
        type: 'backup',
        databaseKey,
        dataDir,
        folder: folder ?? this.#options.defaultFolder,
        head: { v: 1, workspaceId, createdAt: at, recovery },
        keep,
      });
      this.#save({ last: { at, ...outcome }, problem: null });
    } catch (error) {
      if (error instanceof BackupFailure && error.code !== 'cancelled') {
        this.#save({ problem: { at, code: error.code, message: error.message } });
      }
      throw error instanceof BackupFailure ? toAppError(error) : error;
    }
  }

  /** One process at a time. Throws {@link BackupFailure}. */
  async #run(order: BackupOrder): Promise<BackupOutcome> {
    if (this.#running !== null)
      throw new AppError('conflict', 'A backup is being written or read. Wait until it is done.');
    const run = startBackupProcess(this.#options.spawn, order, (progress) => {
      if (this.#running?.run !== run) return;
      this.#running = { run, progress };
      this.#tell();
    });
    this.#running = { run, progress: { step: order.type === 'backup' ? 'database' : 'check', done: 0, total: 0 } };
    this.#tell();
    try {
      return await run.done;
    } finally {
      this.#running = null;
      this.#tell();
    }
  }

  /** Reads a backup into a data folder. Throws AppError with what to do. */
  async copy(order: BackupOrder): Promise<void> {
    try {
      await this.#run(order);
    } catch (error) {
      throw error instanceof BackupFailure ? toAppError(error) : error;
    }
  }

  cancel(): void {
    this.#running?.run.cancel();
  }

  /** Asks the person; false when they thought better of it. */
  async chooseFolder(): Promise<boolean> {
    const folder = await this.#options.askForFolder();
    if (folder === null) return false;
    this.#save({ folder, problem: null });
    return true;
  }

  keep(keep: number): void {
    this.#save({ keep });
  }

  /** In the folder in use, or in one that the person is asked for; null when they thought better of it. */
  async find(elsewhere: boolean): Promise<FoundBackup[] | null> {
    const folder = elsewhere ? await this.#options.askForFolder() : this.state().folder;
    if (folder === null) return null;
    this.#found = findBackups(folder);
    return this.#found.map(({ head, bytes }, index) => ({
      id: String(index),
      createdAt: head.createdAt,
      workspaceId: head.workspaceId,
      bytes,
    }));
  }

  found(id: string): BackupOnDisk {
    const backup = this.#found[Number(id)];
    if (backup === undefined) throw new AppError('not_found', 'This backup is no longer in the list. Look again.');
    return backup;
  }

  #lookAfter(delayMs: number): void {
    this.#stopTimer = this.#options.clock.after(delayMs, () => {
      this.#lookAfter(lookEveryMs);
      if (this.#isDue()) this.backUp().catch((error: unknown) => console.error('backup:', error));
    });
  }

  #isDue(): boolean {
    if (this.#options.company() === null || this.#running !== null) return false;
    const { last, problem } = this.#record();
    const now = this.#options.clock.now();
    if (problem !== null && now - problem.at < retryMs) return false;
    return last === null || now - last.at >= everyMs;
  }

  #record(): BackupRecord {
    return this.#options.store()?.backup() ?? none;
  }

  #save(changed: Partial<BackupRecord>): void {
    this.#options.store()?.saveBackup({ ...this.#record(), ...changed });
    this.#tell();
  }

  #tell(): void {
    this.#options.onState(this.state());
  }
}

function toAppError({ code, message }: BackupFailure): AppError {
  return new AppError(code === 'wrong_key' ? 'recovery_key_wrong' : 'conflict', message, { details: { backup: code } });
}
