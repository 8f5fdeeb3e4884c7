import { create } from 'zustand';
import type { BackupState } from '#shared/backup.ts';
import { api } from '../api.ts';
import { withProof } from './step-up.ts';

// Backups of the company on this computer. Main writes and reads them; here is what it says of them.

export const useBackups = create<{ backups: BackupState | null }>(() => ({ backups: null }));

export function applyBackups(backups: BackupState): void {
  useBackups.setState({ backups });
}

export async function loadBackups(): Promise<void> {
  applyBackups(await api.backups.get());
}

export const backUp = () => api.backups.backUp();
export const cancelBackup = () => api.backups.cancel();
export const chooseBackupFolder = () => api.backups.chooseFolder();
export const keepBackups = (count: number) => api.backups.keep({ count });
export const findBackups = (elsewhere: boolean) => api.backups.find({ elsewhere });

/** Ends with the question who signs in. Null when the person thought better of it. */
export const restoreBackup = (id: string, recoveryKey: string) =>
  withProof(() => api.backups.restore({ id, recoveryKey }));

/** The new key, this once; null when the person thought better of it. */
export const renewRecoveryKey = () => withProof(() => api.backups.renewRecoveryKey());
