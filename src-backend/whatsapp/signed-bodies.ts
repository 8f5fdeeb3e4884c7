import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { toErrorShape } from '#shared/error.ts';
import type { Provider } from '#shared/account.ts';
import type { TenantId } from '#shared/ids.ts';
import type { ReceivingAccount, Source } from '../inbox/take-in.ts';
import type { WebhookEvents } from '../inbox/incoming.ts';
import type { Db } from '../platform/database/database.ts';
import { writeMany } from '../platform/database/many.ts';
import type { WebhookEventTable } from '../platform/database/tables.ts';
import { isDeviceNumber } from '../gateway/event-schema.ts';
import { mapGatewayEvent } from '../gateway/map-gateway-event.ts';
import { mapWebhook } from './map-webhook.ts';
import type { Receivers } from './receiving-accounts.ts';

/**
 * A body whose sender has proved itself. `account`: the one named in the address (for gateways the device), null for the
 * shared callback. `provider`: in whose words it is.
 */
export interface SignedBody {
  provider: Provider;
  body: Buffer;
  account: { id: string; tenantId: string } | null;
  receivedAt: number;
}

/** The same, read. `events` null: it is no webhook. `error`: why it is a dead letter. */
export interface ReadBody extends SignedBody {
  events: WebhookEvents | null;
  error: string | null;
}

/** A body as far as it is for one company, or for nobody here (`tenantId` null). */
export interface Delivered extends ReadBody, Source {
  tenantId: TenantId | null;
  /** The company's accounts it speaks of. */
  receivers: ReceivingAccount[];
  /** All that it says is known by keys of its own, see WebhookEventTable. */
  keyed: boolean;
}

export function readBody(signed: SignedBody): ReadBody {
  try {
    const { provider, body, receivedAt } = signed;
    const events = provider === 'gateway' ? mapGatewayEvent(body, receivedAt) : mapWebhook(body);
    return { ...signed, events, error: null };
  } catch (error) {
    return { ...signed, events: null, error: toErrorShape(error).message };
  }
}

/**
 * Whom a body is for: a delivery for each company whose accounts it speaks of, else one for nobody. A callback of one
 * company speaks only of that company's numbers, whoever signed the body.
 */
export function deliveriesOf(body: ReadBody, { byNumber, byWaba }: Receivers): Delivered[] {
  const { events, account: named, provider } = body;
  const numbers = [...(events?.numbers ?? [])];
  const meant = [
    ...numbers.map((number) => byNumber.get(number)),
    ...[...(events?.wabas ?? [])].flatMap((waba) => byWaba.get(waba) ?? []),
  ].filter((account) => account !== undefined);
  const ours = [...new Set(meant)]
    // A number is spoken of by its own provider only.
    .filter(({ phoneNumberId }) => isDeviceNumber(phoneNumberId) === (provider === 'gateway'))
    .filter(({ tenantId }) => named === null || named.tenantId === tenantId);
  const delivered = { ...body, isNew: false, keyed: false };
  if (events === null || ours.length === 0) {
    // No number that anybody connected: it must be looked at. Accounts may be spoken of before they are connected.
    const error = numbers.length > 0 ? 'No connected number is meant by this body' : null;
    // A company's own callback was called: it may see what with. Its id was made by newId.
    const tenantId = named === null ? null : (named.tenantId as TenantId);
    return [{ ...delivered, tenantId, receivers: [], error: body.error ?? error }];
  }
  const byTenant = Map.groupBy(ours, ({ tenantId }) => tenantId);
  const all = new Set(ours.map(({ phoneNumberId }) => phoneNumberId));
  const keyed = isKeyed(events) && numbers.length > 0 && numbers.every((number) => all.has(number));
  return [...byTenant].map(([tenantId, receivers]) => ({ ...delivered, tenantId, receivers, keyed }));
}

/** Messages, acts and statuses are known when they come again; of the rest nobody keeps count. */
function isKeyed(events: WebhookEvents): boolean {
  const { messages, acts, statuses, skipped, consents, bookEntries, accountEvents } = events;
  const others = skipped.length + consents.length + bookEntries.length + accountEvents.length;
  return others === 0 && messages.length + acts.length + statuses.length > 0;
}

const insertRows = writeMany<Insertable<WebhookEventTable>, { bodyHash: string }>(
  [
    'bodyHash',
    'keyed',
    'provider',
    'accountId',
    'body',
    'receivedAt',
    'state',
    'error',
    'tenantId',
    'receivers',
    'fields',
  ],
  (db, rows) =>
    db
      .insertInto('webhookEvent')
      .values(rows)
      .onConflict((oc) => oc.doNothing())
      .returning('bodyHash'),
);

/** Keeps the bodies; returns those of them that were not kept before (S-51). */
export async function keepBodies(db: Db, bodies: readonly Delivered[]): Promise<Delivered[]> {
  const byHash = new Map(bodies.map((body) => [hashOf(body), body]));
  const rows = await insertRows(
    db,
    [...byHash].map(([bodyHash, body]) => ({
      bodyHash,
      keyed: body.keyed ? 1 : 0,
      provider: body.provider,
      accountId: body.account?.id ?? null,
      body: body.body,
      receivedAt: body.receivedAt,
      ...factsOf(body),
    })),
  );
  return rows.map(({ bodyHash }) => byHash.get(bodyHash)).filter((body) => body !== undefined);
}

/** What the store tells about a body besides its bytes. */
export function factsOf({ events, error, tenantId, receivers }: Delivered) {
  return {
    state: error === null ? 'projected' : 'dead',
    error: error ?? (events?.skipped.join('; ').slice(0, 500) || null),
    tenantId,
    receivers: receivers.map(({ id }) => id).join(','),
    fields: [...(events?.fields ?? [])].join(',').slice(0, 500),
  };
}

function hashOf({ body, account, tenantId }: Delivered): string {
  // The callback is part of it: one company can't take another's body away by sending it first to its own callback.
  return createHash('sha256')
    .update(`${account?.id ?? ''} ${tenantId ?? ''}\n`)
    .update(body)
    .digest('hex');
}
