import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import type { TenantId } from '#shared/ids.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { type ChangeEntry, ChangeLog } from '../sync/change-log.ts';
import { AccountSecrets } from './account-secrets.ts';
import { type AccountRow, listAccountRows, listAccountsWithToken, updateAccount } from './accounts.repository.ts';
import { GraphApi } from './graph-api.ts';

const everyMs = 60 * 60_000;

const Numbers = z.object({
  data: z.array(z.object({ id: z.coerce.string(), quality_rating: z.string().max(40).optional().catch(undefined) })),
});

/** Whose numbers: Meta tells that something changed, but not what the quality is now. */
export interface NumbersOf {
  tenantId: string;
  wabaId: string;
}

/** Reads the quality of the numbers at start, hourly, and when a webhook says that something about them changed. */
@Injectable()
export class NumberWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private readonly reading = new Map<string, Promise<void>>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly secrets: AccountSecrets,
    private readonly graph: GraphApi,
    private readonly changes: ChangeLog,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.readAll(), everyMs).unref();
    void this.readAll();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.settled();
  }

  /** Resolves when nothing is being read. */
  async settled(): Promise<void> {
    await Promise.all(this.reading.values());
  }

  /** Never rejects: what can't be read now is read in an hour. */
  async read(waba: NumbersOf): Promise<void> {
    const key = `${waba.tenantId} ${waba.wabaId}`;
    const reading = this.reading.get(key) ?? this.readNow(waba).finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    await reading;
  }

  private async readAll(): Promise<void> {
    try {
      const rows = (await listAccountsWithToken(this.db)).filter(isUsable);
      for (const row of new Map(rows.map((each) => [`${each.tenantId} ${each.wabaId}`, each])).values()) {
        await this.read(row);
      }
    } catch (error) {
      this.log.error('The numbers could not be looked at', { error });
    }
  }

  private async readNow({ tenantId, wabaId }: NumbersOf): Promise<void> {
    try {
      const rows = await listAccountRows(this.db, tenantId);
      const [speaker] = rows.filter((row) => row.wabaId === wabaId && row.accessToken !== null && isUsable(row));
      if (speaker === undefined) return;
      const token = await this.secrets.accessToken(tenantId, speaker.id);
      const answer = await this.graph.call('GET', `${wabaId}/phone_numbers?fields=id,quality_rating&limit=250`, token);
      const numbers = Numbers.safeParse(answer.ok ? answer.body : null).data;
      if (numbers === undefined) return;
      await this.takeOver(tenantId, new Map(numbers.data.map(({ id, quality_rating: quality }) => [id, quality])));
    } catch (error) {
      // fetch's own word for a Meta that can't be reached: nothing to trace.
      const isAway = error instanceof TypeError && error.message === 'fetch failed';
      this.log.warn('The quality of a business account’s numbers could not be read', {
        tenantId,
        ...(isAway ? {} : { error }),
      });
    }
  }

  private async takeOver(tenantId: string, qualities: ReadonlyMap<string, string | undefined>): Promise<void> {
    const changed = await this.db.transaction().execute(async (tx) => {
      const entries: ChangeEntry[] = [];
      for (const { id, phoneNumberId, qualityRating: had } of await listAccountRows(tx, tenantId)) {
        const qualityRating = qualities.get(phoneNumberId);
        if (qualityRating === undefined || qualityRating === had) continue;
        const row = await updateAccount(tx, tenantId, id, { qualityRating });
        if (row !== undefined) entries.push({ entity: 'account', entityId: id, version: row.version });
      }
      if (entries.length > 0) await this.changes.append(tx, tenantId, entries);
      return entries.length > 0;
    });
    // Our own rows: the id was made by newId.
    if (changed) this.changes.announce(tenantId as TenantId);
  }
}

const isUsable = ({ configured, isActive, cannotSend }: AccountRow): boolean =>
  configured === 1 && isActive === 1 && cannotSend === null;
