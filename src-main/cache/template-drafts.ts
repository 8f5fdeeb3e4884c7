import type { TemplateDraftId } from '#shared/ids.ts';
import { TemplateDraft } from '#shared/template-draft.ts';
import type { Db } from './database.ts';

// Templates that are being written, in outbox.db: nobody else has them.

/** The one changed last comes first. A row of a former form that can't be read any more is left where it is. */
export function readTemplateDrafts(db: Db): TemplateDraft[] {
  const rows = db.all<{ data: string }>('SELECT data FROM template_draft ORDER BY updated_at DESC');
  return rows.flatMap(({ data }) => TemplateDraft.safeParse(JSON.parse(data)).data ?? []);
}

export function writeTemplateDraft(db: Db, draft: TemplateDraft): void {
  const sql = `INSERT INTO template_draft VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at`;
  db.run(sql, draft.id, JSON.stringify(draft), draft.updatedAt);
}

export function deleteTemplateDraft(db: Db, id: TemplateDraftId): void {
  db.run('DELETE FROM template_draft WHERE id = ?', id);
}
