import type { Selectable } from 'kysely';
import { previewOf } from '#shared/content.ts';
import type { Conversation, ReadMark } from '#shared/conversation.ts';
import type { Db } from '../platform/database/database.ts';
import { readMany, writeMany } from '../platform/database/many.ts';
import type { ConversationTable, MessageTable, ReadMarkTable } from '../platform/database/tables.ts';

export type ConversationRow = Selectable<ConversationTable>;
export type ReadMarkRow = Selectable<ReadMarkTable>;
type PreviewRow = Pick<Selectable<MessageTable>, 'id' | 'direction' | 'content' | 'sendState' | 'delivery'>;

export function toConversation(row: ConversationRow, preview: PreviewRow | undefined): Conversation {
  // What the database holds was checked when it came in; ids get their brand back here.
  return {
    id: row.id,
    version: row.version,
    accountId: row.accountId,
    contactId: row.contactId,
    state: row.state,
    assigneeId: row.assigneeId,
    preview:
      preview === undefined
        ? null
        : {
            messageId: preview.id,
            direction: preview.direction,
            text: previewOf(JSON.parse(preview.content)),
            sendState: preview.sendState === null ? null : JSON.parse(preview.sendState),
            delivery: JSON.parse(preview.delivery),
          },
    lastMessageAt: row.lastMessageAt,
    inboundCount: row.inboundCount,
    lastInboundAt: row.lastInboundAt,
    windowClosesAt: row.windowClosesAt,
    waitingSince: row.waitingSince,
    createdAt: row.createdAt,
    ...(row.archivedAt === null ? {} : { archivedAt: row.archivedAt }),
    ...(row.tags === null ? {} : { tags: tagsOf(row) }),
    ...(row.priority === null ? {} : { priority: row.priority }),
    ...(row.snoozedUntil === null ? {} : { snoozedUntil: row.snoozedUntil }),
  } as Conversation;
}

export function tagsOf({ tags }: Pick<ConversationRow, 'tags'>): string[] {
  // Written by this program.
  return tags === null ? [] : (JSON.parse(tags) as string[]);
}

export function toReadMark(row: ReadMarkRow): ReadMark {
  const { userId, conversationId, version, inboundNo, mentionedAt, handedDraft } = row;
  return {
    userId,
    conversationId,
    version,
    inboundNo,
    ...(row.unread === 1 ? { unread: true } : {}),
    ...(row.pinned === 1 ? { pinned: true } : {}),
    ...(row.muted === 1 ? { muted: true } : {}),
    ...(mentionedAt === null ? {} : { mentionedAt }),
    ...(handedDraft === null ? {} : { handedDraft: JSON.parse(handedDraft) }),
  } as ReadMark;
}

export const readMarkId = (userId: string, conversationId: string): string => `${userId}:${conversationId}`;

const ofTenant = (db: Db, tenantId: string) =>
  db.selectFrom('conversation').selectAll().where('tenantId', '=', tenantId);

const rowsById = readMany<ConversationRow>(1, (db, [tenantId = ''], ids) =>
  ofTenant(db, tenantId).where('id', 'in', ids),
);

