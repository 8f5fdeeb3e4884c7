import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { toErrorShape } from '#shared/error.ts';
import type { ReceivingAccount, Source } from '../inbox/take-in.ts';
import type { WebhookEvents } from '../inbox/incoming.ts';
import type { Db } from '../platform/database/database.ts';
import { writeMany } from '../platform/database/many.ts';
import type { WebhookEventTable } from '../platform/database/tables.ts';
import { mapWebhook } from './map-webhook.ts';

/** A body whose signature is right. `account`: the one named in the address, null for the shared callback. */
export interface SignedBody {
  body: Buffer;
  account: { id: string; tenantId: string } | null;
  receivedAt: number;
}

/** The same, read and judged. `events` null: it is no webhook. `error`: why it is a dead letter. */
export interface ReadBody extends SignedBody, Source {
  events: WebhookEvents | null;
  error: string | null;
  /** All that it says is known by keys of its own, see WebhookEventTable. */
  keyed: boolean;
}

export function readBody(signed: SignedBody): ReadBody {
  try {
    return { ...signed, isNew: false, events: mapWebhook(signed.body), error: null, keyed: false };
  } catch (error) {
    return { ...signed, isNew: false, events: null, error: toErrorShape(error).message, keyed: false };
  }
}

/** Notes whether anyone here is meant by the body, and whether its copies can be recognised by what they say. */
export function judgeBody(body: ReadBody, accounts: ReadonlyMap<string, ReceivingAccount>): void {
  if (body.events === null) return;
  const numbers = numbersOf(body.events);
  const ours = numbers.filter((number) => isReceiver(accounts.get(number), body));
  if (numbers.length > 0 && ours.length === 0) body.error = 'No connected number is meant by this body';
  const { skipped, identityChanges } = body.events;
  body.keyed = ours.length > 0 && ours.length === numbers.length && skipped.length + identityChanges.length === 0;
}

/** A callback of one company speaks only of that company's numbers, whoever signed the body. */
export function isReceiver(
  account: ReceivingAccount | undefined,
  { account: named }: SignedBody,
): account is ReceivingAccount {
  return account !== undefined && (named === null || named.tenantId === account.tenantId);
}

/** Of everything it says, in order. */
export function numbersOf({ messages, statuses, identityChanges }: WebhookEvents): string[] {
  return [...messages, ...statuses, ...identityChanges].map(({ phoneNumberId }) => phoneNumberId);
}

const insertRows = writeMany<Insertable<WebhookEventTable>, { bodyHash: string }>(
  ['bodyHash', 'keyed', 'accountId', 'body', 'receivedAt', 'state', 'error'],
  (db, rows) =>
    db
      .insertInto('webhookEvent')
      .values(rows)
      .onConflict((oc) => oc.doNothing())
      .returning('bodyHash'),
);

/** Keeps the bodies; returns those of them that were not kept before (S-51). */
export async function keepBodies(db: Db, bodies: readonly ReadBody[]): Promise<ReadBody[]> {
  const byHash = new Map(bodies.map((body) => [hashOf(body), body]));
  const rows = await insertRows(
    db,
    [...byHash].map(([bodyHash, { keyed, account, body, receivedAt, events, error }]) => ({
      bodyHash,
      keyed: keyed ? 1 : 0,
      accountId: account?.id ?? null,
      body,
      receivedAt,
      state: error === null ? 'projected' : 'dead',
      error: error ?? (events?.skipped.join('; ').slice(0, 500) || null),
    })),
  );
  return rows.map(({ bodyHash }) => byHash.get(bodyHash)).filter((body) => body !== undefined);
}

function hashOf({ body, account }: SignedBody): string {
  // The callback is part of it: one company can't take another's body away by sending it first to its own callback.
  return createHash('sha256')
    .update(`${account?.id ?? ''}\n`)
    .update(body)
    .digest('hex');
}
