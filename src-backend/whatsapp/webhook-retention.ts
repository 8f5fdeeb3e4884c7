import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { leastWebhookDays } from '#shared/company.ts';
import { CompanyService } from '../company/company.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';

const dayMs = 24 * 60 * 60 * 1000;
const everyMs = 60 * 60 * 1000;
const rowsPerStep = 500;

/** Lets go of the bodies of webhooks after as many days as their company has settled. */
@Injectable()
export class WebhookRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly company: CompanyService,
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

  /** Of those that were for nobody here, and of each company. */
  async purge(): Promise<void> {
    const tenants = await this.db.selectFrom('tenant').select('id').execute();
    // Meta comes again for up to 7 days: after that no copy can come any more (S-51).
    await this.purgeOf(null, leastWebhookDays);
    for (const { id } of tenants) await this.purgeOf(id, (await this.company.get(id)).keepWebhooksDays);
  }

  /** In small steps, so that nothing waits for it. They are numbered as they came: the first young one ends it. */
  private async purgeOf(tenantId: string | null, days: number): Promise<void> {
    const cutOff = this.clock.now() - days * dayMs;
    for (;;) {
      const rows = await this.db
        .selectFrom('webhookEvent')
        .select(['id', 'receivedAt'])
        .where('tenantId', tenantId === null ? 'is' : '=', tenantId)
        .orderBy('id')
        .limit(rowsPerStep)
        .execute();
      const old = rows.filter(({ receivedAt }) => receivedAt < cutOff).map(({ id }) => id);
      if (old.length === 0) return;
      await this.db.deleteFrom('webhookEvent').where('id', 'in', old).execute();
    }
  }
}
