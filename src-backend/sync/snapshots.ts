import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { EntityKind } from '#shared/change.ts';
import { AppError } from '#shared/error.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { ChangePages } from './change-pages.ts';
import { Entities } from './entities.ts';
import { type Reader, toChange } from './entity-source.ts';

type Page = RestResponse<'snapshot'>;

/** Where a snapshot stands. Opaque to the desktop, checked when it comes back. */
const Cursor = z.object({
  epoch: z.string().max(64),
  upTo: z.int(),
  entity: EntityKind,
  /** Id of the last row delivered of this entity. */
  afterId: z.string().max(100),
  done: z.int(),
  total: z.int(),
});
type Cursor = z.infer<typeof Cursor>;

/**
 * The present state, page by page, for a desktop that begins or has to begin anew. It is not frozen: what changes while
 * the pages are read comes again in the changes after `upTo`, which was taken before the first page.
 */
@Injectable()
export class Snapshots {
  constructor(
    private readonly entities: Entities,
    private readonly pages: ChangePages,
  ) {}

  /** Throws `sync_reset` when the backend's history was replaced meanwhile, `invalid_input` for a foreign cursor. */
  async page(reader: Reader, query: { cursor?: string; since: number; limit: number }): Promise<Page> {
    const head = await this.pages.head(reader.tenantId);
    const { since, limit } = query;
    const start = { epoch: head.epoch, upTo: head.seq };
    let cursor =
      query.cursor === undefined ? await this.begin(reader, 'tenant', start, since) : parseCursor(query.cursor);
    if (cursor.epoch !== head.epoch) throw new AppError('sync_reset', 'This desktop must load its data anew');
    for (;;) {
      const { epoch, upTo, entity, afterId, total } = cursor;
      const entities = await this.entities.sources[entity].list(reader, { afterId, since, limit });
      const done = cursor.done + entities.length;
      const next =
        entities.length < limit
          ? await this.beginAfter(reader, cursor, since)
          : { ...cursor, afterId: entities.at(-1)?.id ?? afterId, done };
      if (entities.length > 0 || next === null) {
        const rows = entities.map((row) => toChange(entity, upTo, row));
        const progress = { done, total: Math.max(done, total) };
        return { epoch, upTo, entity, rows, next: next === null ? null : formatCursor(next), progress };
      }
      cursor = next;
    }
  }

  private async begin(
    reader: Reader,
    entity: EntityKind,
    { epoch, upTo }: Pick<Cursor, 'epoch' | 'upTo'>,
    since: number,
  ): Promise<Cursor> {
    const total = await this.entities.sources[entity].count(reader, since);
    return { epoch, upTo, entity, afterId: '', done: 0, total };
  }

  private async beginAfter(reader: Reader, cursor: Cursor, since: number): Promise<Cursor | null> {
    const following = EntityKind.options[EntityKind.options.indexOf(cursor.entity) + 1];
    return following === undefined ? null : await this.begin(reader, following, cursor, since);
  }
}

function formatCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function parseCursor(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (error) {
    throw new AppError('invalid_input', 'cursor: is not one that this server gave out', {
      details: { field: 'cursor' },
      cause: error,
    });
  }
}
