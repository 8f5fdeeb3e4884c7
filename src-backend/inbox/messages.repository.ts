import { type Selectable, sql } from 'kysely';
import { type Delivery, hasFailed } from '#shared/delivery.ts';
import type { Message, SendState } from '#shared/message.ts';
import type { Db, Tx } from '../platform/database/database.ts';
import { readMany, writeMany } from '../platform/database/many.ts';
import type { MessageTable } from '../platform/database/tables.ts';

export type MessageRow = Selectable<MessageTable>;

export function toMessage(row: MessageRow): Message {
  // What the database holds was checked when it came in; ids get their brand back here.
  return {
    id: row.id,
    version: row.version,
    conversationId: row.conversationId,
    accountId: row.accountId,
    direction: row.direction,
    seq: row.seq,
    at: row.at,
    metaTimestamp: row.metaTimestamp,
    content: JSON.parse(row.content),
    replyTo: row.replyTo,
    origin: JSON.parse(row.origin),
    inboundNo: row.inboundNo,
    wamid: row.wamid,
    sendState: row.sendState === null ? null : JSON.parse(row.sendState),
    delivery: JSON.parse(row.delivery),
    ...(row.extras === null ? {} : JSON.parse(row.extras)),
  } as Message;
}

const ofTenant = (db: Db, tenantId: string) => db.selectFrom('message').selectAll().where('tenantId', '=', tenantId);

const rowsById = readMany<MessageRow>(1, (db, [tenantId = ''], ids) => ofTenant(db, tenantId).where('id', 'in', ids));

export async function findMessageRows(db: Db, tenantId: string, ids: readonly string[]): Promise<MessageRow[]> {
  return await rowsById(db, [tenantId], ids);
}

export async function loadMessagesByIds(db: Db, tenantId: string, ids: readonly string[]): Promise<Message[]> {
  return (await findMessageRows(db, tenantId, ids)).map(toMessage);
}

const rowsByWamid = readMany<MessageRow>(2, (db, [tenantId = '', accountId = ''], wamids) =>
  ofTenant(db, tenantId).where('accountId', '=', accountId).where('wamid', 'in', wamids),
);

export async function findMessagesByWamid(
  db: Db,
  tenantId: string,
  accountId: string,
  wamids: readonly string[],
): Promise<MessageRow[]> {
  return await rowsByWamid(db, [tenantId, accountId], wamids);
}

/** Messages not older than `since`, conversation by conversation in order of time, from after the message `afterId`. */
export async function listMessages(
  db: Db,
  tenantId: string,
  page: { since: number; afterId: string; limit: number },
): Promise<Message[]> {
  const [after] = await findMessageRows(db, tenantId, [page.afterId]);
  const rows = await db
    .selectFrom('conversation')
    .innerJoin('message', 'message.conversationId', 'conversation.id')
    .selectAll('message')
    .where('conversation.tenantId', '=', tenantId)
    .where('message.tenantId', '=', tenantId)
    .where('message.at', '>=', page.since)
    .$if(after !== undefined, (query) =>
      query
        .where('conversation.id', '>=', after?.conversationId ?? '')
        .where((eb) =>
          eb.or([
            eb('conversation.id', '>', after?.conversationId ?? ''),
            eb('message.at', '>', after?.at ?? 0),
            eb.and([eb('message.at', '=', after?.at ?? 0), eb('message.seq', '>', after?.seq ?? 0)]),
          ]),
        ),
    )
    .orderBy('conversation.id')
    .orderBy('message.at')
    .orderBy('message.seq')
    .limit(page.limit)
    .execute();
  return rows.map(toMessage);
}

/** Messages of a conversation before a place in its thread, newest first. */
export async function listMessagesBefore(
  db: Db,
  tenantId: string,
  page: { conversationId: string; beforeAt: number; beforeId: string; limit: number },
): Promise<Message[]> {
  const before = db
    .selectFrom('message')
    .select('seq')
    .where('tenantId', '=', tenantId)
    .where('id', '=', page.beforeId);
  const rows = await ofTenant(db, tenantId)
    .where('conversationId', '=', page.conversationId)
    .where('at', '<=', page.beforeAt)
    .where((eb) =>
      eb.or([
        eb('at', '<', page.beforeAt),
        // An unknown message stands before all others of its time: rather one twice than one missing.
        eb('seq', '<', eb.fn.coalesce(before, sql.lit(Number.MAX_SAFE_INTEGER))),
      ]),
    )
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(toMessage);
}

