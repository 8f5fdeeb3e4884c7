import { type Selectable, sql } from 'kysely';
import { Provider } from '#shared/account.ts';
import type { AccountId } from '#shared/ids.ts';
import type { StoredWebhook } from '#shared/wire/webhooks-routes.ts';
import type { Db } from '../platform/database/database.ts';
import type { WebhookEventTable } from '../platform/database/tables.ts';

/** Whose webhooks: a company's, and those that were for nobody, when they may be seen. */
export interface WebhookScope {
  tenantId: string;
  withNobodys: boolean;
}

export interface WebhookFilter {
  before?: number | undefined;
  limit: number;
  field?: string | undefined;
  accountId?: string | undefined;
  state?: string | undefined;
  /** Epoch ms. */
  since?: number | undefined;
  until?: number | undefined;
}

type Facts = Omit<Selectable<WebhookEventTable>, 'body' | 'provider'> & { bytes: number };

const inScope = (db: Db, { tenantId, withNobodys }: WebhookScope) =>
  db
    .selectFrom('webhookEvent')
    .select(['id', 'bodyHash', 'keyed', 'accountId', 'receivedAt', 'state', 'error', 'tenantId', 'receivers', 'fields'])
    .select(sql<number>`length(body)`.as('bytes'))
    .where((eb) =>
      withNobodys ? eb.or([eb('tenantId', '=', tenantId), eb('tenantId', 'is', null)]) : eb('tenantId', '=', tenantId),
    );

/** Newest first. */
export async function listWebhooks(db: Db, scope: WebhookScope, filter: WebhookFilter): Promise<StoredWebhook[]> {
  const { before, limit, field, accountId, state, since, until } = filter;
  const rows = await inScope(db, scope)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .$if(since !== undefined, (query) => query.where('receivedAt', '>=', since ?? 0))
    .$if(until !== undefined, (query) => query.where('receivedAt', '<', until ?? 0))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    // Lists of names with commas between: whole names only.
    .$if(field !== undefined, (query) => query.where(sql`',' || fields || ','`, 'like', `%,${likeText(field ?? '')},%`))
    .$if(accountId !== undefined, (query) => query.where('receivers', 'like', `%${accountId}%`))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toStoredWebhook);
}

export async function findWebhook(
  db: Db,
  scope: WebhookScope,
  id: number,
): Promise<{ webhook: StoredWebhook; provider: Provider; tenantId: string | null; body: Buffer } | undefined> {
  const row = await inScope(db, scope).select(['provider', 'body']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { tenantId, body } = row;
  return { webhook: toStoredWebhook(row), provider: Provider.parse(row.provider), tenantId, body };
}

function toStoredWebhook({ id, receivedAt, fields, receivers, state, error, bytes }: Facts): StoredWebhook {
  // Written by this program.
  return {
    id,
    receivedAt,
    fields: namesIn(fields),
    accountIds: namesIn(receivers) as AccountId[],
    state: state as StoredWebhook['state'],
    note: error,
    bytes,
  };
}

const namesIn = (list: string): string[] => list.split(',').filter((name) => name !== '');

/** Names of Meta have underscores, which mean "any character" to the database; no other name differs by one. */
const likeText = (text: string): string => text.replaceAll('%', '');
