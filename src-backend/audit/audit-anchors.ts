import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { anchorKey, appendAnchors, signAnchor } from './anchor-file.ts';
import { chainHead, listChains } from './audit-chain.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Writes where every audit chain stands to a file outside of the database, and to the log: at the start and every day.
 * Only against this can somebody see that the newest entries were cut off (S-64).
 */
@Injectable()
export class AuditAnchors implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private readonly written = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.write();
    this.timer = setInterval(() => void this.write(), dayMs).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Chains that have not grown since the last time are left out. */
  async write(): Promise<void> {
    try {
      const key = anchorKey(this.config.jwtSecret);
      const at = new Date(this.clock.now()).toISOString();
      const anchors = [];
      for (const tenantId of await listChains(this.db)) {
        const { seq, hash } = await chainHead(this.db, tenantId);
        if (this.written.get(tenantId) === seq) continue;
        this.written.set(tenantId, seq);
        anchors.push(signAnchor(key, { at, tenantId, seq, hash }));
      }
      if (anchors.length === 0) return;
      if (this.config.auditAnchorFile !== null) appendAnchors(this.config.auditAnchorFile, anchors);
      for (const { tenantId, seq, hash } of anchors) {
        this.log.info(`The audit chain stands at entry ${seq}: ${hash}`, { tenantId });
      }
    } catch (error) {
      this.log.error('The audit anchor could not be written', { error });
    }
  }
}