/** Outgoing messages of a conversation after a place in its thread, oldest first. */
export async function listOutboundAfter(
  db: Db,
  tenantId: string,
  conversationId: string,
  after: { at: number; seq: number },
): Promise<Message[]> {
  const rows = await ofTenant(db, tenantId)
    .where('conversationId', '=', conversationId)
    .where('at', '>=', after.at)
    .where((eb) => eb.or([eb('at', '>', after.at), eb('seq', '>', after.seq)]))
    .where('direction', '=', 'outbound')
    .orderBy('at')
    .orderBy('seq')
    .limit(20)
    .execute();
  return rows.map(toMessage);
}

/** The newest message of the customer that WhatsApp can be told about, for receipts and "typing…". */
export async function findLastInboundWamid(db: Db, tenantId: string, conversationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('message')
    .select('wamid')
    .where('tenantId', '=', tenantId)
    .where('conversationId', '=', conversationId)
    .where('direction', '=', 'inbound')
    // Calls and notices of ours have ids of another kind, which Meta takes for no receipt.
    .where('wamid', 'like', 'wamid.%')
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.wamid ?? null;
}

/** Time of the first inbound message that no outbound one follows; null when the customer has had an answer. */
export async function findWaitingSince(db: Db, tenantId: string, conversationId: string): Promise<number | null> {
  const inConversation = db
    .selectFrom('message')
    .where('tenantId', '=', tenantId)
    .where('conversationId', '=', conversationId);
  const newest = await inConversation
    .select(['at', 'seq', 'sendState', 'delivery'])
    .where('direction', '=', 'outbound')
    // What a rule writes is no answer.
    .where('origin', 'not like', '{"kind":"rule"%')
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(20)
    .execute();
  const answer = newest.find((row) => !isUndelivered(row));
  const waiting = await inConversation
    .select('at')
    .where('inboundNo', 'is not', null)
    .where('at', '>=', answer?.at ?? 0)
    .where((eb) => eb.or([eb('at', '>', answer?.at ?? -1), eb('seq', '>', answer?.seq ?? -1)]))
    .orderBy('at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return waiting?.at ?? null;
}

/** What was refused, by Meta at once or later, is no answer. */
function isUndelivered({ sendState, delivery }: Pick<MessageRow, 'sendState' | 'delivery'>): boolean {
  // Written by this program.
  const state = sendState === null ? null : (JSON.parse(sendState) as SendState);
  return state?.state === 'rejected' || hasFailed(JSON.parse(delivery) as Delivery);
}

const columns: readonly (keyof MessageRow)[] = [
  'id',
  'tenantId',
  'conversationId',
  'accountId',
  'direction',
  'seq',
  'at',
  'metaTimestamp',
  'content',
  'replyTo',
  'origin',
  'inboundNo',
  'wamid',
  'sendState',
  'delivery',
  'version',
  'receivedAt',
  'extras',
];

const insertRows = writeMany<MessageRow>(columns, (db, rows) => db.insertInto('message').values(rows));

const updateRows = writeMany<MessageRow>(columns, (db, rows) =>
  db
    .insertInto('message')
    .values(rows)
    .onConflict((oc) =>
      oc.columns(['tenantId', 'id']).doUpdateSet((eb) => ({
        content: eb.ref('excluded.content'),
        replyTo: eb.ref('excluded.replyTo'),
        wamid: eb.ref('excluded.wamid'),
        sendState: eb.ref('excluded.sendState'),
        delivery: eb.ref('excluded.delivery'),
        version: eb.ref('excluded.version'),
        extras: eb.ref('excluded.extras'),
      })),
    ),
);

export async function insertMessages(tx: Tx, rows: readonly MessageRow[]): Promise<void> {
  await insertRows(tx, rows);
}

/** Writes what may change of messages that exist. */
export async function updateMessages(tx: Tx, rows: readonly MessageRow[]): Promise<void> {
  await updateRows(tx, rows);
}
