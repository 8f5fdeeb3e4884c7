import { readConfig } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { replayWebhooks } from '../webhooks/replay.ts';
import type { Command } from './command.ts';

/** Takes in all kept webhooks again, with the server stopped: nothing changes but what had been missed. */
export const replay: Command = {
  summary: 'Takes in all kept webhooks again; what is known already does not change',
  usage: '(stop the server first; settings as for the server)',
  async run(_args, { env, directory, out }) {
    const config = await readConfig(env, directory);
    const database = await openDatabase({ url: config.databaseUrl, key: config.databaseKey });
    try {
      await migrate(database);
      const { replayed, changed, dead } = await replayWebhooks({
        db: database.db,
        changeLog: new ChangeLog(new Clock()),
      });
      out(`${replayed} webhooks replayed, ${changed} told something new; dead letters: ${dead}`);
      return 0;
    } finally {
      await database.close();
    }
  },
};
