import { Inject, Injectable } from '@nestjs/common';
import { newId, type TemplateId, type TenantId } from '#shared/ids.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { type ChangeEntry, ChangeLog } from '../sync/change-log.ts';
import { factsOf, isSame, type MetaTemplate } from './from-meta.ts';
import type { Waba } from './template-graph.ts';
import {
  findTemplate,
  insertTemplate,
  listOfWaba,
  markSynced,
  type TemplateRow,
  updateTemplate,
} from './templates.repository.ts';

export interface SyncFigures {
  seen: number;
  added: number;
  updated: number;
  removed: number;
  /** Changed here while Meta was being asked: to be read again. */
  missed: number;
}

/** Done in the transaction that changes a copy: what is audited of it. */
type Also = (tx: Tx, row: TemplateRow) => Promise<void>;

/** Versions of the copies, by id, when Meta began to be asked. */
export type Before = ReadonlyMap<string, number>;

/** Takes over what Meta lists. */
@Injectable()
export class TemplateStore {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changes: ChangeLog,
    private readonly clock: Clock,
  ) {}

  async versions({ tenantId, wabaId }: Waba, name?: string): Promise<Before> {
    return new Map((await listOfWaba(this.db, tenantId, wabaId, name)).map(({ id, version }) => [id, version]));
  }

  /**
   * Makes the copies like `listed`: all of the WABA, or all languages of `name`. What changed here while Meta was being
   * asked, by a webhook or by us, is newer than the list and is left alone.
   */
  async takeOver(waba: Waba, listed: readonly MetaTemplate[], before: Before, name?: string): Promise<SyncFigures> {
    const { tenantId, wabaId } = waba;
    const figures: SyncFigures = { seen: listed.length, added: 0, updated: 0, removed: 0, missed: 0 };
    const now = this.clock.now();
    await this.db.transaction().execute(async (tx) => {
      await lockTemplates(tx, tenantId);
      const rows = await listOfWaba(tx, tenantId, wabaId, name);
      const byIdentity = new Map(rows.map((row) => [identityOf(row), row]));
      const entries: ChangeEntry[] = [];
      const same: string[] = [];
      const met = new Set<string>();
      for (const template of listed) {
        const facts = factsOf(template);
        const identity = identityOf({ name: template.name, language: facts.language });
        if (met.has(identity)) continue;
        met.add(identity);
        const row = byIdentity.get(identity);
        if (row === undefined) {
          const added = { ...facts, ...newRow(waba, template.name, now) };
          await insertTemplate(tx, added);
          entries.push(changed(added));
          figures.added++;
        } else if (before.get(row.id) !== row.version) {
          figures.missed++;
        } else if (isSame(row, facts)) {
          same.push(row.id);
        } else {
          const isOther = row.metaId !== facts.metaId;
          const next: TemplateRow = {
            ...row,
            ...facts,
            // Meta's words about a former state say nothing about this one.
            statusNote: row.status === facts.status && !isOther ? row.statusNote : null,
            heard: isOther ? '{}' : row.heard,
            version: row.version + 1,
            syncedAt: now,
          };
          await updateTemplate(tx, row, next, now);
          entries.push(changed(next));
          if (row.status === 'DELETED') figures.added++;
          else figures.updated++;
        }
      }
      for (const row of rows) {
        const isGone = !met.has(identityOf(row)) && row.status !== 'DELETED';
        if (!isGone || before.get(row.id) !== row.version) continue;
        const next = { ...row, status: 'DELETED', statusNote: null, version: row.version + 1, syncedAt: now };
        await updateTemplate(tx, row, next, now);
        entries.push(changed(next));
        figures.removed++;
      }
      await markSynced(tx, tenantId, same, now);
      if (entries.length > 0) await this.changes.append(tx, tenantId, entries);
    });
    // Our own ids.
    if (figures.added + figures.updated + figures.removed > 0) this.changes.announce(tenantId as TenantId);
    return figures;
  }

  /** Meta has taken a new template. A webhook may have been faster, and the copy be here. */
  async putCreated(waba: Waba, template: MetaTemplate, also: Also): Promise<TemplateRow> {
    const facts = factsOf(template);
    const now = this.clock.now();
    const result = await this.db.transaction().execute(async (tx) => {
      await lockTemplates(tx, waba.tenantId);
      const rows = await listOfWaba(tx, waba.tenantId, waba.wabaId, template.name);
      const old = rows.find(({ language }) => language === facts.language);
      if (old?.metaId === facts.metaId) {
        await also(tx, old);
        return old;
      }
      const fresh = newRow(waba, template.name, now);
      const row: TemplateRow =
        old === undefined
          ? { ...fresh, ...facts }
          : { ...fresh, ...facts, id: old.id, createdAt: old.createdAt, version: old.version + 1 };
      if (old === undefined) await insertTemplate(tx, row);
      else await updateTemplate(tx, old, row, now);
      await this.changes.append(tx, waba.tenantId, [changed(row)]);
      await also(tx, row);
      return row;
    });
    // Our own id.
    this.changes.announce(waba.tenantId as TenantId);
    return result;
  }

  /** Meta has deleted it. */
  async putDeleted({ tenantId, id }: Pick<TemplateRow, 'tenantId' | 'id'>, also: Also): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await lockTemplates(tx, tenantId);
      const row = await findTemplate(tx, tenantId, id);
      if (row === undefined) return;
      if (row.status !== 'DELETED') {
        const next = { ...row, status: 'DELETED', statusNote: null, version: row.version + 1 };
        await updateTemplate(tx, row, next, this.clock.now());
        await this.changes.append(tx, tenantId, [changed(next)]);
      }
      await also(tx, row);
    });
    // Our own id.
    this.changes.announce(tenantId as TenantId);
  }
}

/** All that write copies of a company's templates wait for each other. */
export async function lockTemplates(tx: Tx, tenantId: string): Promise<void> {
  await serialise(tx, `templates ${tenantId}`);
}

export function newRow({ tenantId, wabaId }: Waba, name: string, now: number) {
  return {
    tenantId,
    id: newId<TemplateId>(),
    wabaId,
    name,
    statusNote: null,
    heard: '{}',
    version: 1,
    syncedAt: now,
    createdAt: now,
  };
}

export function changed({ id, version }: Pick<TemplateRow, 'id' | 'version'>): ChangeEntry {
  return { entity: 'template', entityId: id, version };
}

const identityOf = ({ name, language }: Pick<TemplateRow, 'name' | 'language'>): string => `${name} ${language}`;
