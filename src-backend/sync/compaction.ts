import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';

/** Who was away for longer loads a snapshot (R-5d). */
const keptMs = 30 * 24 * 60 * 60 * 1000;
const everyMs = 60 * 60 * 1000;
const rowsPerStep = 1000;

/** Cuts off the old end of each company's change log. */
@Injectable()
export class Compaction implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.compact().catch((error: unknown) => this.log.error('The change log could not be compacted', { error }));
    }, everyMs).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  async compact(): Promise<void> {
    const heads = await this.db.selectFrom('changeHead').select('tenantId').execute();
    for (const { tenantId } of heads) while (await this.step(tenantId));
  }

  /** The floor moves in the transaction that deletes: nobody is ever given a page with a hole. True: there is more. */
  private async step(tenantId: string): Promise<boolean> {
    const cutOff = this.clock.now() - keptMs;
    return await this.db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom('changeLog')
        .select(['seq', 'at'])
        .where('tenantId', '=', tenantId)
        .orderBy('seq')
        .limit(rowsPerStep)
        .execute();
      const firstKept = rows.findIndex(({ at }) => at >= cutOff);
      const last = rows.at(firstKept === -1 ? rowsPerStep - 1 : firstKept - 1) ?? rows.at(-1);
      if (last === undefined || firstKept === 0) return false;
      await tx.updateTable('changeHead').set({ floorSeq: last.seq }).where('tenantId', '=', tenantId).execute();
      await tx.deleteFrom('changeLog').where('tenantId', '=', tenantId).where('seq', '<=', last.seq).execute();
      return firstKept === -1 && rows.length === rowsPerStep;
    });
  }
}
