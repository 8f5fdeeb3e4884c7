import type { Selectable } from 'kysely';
import { DeliveryStep, mergeDelivery, type Delivery } from '#shared/delivery.ts';
import type { SendState } from '#shared/message.ts';
import type { SendFailure } from '#shared/send-failure.ts';
import { writeMany } from '../platform/database/many.ts';
import type { StatusEventTable } from '../platform/database/tables.ts';
import type { InboxWork } from './inbox-work.ts';
import { findMessageRows, type MessageRow } from './messages.repository.ts';

type StatusRow = Selectable<StatusEventTable>;

const insertEvents = writeMany<StatusRow>(
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
  ],
  (db, rows) =>
    db
      .insertInto('statusEvent')
      .values(rows)
      .onConflict((oc) => oc.doNothing()),
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
  const unbound = sightings.filter(({ wamid, opaqueId }) => opaqueId !== null && !byWamid.has(wamid));
  const opaqueIds = unbound.map(({ opaqueId }) => opaqueId).filter((id) => id !== null);
  for (const row of await findMessageRows(work.tx, work.tenantId, [...new Set(opaqueIds)])) work.messages.load(row);

  const events: StatusRow[] = [];
  for (const sighting of sightings) {
    const message = byWamid.get(sighting.wamid) ?? ownMessage(work, sighting);
    if (message !== undefined) {
      bindWamid(work, message, sighting.wamid);
      mergeInto(work, message, sightingAsDelivery(sighting));
      if (sighting.failure !== null) await work.recheckWaiting(message.conversationId);
    }
    events.push({
      tenantId: work.tenantId,
      accountId: sighting.accountId,
      wamid: sighting.wamid,
      status: sighting.status,
      recipient: sighting.recipient,
      timestamp: sighting.timestamp,
      opaqueId: sighting.opaqueId,
      failure: sighting.failure === null ? null : JSON.stringify(sighting.failure),
      receivedAt: work.now,
      messageId: message?.id ?? null,
    });
  }
  work.afterwards(async () => {
    await insertEvents(work.tx, events);
  });
}

/**
 * WhatsApp's id of a message is known from now on: what was reported under it before is merged in, and a message that
 * hung in doubt is accepted and leaves the send queue.
 */
export async function foldOrphans(work: InboxWork, messages: readonly MessageRow[]): Promise<void> {
  const byAccount = Map.groupBy(messages, (message) => message.accountId);
  for (const [accountId, ofAccount] of byAccount) {
    const byWamid = new Map(ofAccount.map((message) => [message.wamid ?? '', message]));
    const orphans = await work.tx
      .selectFrom('statusEvent')
      .selectAll()
      .where('tenantId', '=', work.tenantId)
      .where('accountId', '=', accountId)
      .where('wamid', 'in', [...byWamid.keys()])
      .where('messageId', 'is', null)
      .execute();
    for (const orphan of orphans) {
      const message = byWamid.get(orphan.wamid);
      if (message === undefined) continue;
      const failure = orphan.failure === null ? null : (JSON.parse(orphan.failure) as SendFailure);
      mergeInto(work, message, sightingAsDelivery({ ...orphan, failure }));
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
      .where('messageId', '=', message.id)
      .where('state', '!=', 'leased')
      .execute();
  });
}

export function mergeInto(work: InboxWork, message: MessageRow, sighting: Delivery): void {
  const merged = JSON.stringify(mergeDelivery(JSON.parse(message.delivery) as Delivery, sighting));
  if (merged === message.delivery) return;
  message.delivery = merged;
  work.messages.touch(message);
}

function ownMessage(work: InboxWork, { opaqueId, accountId }: StatusSighting): MessageRow | undefined {
  const message = opaqueId === null ? undefined : work.messages.get(opaqueId);
  return message?.accountId === accountId && message.direction === 'outbound' ? message : undefined;
}

function sightingAsDelivery({
  status,
  timestamp,
  failure,
}: Pick<StatusSighting, 'status' | 'timestamp' | 'failure'>): Delivery {
  const step = DeliveryStep.safeParse(status);
  return { seen: step.success ? { [step.data]: timestamp * 1000 } : {}, failure };
}
