import type { Change, EntityKind } from '#shared/change.ts';

/** Who reads: decides which scoped entities are in it (R-5e). `userId` null: only what everyone in the tenant may see. */
export interface Reader {
  tenantId: string;
  userId: string | null;
}

export interface Entity {
  id: string;
  version: number;
  data: NonNullable<Change['data']>;
}

/** One kind of synced thing as it is now. Everything is of the reader's tenant, and what they may see. */
export interface EntitySource {
  /** Those that are gone are missing. */
  load(reader: Reader, ids: readonly string[]): Promise<Entity[]>;
  /** In order of id, from after `afterId`. `since` (epoch ms) cuts off old messages and nothing else. */
  list(reader: Reader, page: { afterId: string; since: number; limit: number }): Promise<Entity[]>;
  count(reader: Reader, since: number): Promise<number>;
}

export type EntitySources = Record<EntityKind, EntitySource>;

export function toEntity<E extends { id: string; version: number } & Entity['data']>(data: E): Entity {
  return { id: data.id, version: data.version, data };
}

export const entityKey = (kind: EntityKind, id: string): string => `${kind}:${id}`;

export function toChange(
  kind: EntityKind,
  seq: number,
  { id, version, data }: Omit<Entity, 'data'> & { data: Entity['data'] | null },
): Change {
  // Kind and data come from the same source; the compiler can't see that they belong together.
  return { seq, entity: kind, id, version, data } as Change;
}

/** People, numbers and the like of a company are few: read at once, a page is cut from them. */
export function fewOf(all: (reader: Reader) => Promise<Entity[]>): EntitySource {
  return {
    async load(reader, ids) {
      const wanted = new Set(ids);
      return (await all(reader)).filter(({ id }) => wanted.has(id));
    },
    async list(reader, { afterId, limit }) {
      const after = (await all(reader)).filter(({ id }) => id > afterId);
      return after.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    count: async (reader) => (await all(reader)).length,
  };
}
