import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { toErrorShape } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { InboxWork } from '../inbox/inbox-work.ts';
import { type Db, serialise, type Tx } from '../platform/database/database.ts';
import { writeMany } from '../platform/database/many.ts';
import type { WebhookEventTable } from '../platform/database/tables.ts';
import { crashPoint } from '../platform/crash-point.ts';
import type { Appended, ChangeLog } from '../sync/change-log.ts';
import { findAccountsByNumber } from './receiving-accounts.ts';
import { mapWebhook } from './map-webhook.ts';
import { projectEvents, type ReceivingAccount, type TenantEvents } from '../inbox/take-in.ts';
import type { WebhookEvents } from '../inbox/incoming.ts';

/** A body whose signature is right. `account`: the one named in the address, null for the shared callback. */
export interface SignedBody {
  body: Buffer;
  account: { id: string; tenantId: string } | null;
  receivedAt: number;
}

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
 * Stores bodies and what follows from them, all in one transaction: each body once by its hash (S-51), what they
 * say by `projectEvents`. A body that can't be read is kept as a dead letter (S-52). See
 * `IngestResult` for what comes of it.
 */
export async function ingestBatch(
  { db, changeLog }: { db: Db; changeLog: ChangeLog },
  bodies: readonly SignedBody[],
): Promise<IngestResult> {
  const read = bodies.map(readBody);
  const result = await db.transaction().execute(async (tx) => {
    const numbers = read.flatMap(({ events }) => (events === null ? [] : numbersOf(events)));
    const accounts = await findAccountsByNumber(tx, [...new Set(numbers)]);
    const fresh = await storeBodies(tx, read, accounts);
    const tenants = new Map<TenantId, Appended | null>();
    // In a fixed order, so that two nodes never wait for each other.
    const byTenant = [...gather(fresh, accounts)].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [tenantId, { events, receivedAt }] of byTenant) {
      await serialise(tx, `inbox ${tenantId}`);
      const work = new InboxWork(tx, tenantId, receivedAt, changeLog);
      await projectEvents(work, events);
      tenants.set(tenantId, await work.flush());
    }
    crashPoint('before-ingest-commit');
    const messages = byTenant.flatMap(([, { events }]) => events.messages);
    const echoes = messages.filter(({ message }) => message.direction === 'outbound');
    return {
      tenants,
      coexisting: [...new Set(echoes.map(({ account }) => account.id))],
      dead: read.filter(({ events }) => events === null).length,
      skipped: [...new Set(read.flatMap(({ events }) => events?.skipped ?? []))],
    };
  });
  crashPoint('after-ingest-commit');
  return result;
}

/** Keeps a body whose projection fails, so that it can be looked at and replayed, and out of the way of the others. */
export async function storeDeadLetter(db: Db, signed: SignedBody, error: string): Promise<void> {
  await insertBodies(db, [{ ...readBody(signed), error }]);
}

interface ReadBody extends SignedBody {
  /** Of the stored row; see WebhookEventTable. */
  id: string;
  events: WebhookEvents | null;
  error: string | null;
}

function readBody(signed: SignedBody): ReadBody {
  try {
    const events = mapWebhook(signed.body);
    return { ...signed, id: idOf(signed, events), events, error: null };
  } catch (error) {
    return { ...signed, id: idOf(signed, null), events: null, error: toErrorShape(error).message };
  }
}

function idOf({ body, account }: SignedBody, events: WebhookEvents | null): string {
  const first = events?.messages[0] ?? events?.statuses[0] ?? events?.identityChanges[0];
  // The callback is part of it: one company can't take another's body away by sending it first to its own callback.
  const hash = createHash('sha256')
    .update(`${account?.id ?? ''}\n`)
    .update(body)
    .digest('base64url');
  return `${String(first?.timestamp ?? 0).padStart(12, '0')}.${hash}`;
}

async function storeBodies(
  tx: Tx,
  read: readonly ReadBody[],
  accounts: ReadonlyMap<string, ReceivingAccount>,
): Promise<ReadBody[]> {
  const judged = read.map((body) => {
    if (body.events === null) return body;
    const isForUs = numbersOf(body.events).some((number) => isReceiver(accounts.get(number), body));
    const hasContent = numbersOf(body.events).length > 0;
    return hasContent && !isForUs ? { ...body, error: 'No connected number is meant by this body' } : body;
  });
  const stored = await insertBodies(tx, judged);
  return judged.filter((body) => stored.has(body.id) && body.events !== null && body.error === null);
}

const insertRows = writeMany<Selectable<WebhookEventTable>, { id: string }>(
  ['id', 'accountId', 'body', 'receivedAt', 'state', 'error'],
  (db, rows) =>
    db
      .insertInto('webhookEvent')
      .values(rows)
      .onConflict((oc) => oc.column('id').doNothing())
      .returning('id'),
);

/** Returns the ids of those that were not there before. */
async function insertBodies(db: Db, bodies: readonly ReadBody[]): Promise<Set<string>> {
  const rows = await insertRows(
    db,
    bodies.map(({ id, account, body, receivedAt, events, error }) => ({
      id,
      accountId: account?.id ?? null,
      body,
      receivedAt,
      state: error === null ? 'projected' : 'dead',
      error: error ?? (events?.skipped.join('; ').slice(0, 500) || null),
    })),
  );
  return new Set(rows.map((row) => row.id));
}

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
  for (const body of bodies) {
    const { events, receivedAt } = body;
    if (events === null) continue;
    for (const message of events.messages) {
      const account = accounts.get(message.phoneNumberId);
      if (isReceiver(account, body)) eventsOf(account, receivedAt).messages.push({ account, message });
    }
    for (const status of events.statuses) {
      const account = accounts.get(status.phoneNumberId);
      if (isReceiver(account, body)) eventsOf(account, receivedAt).statuses.push({ account, status });
    }
    for (const change of events.identityChanges) {
      const account = accounts.get(change.phoneNumberId);
      if (isReceiver(account, body)) eventsOf(account, receivedAt).identityChanges.push({ account, change });
    }
  }
  return byTenant;
}

/** A callback of one company speaks only of that company's numbers, whoever signed the body. */
function isReceiver(
  account: ReceivingAccount | undefined,
  { account: named }: SignedBody,
): account is ReceivingAccount {
  return account !== undefined && (named === null || named.tenantId === account.tenantId);
}

function numbersOf({ messages, statuses, identityChanges }: WebhookEvents): string[] {
  return [...messages, ...statuses, ...identityChanges].map(({ phoneNumberId }) => phoneNumberId);
}
