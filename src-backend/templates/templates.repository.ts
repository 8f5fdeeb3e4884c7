import { sql } from 'kysely';
import type { TemplateId } from '#shared/ids.ts';
import type { Template } from '#shared/template.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import { inChunks } from '../platform/database/many.ts';
import type { TemplateTable } from '../platform/database/tables.ts';
import { noteChanges } from './template-history.ts';

export type TemplateRow = TemplateTable;

export function toTemplate(row: TemplateRow): Template {
  return {
    // Our own row: written by this folder.
    id: row.id as TemplateId,
    version: row.version,
    wabaId: row.wabaId,
    metaId: row.metaId,
    name: row.name,
    language: row.language,
    category: row.category,
    status: row.status,
    parameterFormat: row.parameterFormat === 'named' ? 'named' : 'positional',
    components: JSON.parse(row.components) as Template['components'],
    quality: row.quality,
    rejectedReason: row.rejectedReason,
    statusNote: row.statusNote,
    correctCategory: row.correctCategory,
    ttlSeconds: row.ttlSeconds,
    syncedAt: row.syncedAt,
  };
}

const ofTenant = (db: Db, tenantId: string) => db.selectFrom('template').selectAll().where('tenantId', '=', tenantId);

export async function findTemplate(db: Db, tenantId: string, id: string): Promise<TemplateRow | undefined> {
  return await ofTenant(db, tenantId).where('id', '=', id).executeTakeFirst();
}

/** `name`: of this name in all languages; none: all of the WABA. */
export async function listOfWaba(db: Db, tenantId: string, wabaId: string, name?: string): Promise<TemplateRow[]> {
  return await ofTenant(db, tenantId)
    .where('wabaId', '=', wabaId)
    .$if(name !== undefined, (query) => query.where('name', '=', name ?? ''))
    .orderBy('name')
    .orderBy('language')
    .execute();
}

export interface TemplateFilter {
  wabaIds?: readonly string[] | undefined;
  name?: string | undefined;
  language?: string | undefined;
  status?: string | undefined;
  category?: string | undefined;
  /** Part of a name or of the words. */
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** By name and language. Deleted ones only when they are asked for by status. */
export async function pageOfTemplates(
  db: Db,
  tenantId: string,
  { wabaIds, name, language, status, category, search, limit, offset }: TemplateFilter,
): Promise<{ rows: TemplateRow[]; total: number }> {
  const matching = db
    .selectFrom('template')
    .where('tenantId', '=', tenantId)
    .$if(wabaIds !== undefined, (query) => query.where('wabaId', 'in', wabaIds?.length ? wabaIds : ['']))
    .$if(name !== undefined, (query) => query.where('name', '=', name ?? ''))
    .$if(language !== undefined, (query) => query.where('language', '=', language ?? ''))
    .where('status', status === undefined ? '<>' : '=', status ?? 'DELETED')
    .$if(category !== undefined, (query) => query.where('category', '=', category ?? ''))
    .$if(search !== undefined, (query) => {
      const part = `%${(search ?? '').toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      const holds = (column: 'name' | 'components') => sql<boolean>`lower(${sql.ref(column)}) like ${part} escape '\\'`;
      return query.where((eb) => eb.or([holds('name'), holds('components')]));
    });
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching
    .selectAll()
    .orderBy('name')
    .orderBy('language')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total: Number(total) };
}

export async function loadTemplatesByIds(db: Db, tenantId: string, ids: readonly string[]): Promise<Template[]> {
  const rows = await inChunks(ids, (chunk) => ofTenant(db, tenantId).where('id', 'in', chunk).execute());
  return rows.map(toTemplate);
}

/** In order of id. */
export async function listTemplates(db: Db, tenantId: string, afterId: string, limit: number): Promise<Template[]> {
  const rows = await ofTenant(db, tenantId).where('id', '>', afterId).orderBy('id').limit(limit).execute();
  return rows.map(toTemplate);
}

export async function countTemplates(db: Db, tenantId: string): Promise<number> {
  const { count } = await db
    .selectFrom('template')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertTemplate(tx: Tx, row: TemplateRow): Promise<void> {
  await tx.insertInto('template').values(row).execute();
  await noteChanges(tx, null, row, row.createdAt);
}

/**
 * Writes the whole row; the caller has raised its version when people see a difference. `at`: epoch ms, since when it is
 * so.
 */
export async function updateTemplate(tx: Tx, before: TemplateRow, next: TemplateRow, at: number): Promise<void> {
  const { tenantId, id, ...change } = next;
  await noteChanges(tx, before, next, at);
  await tx.updateTable('template').set(change).where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

/** Meta was asked, and nothing has changed. */
export async function markSynced(tx: Tx, tenantId: string, ids: readonly string[], syncedAt: number): Promise<void> {
  await inChunks(ids, (chunk) =>
    tx.updateTable('template').set({ syncedAt }).where('tenantId', '=', tenantId).where('id', 'in', chunk).execute(),
  );
}
