import { newId } from '#shared/ids.ts';
import type { TemplateEvent } from '#shared/wire/templates-routes.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { TemplateEventTable, TemplateTable } from '../platform/database/tables.ts';

const mostShown = 200;

type Of = Pick<TemplateTable, 'tenantId' | 'id'>;
type Told = Pick<TemplateEvent, 'kind'> & Partial<Pick<TemplateEventTable, 'before' | 'after' | 'note' | 'actorId'>>;

/** @param at epoch ms; when Meta said so, or a person did it. */
export async function noteEvent(tx: Tx, { tenantId, id }: Of, at: number, told: Told): Promise<void> {
  await tx
    .insertInto('templateEvent')
    .values({
      tenantId,
      templateId: id,
      id: newId(),
      at,
      before: null,
      after: null,
      note: null,
      actorId: null,
      ...told,
    })
    .execute();
}

const watched = ['status', 'quality', 'category'] as const;

/** Writes down what is different now. `before` null: it was not there. */
export async function noteChanges(tx: Tx, before: TemplateTable | null, now: TemplateTable, at: number): Promise<void> {
  for (const kind of watched) {
    const [old, next] = [before?.[kind] ?? null, now[kind]];
    // The category of a new one goes without saying, and so does that nobody can tell its quality yet.
    if (old === next || (before === null && kind !== 'status')) continue;
    if (kind === 'quality' && old === null && next === 'UNKNOWN') continue;
    const note = kind === 'status' ? (now.rejectedReason ?? now.statusNote) : null;
    // oxlint-disable-next-line no-await-in-loop -- one after the other, in this order
    await noteEvent(tx, now, at, { kind, before: old, after: next, note });
  }
}

/** The newest first. */
export async function listEvents(db: Db, tenantId: string, templateId: string): Promise<TemplateEvent[]> {
  const rows = await db
    .selectFrom('templateEvent')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('templateId', '=', templateId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostShown)
    .execute();
  return rows.map(({ at, kind, before, after, note, actorId }) => ({
    at: new Date(at).toISOString(),
    // Written by this file.
    kind: kind as TemplateEvent['kind'],
    before,
    after,
    note,
    by: actorId as TemplateEvent['by'],
  }));
}
