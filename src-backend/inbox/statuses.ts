import type { Selectable } from 'kysely';
import { DeliveryStep, mergeDelivery, type Delivery, type Price } from '#shared/delivery.ts';
import type { SendState } from '#shared/message.ts';
import type { SendFailure } from '#shared/send-failure.ts';
import { readMany, writeMany } from '../platform/database/many.ts';
import type { StatusEventTable } from '../platform/database/tables.ts';
import type { InboxWork } from './inbox-work.ts';
import { applyEarlierActs } from './message-acts.ts';
import { findMessageRows, type MessageRow } from './messages.repository.ts';
import { settleReactions } from './sending/reactions.ts';
import type { StatusUpdate } from './incoming.ts';
import type { Source } from './take-in.ts';

type StatusRow = Selectable<StatusEventTable>;
/** Within an account. */
type EventKey = Pick<StatusRow, 'wamid' | 'status' | 'recipient' | 'timestamp'>;

const insertEvents = writeMany<StatusRow, EventKey>(
  [
    'tenantId',
    'accountId',
    'wamid',
    'status',
    'recipient',
    'timestamp',
    'opaqueId',
    'failure',
    'receivedAt',
    'messageId',
    'pricing',
  ],
  (db, rows) =>
    db
      .insertInto('statusEvent')
      .values(rows)
      .onConflict((oc) => oc.doNothing())
      .returning(['wamid', 'status', 'recipient', 'timestamp']),
);

const orphansByWamid = readMany<StatusRow>(2, (db, [tenantId = '', accountId = ''], wamids) =>
  db
    .selectFrom('statusEvent')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('accountId', '=', accountId)
    .where('wamid', 'in', wamids)
    .where('messageId', 'is', null),
);

/** What Meta says about a message of ours. Times are Meta's seconds. */
export interface StatusSighting {
  accountId: string;
  wamid: string;
  status: string;
  recipient: string;
  timestamp: number;
  /** Our message id, as we gave it to Meta. */
  opaqueId: string | null;
  failure: SendFailure | null;
  pricing: StatusUpdate['pricing'];
  source: Source;
}

/**
 * Merges statuses into their messages and keeps each once. Those of unknown messages are kept for when the
 * message becomes known. A status that carries our own id tells which message a wamid belongs to: that is how a send
 * whose answer was lost is found again (R-6d). `byWamid`: the messages of these wamids that the transaction knows.
 */
export async function applyStatuses(
  work: InboxWork,
  sightings: readonly StatusSighting[],
  byWamid: ReadonlyMap<string, MessageRow>,
): Promise<void> {
  if (sightings.length === 0) return;
  const bound = await bindByOwnId(work, sightings, byWamid);
  await settleReactions(
    work,
    sightings.filter(({ wamid }) => !byWamid.has(wamid) && !bound.has(wamid)),
  );
  const events: StatusRow[] = [];
  for (const sighting of sightings) {
    const { accountId, wamid, status, recipient, timestamp, opaqueId, failure, pricing } = sighting;
    const message = byWamid.get(sighting.wamid) ?? bound.get(sighting.wamid);
    if (message !== undefined) {
      const isNew = mergeInto(work, message, sightingAsDelivery(sighting));
      if (isNew && failure !== null) await work.recheckWaiting(message.conversationId);
    }
    events.push({
      accountId,
      wamid,
      status,
      recipient,
      timestamp,
      opaqueId,
      tenantId: work.tenantId,
      failure: failure === null ? null : JSON.stringify(failure),
      pricing: pricing === null ? null : JSON.stringify(pricing),
      receivedAt: work.now,
      messageId: message?.id ?? null,
    });
  }
  work.afterwards(async () => {
    const added = new Set((await insertEvents(work.tx, events)).map(keyOf));
    for (const sighting of sightings) if (added.delete(keyOf(sighting))) sighting.source.isNew = true;
  });
}

