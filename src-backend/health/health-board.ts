import { hostname } from 'node:os';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { HealthBoard, HealthSample } from '#shared/wire/health-routes.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import {
  addSample,
  forgetSamples,
  listRunningTenants,
  listSamples,
  readSending,
  readWebhooks,
  timeDatabase,
} from './health-facts.repository.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How sending and receiving does, written down once a minute and kept for a day: enough to see when it began. */
@Injectable()
export class HealthBoards implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private readonly startedAt: number;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.startedAt = clock.now();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.running = this.sample()), minuteMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  async show(tenantId: string): Promise<HealthBoard> {
    const { sample, sending, webhooks } = await this.look(tenantId);
    const { inMinute: _, ...seen } = webhooks;
    return {
      now: sample,
      version: packageJson.version,
      node: { name: hostname(), startedAt: this.startedAt },
      sending,
      webhooks: seen,
      history: await listSamples(this.db, tenantId, sample.at - dayMs),
    };
  }

  /** This minute's sample of every company; those of yesterday go. */
  async sample(): Promise<void> {
    try {
      const minute = Math.floor(this.clock.now() / minuteMs) * minuteMs;
      const found: [string, HealthSample][] = [];
      for (const tenantId of await listRunningTenants(this.db)) {
        const { sample } = await this.look(tenantId);
        found.push([tenantId, { ...sample, at: minute }]);
      }
      await this.db.transaction().execute(async (tx) => {
        for (const [tenantId, sample] of found) await addSample(tx, tenantId, sample);
        await forgetSamples(tx, minute - dayMs);
      });
    } catch (error) {
      this.log.warn('How the server does could not be written down', { error });
    }
  }

  private async look(tenantId: string) {
    const at = this.clock.now();
    const databaseMs = await timeDatabase(this.db, () => performance.now());
    const sending = await readSending(this.db, tenantId);
    const webhooks = await readWebhooks(this.db, tenantId, at);
    const sample: HealthSample = {
      at,
      waiting: sending.waiting + sending.held,
      webhooks: webhooks.inMinute,
      lagMs: webhooks.inMinute === 0 ? null : webhooks.lagMs,
      databaseMs,
      memoryBytes: process.memoryUsage.rss(),
    };
    return { sample, sending, webhooks };
  }
}