export async function findConversationRows(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ConversationRow[]> {
  return await rowsById(db, [tenantId], ids);
}

export async function loadConversationsByIds(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<Conversation[]> {
  return await withPreviews(db, tenantId, await findConversationRows(db, tenantId, ids));
}

/** Conversations in order of id, from after `afterId`. */
export async function listConversations(
  db: Db,
  tenantId: string,
  afterId: string,
  limit: number,
): Promise<Conversation[]> {
  const rows = await ofTenant(db, tenantId).where('id', '>', afterId).orderBy('id').limit(limit).execute();
  return await withPreviews(db, tenantId, rows);
}

const previewsById = readMany<PreviewRow>(1, (db, [tenantId = ''], ids) =>
  db
    .selectFrom('message')
    .select(['id', 'direction', 'content', 'sendState', 'delivery'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', ids),
);

async function withPreviews(db: Db, tenantId: string, rows: readonly ConversationRow[]): Promise<Conversation[]> {
  const ids = rows.map((row) => row.previewMessageId).filter((id) => id !== null);
  const byId = new Map((await previewsById(db, [tenantId], ids)).map((preview) => [preview.id, preview]));
  return rows.map((row) => toConversation(row, byId.get(row.previewMessageId ?? '')));
}

const rowsByContact = readMany<ConversationRow>(2, (db, [tenantId = '', accountId = ''], contactIds) =>
  ofTenant(db, tenantId).where('accountId', '=', accountId).where('contactId', 'in', contactIds),
);

/** The conversations of these contacts on one account. */
export async function findConversationsOfContacts(
  db: Db,
  tenantId: string,
  accountId: string,
  contactIds: readonly string[],
): Promise<ConversationRow[]> {
  return await rowsByContact(db, [tenantId, accountId], contactIds);
}

/** The newest conversation on the account of a contact that was merged into this one (ruling 45: no rows are moved). */
export async function findConversationOfMerged(
  db: Db,
  tenantId: string,
  accountId: string,
  contactId: string,
): Promise<ConversationRow | undefined> {
  return await ofTenant(db, tenantId)
    .where('accountId', '=', accountId)
    .where('contactId', 'in', (eb) =>
      eb.selectFrom('contact').select('id').where('tenantId', '=', tenantId).where('mergedInto', '=', contactId),
    )
    .orderBy('lastMessageAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

const upsertRows = writeMany<ConversationRow>(
  [
    'id',
    'tenantId',
    'accountId',
    'contactId',
    'state',
    'assigneeId',
    'previewMessageId',
    'lastMessageAt',
    'lastMessageSeq',
    'inboundCount',
    'lastInboundAt',
    'windowClosesAt',
    'waitingSince',
    'version',
    'createdAt',
    'archivedAt',
    'tags',
    'priority',
    'snoozedUntil',
  ],
  (db, rows) =>
    db
      .insertInto('conversation')
      .values(rows)
      .onConflict((oc) =>
        oc.columns(['tenantId', 'id']).doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          assigneeId: eb.ref('excluded.assigneeId'),
          previewMessageId: eb.ref('excluded.previewMessageId'),
          lastMessageAt: eb.ref('excluded.lastMessageAt'),
          lastMessageSeq: eb.ref('excluded.lastMessageSeq'),
          inboundCount: eb.ref('excluded.inboundCount'),
          lastInboundAt: eb.ref('excluded.lastInboundAt'),
          windowClosesAt: eb.ref('excluded.windowClosesAt'),
          waitingSince: eb.ref('excluded.waitingSince'),
          version: eb.ref('excluded.version'),
          archivedAt: eb.ref('excluded.archivedAt'),
          tags: eb.ref('excluded.tags'),
          priority: eb.ref('excluded.priority'),
          snoozedUntil: eb.ref('excluded.snoozedUntil'),
        })),
      ),
);

export async function upsertConversations(tx: Db, rows: readonly ConversationRow[]): Promise<void> {
  await upsertRows(tx, rows);
}

export async function findReadMark(
  db: Db,
  tenantId: string,
  userId: string,
  conversationId: string,
): Promise<ReadMarkRow | undefined> {
  return await db
    .selectFrom('readMark')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('conversationId', '=', conversationId)
    .executeTakeFirst();
}

/** A reader's marks in order of conversation; only those in `conversationIds` when given. */
export async function listReadMarks(
  db: Db,
  tenantId: string,
  userId: string,
  filter: { conversationIds: readonly string[] } | { afterId: string; limit: number },
): Promise<ReadMark[]> {
  const ofUser = db
    .selectFrom('readMark')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('conversationId');
  if ('conversationIds' in filter) {
    if (filter.conversationIds.length === 0) return [];
    return (await ofUser.where('conversationId', 'in', filter.conversationIds).execute()).map(toReadMark);
  }
  const rows = await ofUser.where('conversationId', '>', filter.afterId).limit(filter.limit).execute();
  return rows.map(toReadMark);
}

export async function upsertReadMark(tx: Db, row: ReadMarkRow): Promise<void> {
  await tx
    .insertInto('readMark')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'userId', 'conversationId']).doUpdateSet((eb) => ({
        inboundNo: eb.ref('excluded.inboundNo'),
        version: eb.ref('excluded.version'),
        unread: eb.ref('excluded.unread'),
        pinned: eb.ref('excluded.pinned'),
        muted: eb.ref('excluded.muted'),
        mentionedAt: eb.ref('excluded.mentionedAt'),
        handedDraft: eb.ref('excluded.handedDraft'),
      })),
    )
    .execute();
}

/** Snoozed conversations of any company whose time has come, the first ones first. */
export async function listAwake(db: Db, now: number, limit: number): Promise<{ tenantId: string; id: string }[]> {
  return await db
    .selectFrom('conversation')
    .select(['tenantId', 'id'])
    .where('snoozedUntil', '<=', now)
    .orderBy('snoozedUntil')
    .limit(limit)
    .execute();
}

/** When the next snooze ends, epoch ms; null when nothing is snoozed until a time. */
export async function findNextAwake(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('conversation')
    .select((eb) => eb.fn.min('snoozedUntil').as('at'))
    .where('snoozedUntil', 'is not', null)
    .executeTakeFirst();
  return row?.at ?? null;
}
