import { AppError } from '#shared/error.ts';
import { whyNotToSend } from '#shared/template.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import { findSync } from './sync-runs.repository.ts';
import { listOfWaba, toTemplate } from './templates.repository.ts';

/** A template as a message names it. */
export interface NamedTemplate {
  name: string;
  language: string;
}

/** Stands in `details.reason` of the refusals below. */
export const templateReason = 'template';

/**
 * Throws `conflict` with the reason for a template that Meta would not send, and `invalid_input` for one that Meta doesn't
 * have. Where Meta has never been asked what there is, Meta decides.
 */
export async function assertSendable(
  db: Db,
  waba: { tenantId: string; wabaId: string },
  { name, language }: NamedTemplate,
): Promise<void> {
  const rows = await listOfWaba(db, waba.tenantId, waba.wabaId, name);
  const row = rows.find((known) => known.language === language);
  const details = { reason: templateReason, template: name, language };
  if (row !== undefined) {
    const problem = whyNotToSend(toTemplate(row));
    if (problem !== null) throw new AppError('conflict', problem, { details: { ...details, status: row.status } });
    return;
  }
  if ((await findSync(db, waba))?.finishedAt == null) return;
  const others = rows.filter(({ status }) => status === 'APPROVED').map((other) => other.language);
  const hint =
    others.length === 0
      ? 'sync the templates, or check its name'
      : `it can be sent in ${others.join(', ')}; choose one of them, or sync the templates`;
  throw new AppError('invalid_input', `WhatsApp has no template ${name} in ${language} for this number: ${hint}`, {
    details: { ...details, field: 'template.name' },
  });
}

/** Written with the message, so that the template's use can be counted. */
export async function noteUse(
  tx: Tx,
  use: { tenantId: string; messageId: string; accountId: string; at: number } & NamedTemplate,
): Promise<void> {
  const { tenantId, messageId, accountId, name, language, at } = use;
  await tx.insertInto('templateSend').values({ tenantId, messageId, accountId, name, language, at }).execute();
}
