import { Inject, Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import type { Change, ChangePage, EntityKind } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import type { ChangeLogTable } from '../platform/database/tables.ts';
import { Entities } from './entities.ts';
import { type Entity, entityKey, type Reader, toChange } from './entity-source.ts';

export type LogRow = Selectable<ChangeLogTable>;

export interface Head {
  epoch: string;
  seq: number;
  floorSeq: number;
}

/** Reads the change log as pages that say which range they cover (ruling 46). */
@Injectable()
export class ChangePages {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly entities: Entities,
  ) {}

  async head(tenantId: string): Promise<Head> {
    const head = await this.db
      .selectFrom('changeHead')
      .select(['epoch', 'seq', 'floorSeq'])
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    // Every tenant is born with a change of its own.
    if (head === undefined) throw new AppError('not_found', 'This company has no change log');
    return head;
  }

  /**
   * The next `limit` numbers after `after`, with what the reader may see of them. Throws `sync_reset` when the cursor is
   * from another history, or from before what the log still holds.
   */
  async after(reader: Reader, cursor: { epoch: string; after: number }, limit: number): Promise<ChangePage> {
    const head = await this.head(reader.tenantId);
    const { epoch, after } = cursor;
    if (epoch !== head.epoch || after < head.floorSeq || after > head.seq) {
      throw new AppError('sync_reset', 'This desktop must load its data anew', { details: { epoch: head.epoch } });
    }
    const rows = await this.rows(reader.tenantId, after, Math.min(after + limit, head.seq));
    const changes = await this.toChanges(reader, rows);
    return { epoch, after, upTo: rows.at(-1)?.seq ?? after, head: head.seq, changes };
  }

  /** The rows numbered (after, upTo]. */
  async rows(tenantId: string, after: number, upTo: number): Promise<LogRow[]> {
    if (upTo <= after) return [];
    return await this.db
      .selectFrom('changeLog')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('seq', '>', after)
      .where('seq', '<=', upTo)
      .orderBy('seq')
      .execute();
  }

  /** What the reader may see of these rows: of each entity only the newest row, joined with its state of now. */
  async toChanges(reader: Reader, rows: readonly LogRow[]): Promise<Change[]> {
    const visible = visibleTo(reader, rows);
    const entities = await this.entities.load(reader, visible.filter((row) => row.deleted === 0).map(asKey));
    return joinChanges(visible, entities);
  }
}

/** Of each entity only the newest row that the reader may see, in order. */
export function visibleTo({ userId }: Pick<Reader, 'userId'>, rows: readonly LogRow[]): LogRow[] {
  const newest = new Map<string, LogRow>();
  for (const row of rows) {
    if (row.scopeUserId !== null && row.scopeUserId !== userId) continue;
    const key = entityKey(row.entity as EntityKind, row.entityId);
    // Deleted first: a map keeps the place of its first insertion.
    newest.delete(key);
    newest.set(key, row);
  }
  return [...newest.values()];
}

export function joinChanges(rows: readonly LogRow[], entities: ReadonlyMap<string, Entity>): Change[] {
  return rows.map((row) => {
    const { entity: kind, entityId } = asKey(row);
    const entity = entities.get(entityKey(kind, entityId));
    return toChange(kind, row.seq, entity ?? { id: entityId, version: row.version, data: null });
  });
}

function asKey(row: LogRow): { entity: EntityKind; entityId: string } {
  // Only ChangeLog writes this table, and it takes nothing else.
  return { entity: row.entity as EntityKind, entityId: row.entityId };
}
