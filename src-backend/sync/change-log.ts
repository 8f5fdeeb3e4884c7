import { Injectable } from '@nestjs/common';
import type { Change, EntityKind } from '#shared/change.ts';
import { newId, type TenantId } from '#shared/ids.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { writeMany } from '../platform/database/many.ts';
import type { ChangeHeadTable, ChangeLogTable } from '../platform/database/tables.ts';

/** What changed: the entity's new version, and its only reader when it is not for the whole tenant. */
export interface ChangeEntry {
  entity: EntityKind;
  entityId: string;
  version: number;
  scopeUserId?: string | null;
  deleted?: boolean;
}

/** What a transaction has appended, for those who tell of it right after: they need not read it again. */
export interface Appended {
  /** The numbers (after, upTo]. */
  after: number;
  upTo: number;
  /** The state of what was appended, of each entity once, as everyone in the tenant may see it; null: read it. */
  changes: () => Change[] | null;
}

type Listener = (tenantId: TenantId, appended: readonly Appended[]) => void;

const insertRows = writeMany<ChangeLogTable>(
  ['tenantId', 'seq', 'entity', 'entityId', 'version', 'scopeUserId', 'deleted', 'at'],
  (db, rows) => db.insertInto('changeLog').values(rows),
);

const raiseHead = writeMany<ChangeHeadTable, { seq: number }>(['tenantId', 'epoch', 'seq', 'floorSeq'], (db, rows) =>
  db
    .insertInto('changeHead')
    .values(rows)
    .onConflict((oc) =>
      oc.column('tenantId').doUpdateSet((eb) => ({ seq: eb('changeHead.seq', '+', eb.ref('excluded.seq')) })),
    )
    .returning('seq'),
);

/**
 * The ordered log of everything a desktop must know (R-5a). Numbers come from one counter row per tenant that is
 * bumped in the caller's transaction, so the order of commits is the order of numbers and there are no gaps.
 */
@Injectable()
export class ChangeLog {
  private readonly listeners = new Set<Listener>();
  private readonly announced = new Map<TenantId, Appended[]>();

  constructor(private readonly clock: Clock) {}

  /** Takes `count` numbers and returns the first. The caller must write a row for each of them with `write`. */
  async reserve(tx: Tx, tenantId: string, count: number): Promise<number> {
    const [head] = await raiseHead(tx, [{ tenantId, epoch: newId<TenantId>(), seq: count, floorSeq: 0 }]);
    if (head === undefined) throw new Error('The counter of the change log gave no number');
    return head.seq - count + 1;
  }

  /** Writes the rows of numbers taken with `reserve`: entry i gets number `first + i`. */
  async write(tx: Tx, tenantId: string, first: number, entries: readonly ChangeEntry[]): Promise<void> {
    const at = this.clock.now();
    const rows = entries.map((entry, index) => ({
      tenantId,
      seq: first + index,
      entity: entry.entity,
      entityId: entry.entityId,
      version: entry.version,
      scopeUserId: entry.scopeUserId ?? null,
      deleted: entry.deleted === true ? 1 : 0,
      at,
    }));
    await insertRows(tx, rows);
  }

  /** Appends to the log in the caller's transaction; returns the number of the first entry, the rest follow it. */
  async append(tx: Tx, tenantId: string, entries: readonly ChangeEntry[]): Promise<number> {
    const first = await this.reserve(tx, tenantId, entries.length);
    await this.write(tx, tenantId, first, entries);
    return first;
  }

  /** The number of the last change. */
  async head(tx: Tx, tenantId: string): Promise<number> {
    const row = await tx.selectFrom('changeHead').select('seq').where('tenantId', '=', tenantId).executeTakeFirst();
    return row?.seq ?? 0;
  }

  /** Names the history that the numbers belong to. */
  async epoch(tx: Tx, tenantId: string): Promise<string> {
    const row = await tx.selectFrom('changeHead').select('epoch').where('tenantId', '=', tenantId).executeTakeFirst();
    return row?.epoch ?? '';
  }

  /**
   * Call after the commit, with what was appended where that is at hand. Listeners hear of it once per turn of the event
   * loop, however often it was called.
   */
  announce(tenantId: TenantId, appended?: Appended): void {
    if (this.announced.size === 0) setImmediate(() => this.tell());
    const all = this.announced.get(tenantId) ?? [];
    if (appended !== undefined) all.push(appended);
    this.announced.set(tenantId, all);
  }

  /** Returns its own unsubscribe. */
  onAnnounce(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    const announced = [...this.announced];
    this.announced.clear();
    for (const [tenantId, appended] of announced) for (const listener of this.listeners) listener(tenantId, appended);
  }
}
