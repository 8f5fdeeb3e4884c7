import type { TenantId } from '#shared/ids.ts';
import { InboxWork } from '../inbox/inbox-work.ts';
import { projectEvents, type ReceivingAccount, type TenantEvents } from '../inbox/take-in.ts';
import { crashPoint } from '../platform/crash-point.ts';
import { type Db, serialise } from '../platform/database/database.ts';
import type { Appended, ChangeLog } from '../sync/change-log.ts';
import { findAccountsByNumber } from './receiving-accounts.ts';
import {
  isReceiver,
  judgeBody,
  keepBodies,
  numbersOf,
  type ReadBody,
  readBody,
  type SignedBody,
} from './signed-bodies.ts';

export interface IngestResult {
  /** Whom the bodies were for, with what was appended to their change logs. */
  tenants: Map<TenantId, Appended | null>;
  /** Accounts that turn out to be used on a phone as well. */
  coexisting: string[];
  /** How many bodies became dead letters because they are no webhooks. */
  dead: number;
  /** What was left out of the others, see `WebhookEvents`. */
  skipped: string[];
}

/**
 * Stores bodies and what follows from them, all in one transaction. A body whose copies can be told by what they
 * say is kept when it said something new; any other is kept, and heard, once by its hash (S-51). One that can't be
 * read is kept as a dead letter (S-52).
 */
export async function ingestBatch(
  { db, changeLog }: { db: Db; changeLog: ChangeLog },
  bodies: readonly SignedBody[],
): Promise<IngestResult> {
  const read = bodies.map(readBody);
  const result = await db.transaction().execute(async (tx) => {
    const numbers = read.flatMap(({ events }) => (events === null ? [] : numbersOf(events)));
    const accounts = await findAccountsByNumber(tx, [...new Set(numbers)]);
    for (const body of read) judgeBody(body, accounts);
    const keyed = read.filter((body) => body.keyed);
    const heard = await keepBodies(
      tx,
      read.filter((body) => !body.keyed),
    );
    const byTenant = gather([...keyed, ...heard], accounts);
    const tenants = new Map<TenantId, Appended | null>();
    for (const [tenantId, { events, receivedAt }] of byTenant) {
      await serialise(tx, `inbox ${tenantId}`);
      const work = new InboxWork(tx, tenantId, receivedAt, changeLog);
      await projectEvents(work, events);
      tenants.set(tenantId, await work.flush());
    }
    await keepBodies(
      tx,
      keyed.filter((body) => body.isNew),
    );
    crashPoint('before-ingest-commit');
    const messages = [...byTenant.values()].flatMap(({ events }) => events.messages);
    const echoes = messages.filter(({ message }) => message.direction === 'outbound');
    return {
      tenants,
      coexisting: [...new Set(echoes.map(({ account }) => account.id))],
      dead: heard.filter(({ events }) => events === null).length,
      skipped: [...new Set(heard.flatMap(({ events }) => events?.skipped ?? []))],
    };
  });
  crashPoint('after-ingest-commit');
  return result;
}

/** Keeps a body whose projection fails, so that it can be looked at and replayed, and out of the way of the others. */
export async function storeDeadLetter(db: Db, signed: SignedBody, error: string): Promise<void> {
  await keepBodies(db, [{ ...readBody(signed), error }]);
}

/** By tenant, in a fixed order, so that two processes never wait for each other. */
function gather(
  bodies: readonly ReadBody[],
  accounts: ReadonlyMap<string, ReceivingAccount>,
): Map<TenantId, { events: TenantEvents; receivedAt: number }> {
  const byTenant = new Map<TenantId, { events: TenantEvents; receivedAt: number }>();
  const eventsOf = (account: ReceivingAccount, receivedAt: number): TenantEvents => {
    let known = byTenant.get(account.tenantId);
    if (known === undefined) {
      known = { events: { messages: [], statuses: [], identityChanges: [] }, receivedAt };
      byTenant.set(account.tenantId, known);
    }
    return known.events;
  };
  for (const source of bodies) {
    const { events, receivedAt } = source;
    if (events === null) continue;
    for (const message of events.messages) {
      const account = accounts.get(message.phoneNumberId);
      if (isReceiver(account, source)) eventsOf(account, receivedAt).messages.push({ account, message, source });
    }
    for (const status of events.statuses) {
      const account = accounts.get(status.phoneNumberId);
      if (isReceiver(account, source)) eventsOf(account, receivedAt).statuses.push({ account, status, source });
    }
    for (const change of events.identityChanges) {
      const account = accounts.get(change.phoneNumberId);
      if (isReceiver(account, source)) eventsOf(account, receivedAt).identityChanges.push({ account, change });
    }
  }
  return new Map([...byTenant].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
