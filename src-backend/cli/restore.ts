import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readHead } from '../backups/backup-files.ts';
import { explainFailure } from '../backups/carry-out.ts';
import { openSeal } from '../backups/recovery-seal.ts';
import { restoreBackup } from '../backups/restore-backup.ts';
import { StartError } from '../platform/start-error.ts';
import type { Command } from './command.ts';

/** A desktop's backup becomes the data of a server: for a company that moves off one computer, or lost it. */
export const restore: Command = {
  summary: 'Makes a data folder from a desktop’s backup, and the settings that open it',
  usage: '<folder of one backup> <new data folder>   (PARLEY_RECOVERY_KEY holds the recovery key)',
  async run(args, { env, directory, out, err }) {
    const [from, to] = args;
    const recoveryKey = env['PARLEY_RECOVERY_KEY'];
    if (from === undefined || to === undefined || recoveryKey === undefined) {
      err(`Usage: parley restore ${restore.usage}`);
      return 2;
    }
    const backup = resolve(directory, from);
    const dataDir = resolve(directory, to);
    const head = await readHead(backup);
    if (head === null) throw new StartError('configuration', `${backup} is no backup: it has no backup.json`);
    if (existsSync(dataDir)) throw new StartError('configuration', `${dataDir} is there already: name a new folder`);
    const secrets = openSeal(head, recoveryKey);
    try {
      const { databaseKey } = secrets;
      const { counts, missingFiles } = await restoreBackup(
        { backup, dataDir, databaseKey },
        () => undefined,
        Date.now(),
      );
      const settings = join(dataDir, 'restored.env');
      const lines = [
        `DATABASE_URL=sqlite:${join(dataDir, 'parley.db')}`,
        `DATABASE_KEY=${databaseKey}`,
        `JWT_SECRET=${secrets.jwtSecret}`,
        `ENCRYPTION_KEYS=${secrets.encryptionKeys}`,
      ];
      writeFileSync(settings, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
      out(`✅ ${counts.conversations} conversations, ${counts.messages} messages, ${counts.files} files`);
      if (missingFiles > 0) out(`${missingFiles} files are not in the backup`);
      out(`Put the lines of ${settings} into .env, then: npm run backend`);
      return 0;
    } catch (error) {
      throw new StartError('database_corrupt', explainFailure(error).message, error);
    }
  },
};
