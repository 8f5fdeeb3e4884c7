import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';

/** Meta comes again for up to 7 days: after that no copy can come any more (S-51). */
const keptMs = 8 * 24 * 60 * 60 * 1000;
const everyMs = 60 * 60 * 1000;
const rowsPerStep = 500;

/** Lets go of the bodies of webhooks when they have served. */
@Injectable()
export class WebhookRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.log.error('Old webhooks could not be deleted', { error }));
    }, everyMs).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** In small steps, so that nothing waits for it. Ids begin with Meta's time, so the old ones come first. */
  async purge(): Promise<void> {
    const cutOff = this.clock.now() - keptMs;
    const lastId = String(Math.floor(cutOff / 1000)).padStart(12, '0');
    let after = '';
    for (;;) {
      const rows = await this.db
        .selectFrom('webhookEvent')
        .select(['id', 'receivedAt'])
        .where('id', '>', after)
        .where('id', '<', lastId)
        .orderBy('id')
        .limit(rowsPerStep)
        .execute();
      // An old thread that was imported lately is kept as long as anything else.
      const old = rows.filter(({ receivedAt }) => receivedAt < cutOff).map(({ id }) => id);
      if (old.length > 0) await this.db.deleteFrom('webhookEvent').where('id', 'in', old).execute();
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsPerStep) return;
      after = last.id;
    }
  }
}
