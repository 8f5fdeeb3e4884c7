import { sql } from 'kysely';
import type { MediaId } from '#shared/ids.ts';
import { noteVersion } from '../contacts/notes.ts';
import { deleteMessages } from '../inbox/delete-messages.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import type { ChangeEntry } from '../sync/change-log.ts';
import type { Scope } from './scope.ts';

// The steps by which a person is erased, each for a transaction of its own. Where something must stay because others
// hang on it, what it says of the person goes.

/** What of it is deleted with a part of the messages. `blobs`: under what names bytes were kept. */
export interface ErasedPart {
  messages: number;
  mediaIds: string[];
  blobs: string[];
}

/** Up to `limit` messages of these conversations. None left: all are 0. */
export async function eraseMessages(
  tx: Tx,
  tenantId: string,
  { conversationIds }: Scope,
  limit: number,
): Promise<ErasedPart> {
  if (conversationIds.length === 0) return { messages: 0, mediaIds: [], blobs: [] };
  const rows = await tx
    .selectFrom('message')
    .select(['id', 'accountId', 'wamid', 'content', 'direction'])
    .where('tenantId', '=', tenantId)
    .where('conversationId', 'in', conversationIds)
    .limit(limit)
    .execute();
  if (rows.length === 0) return { messages: 0, mediaIds: [], blobs: [] };
  const ids = rows.map(({ id }) => id);
  const files = await tx
    .selectFrom('mediaFile')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('messageId', 'in', ids)
    .execute();
  const sent = rows.filter(({ direction }) => direction === 'outbound').flatMap(({ content }) => uploadsIn(content));
  const blobs = await deleteMessages(tx, tenantId, rows);
  const uploads = await eraseUploads(tx, tenantId, [...new Set(sent)]);
  return {
    messages: rows.length,
    mediaIds: [...files.map(({ id }) => id), ...uploads.mediaIds],
    blobs: [...blobs, ...uploads.blobs],
  };
}

