import type { BackupCounts, BackupProblemCode, BackupProgress } from '#shared/backup.ts';
import { BackupReport, type BackupOrder } from '#shared/wire/backup-process.ts';
import type { Child } from '../backend/supervisor.ts';

export interface BackupOutcome {
  counts: BackupCounts;
  missingFiles: number;
}

/** A backup could not be written or read; the text says what to do. */
export class BackupFailure extends Error {
  readonly code: BackupProblemCode;

  constructor(code: BackupProblemCode, message: string) {
    super(message);
    this.name = 'BackupFailure';
    this.code = code;
  }
}

export interface BackupRun {
  /** Throws {@link BackupFailure}. */
  done: Promise<BackupOutcome>;
  /** `done` fails with `cancelled`. What was half-written is cleared away by the next run. */
  cancel: () => void;
}

/** One order, one process. */
export function startBackupProcess(
  spawn: () => Child,
  order: BackupOrder,
  onProgress: (progress: BackupProgress) => void,
): BackupRun {
  const { promise, resolve, reject } = Promise.withResolvers<BackupOutcome>();
  const child = spawn();
  child.onMessage((message) => {
    // Anything else it says is not for us.
    const report = BackupReport.safeParse(message).data;
    if (report?.report === 'progress') onProgress(report.progress);
    if (report?.report === 'done') resolve({ counts: report.counts, missingFiles: report.missingFiles });
    if (report?.report === 'failed') reject(new BackupFailure(report.code, report.message));
  });
  child.onExit((code) => {
    reject(new BackupFailure('internal', `The backup ended without a result (exit code ${code}). Try again.`));
  });
  child.send(order);
  return {
    done: promise,
    cancel: () => {
      reject(new BackupFailure('cancelled', 'The backup was cancelled.'));
      child.destroy();
    },
  };
}
