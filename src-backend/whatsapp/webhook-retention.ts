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

  /** In small steps, so that nothing waits for it. They are numbered as they came: the first young one ends it. */
  async purge(): Promise<void> {
    const cutOff = this.clock.now() - keptMs;
    for (;;) {
      const rows = await this.db
        .selectFrom('webhookEvent')
        .select(['id', 'receivedAt'])
        .orderBy('id')
        .limit(rowsPerStep)
        .execute();
      const last = rows.filter(({ receivedAt }) => receivedAt < cutOff).at(-1);
      if (last === undefined) return;
      await this.db.deleteFrom('webhookEvent').where('id', '<=', last.id).where('receivedAt', '<', cutOff).execute();
    }
  }
}