/** Every id that stands where a file's id stands. */
function uploadsIn(content: string): MediaId[] {
  return [...content.matchAll(/"media":\{"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id as MediaId);
}

/** Files we sent them, unless the same file also went, or goes, to others. */
async function eraseUploads(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<{ mediaIds: string[]; blobs: string[] }> {
  const erased: { mediaIds: string[]; blobs: string[] } = { mediaIds: [], blobs: [] };
  for (const id of ids) {
    const isIn = async (table: 'message' | 'libraryItem' | 'scheduledSend'): Promise<boolean> => {
      const row = await tx
        .selectFrom(table)
        .select('id')
        .where('tenantId', '=', tenantId)
        .where('content', 'like', `%${id}%`)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    };
    if ((await isIn('libraryItem')) || (await isIn('scheduledSend')) || (await isIn('message'))) continue;
    const row = await tx
      .deleteFrom('mediaFile')
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .returning('blob')
      .executeTakeFirst();
    if (row === undefined) continue;
    erased.mediaIds.push(id);
    if (row.blob !== null) erased.blobs.push(row.blob);
  }
  return erased;
}

/** By what the person was known. */
export async function namesOf(db: Db, tenantId: string, { contactIds }: Scope): Promise<string[]> {
  const rows = await db
    .selectFrom('contactAlias')
    .select('value')
    .where('tenantId', '=', tenantId)
    .where('contactId', 'in', contactIds)
    .execute();
  return [...new Set(rows.map(({ value }) => value))];
}

/** The next bodies of webhooks behind `after`; those that name the person are deleted. Null: there are no more. */
export async function eraseWebhooks(
  tx: Tx,
  tenantId: string,
  names: readonly string[],
  { after, limit }: { after: number; limit: number },
): Promise<{ erased: number; after: number } | null> {
  const rows = await tx
    .selectFrom('webhookEvent')
    .select(['id', 'body'])
    .where('tenantId', '=', tenantId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (last === undefined) return null;
  const theirs = rows.filter(({ body }) => names.some((name) => isNamed(body, name))).map(({ id }) => id);
  if (theirs.length > 0) await tx.deleteFrom('webhookEvent').where('id', 'in', theirs).execute();
  return { erased: theirs.length, after: last.id };
}

/** A short name is looked for as a whole value only: it may be part of many words. */
function isNamed(body: Buffer, name: string): boolean {
  return body.includes(name.length < 7 ? `"${name}"` : name);
}

/** What other programs were told, and are still to be told. */
export async function eraseDeliveries(tx: Tx, tenantId: string, scope: Scope, names: readonly string[]): Promise<void> {
  for (const word of [...scope.contactIds, ...scope.conversationIds, ...names]) {
    const pattern = `%${JSON.stringify(word)
      .slice(1, -1)
      .replace(/[\\%_]/g, '\\$&')}%`;
    await tx
      .deleteFrom('webhookDelivery')
      .where('tenantId', '=', tenantId)
      .where(sql<boolean>`data like ${pattern} escape '\\'`)
      .execute();
  }
}

/** Everything else. Answers what desktops are told: what others point at goes last. */
export async function eraseRest(
  tx: Tx,
  tenantId: string,
  scope: Scope,
  names: readonly string[],
): Promise<ChangeEntry[]> {
  const { contactIds, conversationIds } = scope;
  const gone: ChangeEntry[] = [];
  if (conversationIds.length > 0) {
    const planned = await tx
      .deleteFrom('scheduledSend')
      .where('tenantId', '=', tenantId)
      .where('conversationId', 'in', conversationIds)
      .returning(['id', 'version'])
      .execute();
    gone.push(...planned.map(({ id, version }) => deleted('scheduledSend', id, version)));
    await tx
      .deleteFrom('readMark')
      .where('tenantId', '=', tenantId)
      .where('conversationId', 'in', conversationIds)
      .execute();
    for (const id of conversationIds) await forgetResults(tx, tenantId, id);
    const conversations = await tx
      .deleteFrom('conversation')
      .where('tenantId', '=', tenantId)
      .where('id', 'in', conversationIds)
      .returning(['id', 'version'])
      .execute();
    gone.push(...conversations.map(({ id, version }) => deleted('conversation', id, version)));
  }
  await tx
    .updateTable('campaignRecipient')
    .set({ phone: sql<string>`'erased ' || ${sql.ref('position')}`, components: null, error: null })
    .where('tenantId', '=', tenantId)
    .where('phone', 'in', ['', ...names])
    .execute();
  await tx
    .deleteFrom('idempotencyKey')
    .where('tenantId', '=', tenantId)
    .where('key', 'in', ['', ...names])
    .execute();
  await tx
    .deleteFrom('statusEvent')
    .where('tenantId', '=', tenantId)
    .where('recipient', 'in', ['', ...names])
    .execute();
  const notes = await tx
    .deleteFrom('contactNote')
    .where('tenantId', '=', tenantId)
    .where('contactId', 'in', contactIds)
    .returning('id')
    .execute();
  gone.push(...notes.map(({ id }) => deleted('contactNote', id, noteVersion)));
  for (const table of ['contactAlias', 'contactProfile', 'contactConsent'] as const) {
    await tx.deleteFrom(table).where('tenantId', '=', tenantId).where('contactId', 'in', contactIds).execute();
  }
  await tx
    .updateTable('contact')
    .set({ mergedInto: null })
    .where('tenantId', '=', tenantId)
    .where('mergedInto', 'in', contactIds)
    .execute();
  const contacts = await tx
    .deleteFrom('contact')
    .where('tenantId', '=', tenantId)
    .where('id', 'in', contactIds)
    .returning(['id', 'version'])
    .execute();
  gone.push(...contacts.map(({ id, version }) => deleted('contact', id, version)));
  return gone;
}

/** A stored refusal quotes the messages that it was about. That it was refused stays. */
async function forgetResults(tx: Tx, tenantId: string, conversationId: string): Promise<void> {
  const rows = await tx
    .selectFrom('mutation')
    .select(['id', 'result'])
    .where('tenantId', '=', tenantId)
    .where('result', 'like', '%"details"%')
    .where('result', 'like', `%${conversationId}%`)
    .execute();
  for (const { id, result } of rows) {
    // Written by this program.
    const { error, ...others } = JSON.parse(result) as { error?: { code: string; message: string } };
    const bare = error === undefined ? others : { ...others, error: { code: error.code, message: error.message } };
    await tx
      .updateTable('mutation')
      .set({ result: JSON.stringify(bare) })
      .where('tenantId', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }
}

const deleted = (entity: ChangeEntry['entity'], entityId: string, version: number): ChangeEntry => ({
  entity,
  entityId,
  version: version + 1,
  deleted: true,
});