/** Messages that are recognised by our own id, under the wamids that were not known as theirs. */
async function bindByOwnId(
  work: InboxWork,
  sightings: readonly StatusSighting[],
  byWamid: ReadonlyMap<string, MessageRow>,
): Promise<Map<string, MessageRow>> {
  const unknown = sightings.filter(({ wamid }) => !byWamid.has(wamid));
  const opaqueIds = unknown.map(({ opaqueId }) => opaqueId).filter((id) => id !== null);
  for (const row of await findMessageRows(work.tx, work.tenantId, [...new Set(opaqueIds)])) work.messages.load(row);
  const bound = new Map<string, MessageRow>();
  for (const { wamid, opaqueId, accountId } of unknown) {
    const message = opaqueId === null ? undefined : work.messages.get(opaqueId);
    if (message?.accountId !== accountId || message.direction !== 'outbound') continue;
    bindWamid(work, message, wamid);
    bound.set(wamid, message);
  }
  await foldOrphans(work, bound);
  return bound;
}

/** WhatsApp's ids of messages are known from now on: what was reported or done under them before is merged in. */
export async function foldOrphans(work: InboxWork, byWamid: ReadonlyMap<string, MessageRow>): Promise<void> {
  await applyEarlierActs(work, [...byWamid.values()]);
  for (const [accountId, ofAccount] of Map.groupBy(byWamid, ([, message]) => message.accountId)) {
    const wamids = ofAccount.map(([wamid]) => wamid);
    for (const orphan of await orphansByWamid(work.tx, [work.tenantId, accountId], wamids)) {
      const message = byWamid.get(orphan.wamid);
      if (message === undefined) continue;
      // Written by this program.
      const failure = orphan.failure === null ? null : (JSON.parse(orphan.failure) as SendFailure);
      const pricing = orphan.pricing === null ? null : (JSON.parse(orphan.pricing) as Price);
      mergeInto(work, message, sightingAsDelivery({ ...orphan, failure, pricing }));
      work.afterwards(async () => {
        await work.tx
          .updateTable('statusEvent')
          .set({ messageId: message.id })
          .where('tenantId', '=', work.tenantId)
          .where('accountId', '=', accountId)
          .where('wamid', '=', orphan.wamid)
          .execute();
      });
    }
  }
}

/** Gives a message its WhatsApp id, if it has none yet; from then on it counts as accepted by WhatsApp. */
export function bindWamid(work: InboxWork, message: MessageRow, wamid: string): void {
  if (message.wamid !== null || message.direction !== 'outbound') return;
  message.wamid = wamid;
  message.sendState = JSON.stringify({ state: 'accepted' } satisfies SendState);
  work.messages.touch(message);
  work.afterwards(async () => {
    // A call that is still under way comes to its own end.
    await work.tx
      .deleteFrom('sendJob')
      .where('tenantId', '=', work.tenantId)
      .where('id', '=', message.id)
      .where('state', '!=', 'leased')
      .execute();
  });
}

/** Answers whether it told something new. */
export function mergeInto(work: InboxWork, message: MessageRow, sighting: Delivery): boolean {
  const merged = JSON.stringify(mergeDelivery(JSON.parse(message.delivery) as Delivery, sighting));
  if (merged === message.delivery) return false;
  message.delivery = merged;
  work.messages.touch(message);
  return true;
}

const keyOf = ({ wamid, status, recipient, timestamp }: EventKey): string =>
  JSON.stringify([wamid, status, recipient, timestamp]);

function sightingAsDelivery({
  status,
  timestamp,
  failure,
  pricing,
}: Pick<StatusSighting, 'status' | 'timestamp' | 'failure' | 'pricing'>): Delivery {
  const step = DeliveryStep.safeParse(status);
  return { seen: step.success ? { [step.data]: timestamp * 1000 } : {}, failure, ...(pricing && { price: pricing }) };
}
