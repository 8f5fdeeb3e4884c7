import type { Selectable } from 'kysely';
import type { Content } from '#shared/content.ts';
import { readMany, writeMany } from '../platform/database/many.ts';
import type { MessageActTable } from '../platform/database/tables.ts';
import { type Act, foldActs, type MessageExtras } from './fold-acts.ts';
import type { MessageAct } from './incoming.ts';
import type { InboxWork } from './inbox-work.ts';
import { findMessagesByWamid, type MessageRow } from './messages.repository.ts';
import type { Received } from './take-in.ts';

type ActRow = Selectable<MessageActTable>;

const insertActs = writeMany<ActRow, { targetWamid: string; wamid: string }>(
  ['tenantId', 'accountId', 'targetWamid', 'wamid', 'kind', 'actor', 'value', 'timestamp', 'receivedAt'],
  (db, rows) =>
    db
      .insertInto('messageAct')
      .values(rows)
      .onConflict((oc) => oc.doNothing())
      .returning(['targetWamid', 'wamid']),
);

const actsUpon = readMany<ActRow>(2, (db, [tenantId = '', accountId = ''], wamids) =>
  db
    .selectFrom('messageAct')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('accountId', '=', accountId)
    .where('targetWamid', 'in', wamids),
);

/** That one message quotes another which is not known yet. */
export interface OpenQuote {
  accountId: string;
  wamid: string;
  quotedWamid: string;
  timestamp: number;
}

/**
 * Keeps what was done to messages, each act once, and applies it to those that are known; what is done to others waits
 * for them. `known`: the messages of an account, by wamid, that the transaction knows.
 */
export async function applyActs(
  work: InboxWork,
  acts: readonly Received<MessageAct>[],
  quotes: readonly OpenQuote[],
  known: (accountId: string) => ReadonlyMap<string, MessageRow>,
): Promise<void> {
  const inserted = await keepActs(work, acts, quotes);
  for (const [accountId, ofAccount] of Map.groupBy(acts, ({ account }) => account.id)) {
    const messages = known(accountId);
    const targets = new Set(ofAccount.map(({ event }) => event.targetWamid).filter((wamid) => messages.has(wamid)));
    const rows = await actsUpon(work.tx, [work.tenantId, accountId], [...targets]);
    for (const [wamid, ofMessage] of Map.groupBy(rows, ({ targetWamid }) => targetWamid)) {
      const message = messages.get(wamid);
      const isNew = (act: Act): boolean => inserted.has(keyOf(accountId, wamid, act.wamid));
      if (message !== undefined && ofMessage.some(isNew)) applyTo(work, message, ofMessage, isNew);
    }
  }
}

/** WhatsApp's ids of messages are known from now on: what was done to them before is done, who quoted them finds them. */
export async function applyEarlierActs(work: InboxWork, messages: readonly MessageRow[]): Promise<void> {
  for (const [accountId, ofAccount] of Map.groupBy(messages, (message) => message.accountId)) {
    const byWamid = new Map(ofAccount.map((message) => [message.wamid ?? '', message]));
    const rows = await actsUpon(work.tx, [work.tenantId, accountId], [...byWamid.keys()]);
    for (const [wamid, ofMessage] of Map.groupBy(rows, ({ targetWamid }) => targetWamid)) {
      const message = byWamid.get(wamid);
      if (message === undefined) continue;
      applyTo(work, message, ofMessage, () => true);
      await quote(work, message, ofMessage);
    }
  }
}

/** Answers which of them were not known. */
async function keepActs(
  work: InboxWork,
  acts: readonly Received<MessageAct>[],
  quotes: readonly OpenQuote[],
): Promise<Set<string>> {
  if (acts.length + quotes.length === 0) return new Set();
  const { tenantId, now: receivedAt } = work;
  const rows = [
    ...acts.map(({ account, event: { phoneNumberId: _number, ...act } }) => ({
      ...act,
      tenantId,
      accountId: account.id,
      receivedAt,
    })),
    ...quotes.map(({ quotedWamid, ...quote }) => ({
      ...quote,
      targetWamid: quotedWamid,
      kind: 'quote',
      actor: 'customer',
      value: null,
      tenantId,
      receivedAt,
    })),
  ];
  const inserted = new Set<string>();
  for (const [accountId, ofAccount] of Map.groupBy(rows, (row) => row.accountId)) {
    for (const { targetWamid, wamid } of await insertActs(work.tx, ofAccount)) {
      inserted.add(keyOf(accountId, targetWamid, wamid));
    }
  }
  for (const { account, event, source } of acts) {
    if (inserted.has(keyOf(account.id, event.targetWamid, event.wamid))) source.isNew = true;
  }
  return inserted;
}

function applyTo(work: InboxWork, message: MessageRow, acts: readonly Act[], isNew: (act: Act) => boolean): void {
  // Both written by this program.
  const content = JSON.parse(message.content) as Content;
  const extras = JSON.parse(message.extras ?? '{}') as MessageExtras;
  const after = foldActs({ direction: message.direction, content, extras }, acts, isNew);
  const text = JSON.stringify(after.content);
  const more = Object.keys(after.extras).length === 0 ? null : JSON.stringify(after.extras);
  if (text === message.content && more === message.extras) return;
  message.content = text;
  message.extras = more;
  work.messages.touch(message);
}

/** A line that says more than it did: what it said first is replaced, its edits are made upon the new words. */
export async function retell(work: InboxWork, message: MessageRow, content: Content): Promise<void> {
  const extras = JSON.parse(message.extras ?? '{}') as MessageExtras;
  message.content = JSON.stringify(content);
  const { edits, ...others } = extras;
  message.extras = Object.keys(others).length === 0 ? null : JSON.stringify(others);
  work.messages.touch(message);
  if (edits === undefined) return;
  const acts = await actsUpon(work.tx, [work.tenantId, message.accountId], [message.wamid ?? '']);
  applyTo(work, message, acts, () => false);
}

/** Those who quoted a message before it was known point at it from now on. */
async function quote(work: InboxWork, message: MessageRow, acts: readonly Act[]): Promise<void> {
  const wamids = acts.filter(({ kind }) => kind === 'quote').map(({ wamid }) => wamid);
  for (const row of await findMessagesByWamid(work.tx, work.tenantId, message.accountId, wamids)) {
    const quoting = work.messages.load(row);
    if (quoting.replyTo !== null) continue;
    quoting.replyTo = message.id;
    work.messages.touch(quoting);
  }
}

const keyOf = (accountId: string, targetWamid: string, wamid: string): string =>
  JSON.stringify([accountId, targetWamid, wamid]);
