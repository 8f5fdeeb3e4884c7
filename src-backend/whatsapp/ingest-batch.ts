import type { TenantId } from '#shared/ids.ts';
import { applyAccountNews } from '../accounts/account-news.ts';
import type { NumbersOf } from '../accounts/number-watch.ts';
import type { AccountEvent } from '../inbox/incoming.ts';
import { InboxWork } from '../inbox/inbox-work.ts';
import { projectEvents, type Received, type TenantEvents } from '../inbox/take-in.ts';
import { keepFiles } from '../media/keep-files.ts';
import { crashPoint } from '../platform/crash-point.ts';
import { type Db, serialise, type Tx } from '../platform/database/database.ts';
import type { Appended, ChangeLog } from '../sync/change-log.ts';
import { applyTemplateNews, type Unclear } from '../templates/template-news.ts';
import { findReceivers } from './receiving-accounts.ts';
import { type Delivered, deliveriesOf, keepBodies, readBody, type SignedBody } from './signed-bodies.ts';

export interface IngestResult {
  /** Whom the bodies were for, with what was appended to their change logs. */
  tenants: Map<TenantId, Appended | null>;
  /** Accounts that turn out to be used on a phone as well. */
  coexisting: string[];
  /** How many bodies became dead letters because they are no webhooks. */
  dead: number;
  /** Some of them name files, which are still with Meta. */
  hasFiles: boolean;
  /** What was left out of the others, see `WebhookEvents`. */
  skipped: string[];
  /** Templates that Meta has to be asked about. */
  unclear: Unclear[];
  /** Business accounts with numbers about which something changed. */
  numbers: NumbersOf[];
}

/** What became of deliveries. */
export interface Projected {
  /** What was appended to the change logs. */
  tenants: Map<TenantId, Appended | null>;
  unclear: Unclear[];
  numbers: NumbersOf[];
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
  const numbers = new Set(read.flatMap(({ events }) => [...(events?.numbers ?? [])]));
  const wabas = new Set(read.flatMap(({ events }) => [...(events?.wabas ?? [])]));
  const result = await db.transaction().execute(async (tx) => {
    const receivers = await findReceivers(tx, [...numbers], [...wabas]);
    const deliveries = read.flatMap((body) => deliveriesOf(body, receivers));
    const keyed = deliveries.filter((body) => body.keyed);
    const heard = await keepBodies(
      tx,
      deliveries.filter((body) => !body.keyed),
    );
    const projected = await projectDeliveries({ tx, changeLog }, [...keyed, ...heard]);
    await keepBodies(
      tx,
      keyed.filter((body) => body.isNew),
    );
    crashPoint('before-ingest-commit');
    return {
      ...projected,
      coexisting: [...new Set([...keyed, ...heard].flatMap(coexistingIn))],
      dead: heard.filter(({ events }) => events === null).length,
      hasFiles: read.some(({ events }) => events?.messages.some(({ file }) => file !== null)),
      skipped: [...new Set(heard.flatMap(({ events }) => events?.skipped ?? []))],
    };
  });
  crashPoint('after-ingest-commit');
  return result;
}

/** Keeps a body whose projection fails, so that it can be looked at and replayed, and out of the way of the others. */
export async function storeDeadLetter(db: Db, signed: SignedBody, error: string): Promise<void> {
  const body = readBody(signed);
  const receivers = await findReceivers(db, [...(body.events?.numbers ?? [])], [...(body.events?.wabas ?? [])]);
  await keepBodies(
    db,
    deliveriesOf(body, receivers).map((delivered) => ({ ...delivered, keyed: false, error })),
  );
}

/**
 * Makes of deliveries what follows from them, company by company. May see them again: what is known changes nothing.
 */
export async function projectDeliveries(
  { tx, changeLog }: { tx: Tx; changeLog: ChangeLog },
  deliveries: readonly Delivered[],
): Promise<Projected> {
  const projected: Projected = { tenants: new Map(), unclear: [], numbers: [] };
  const byTenant = Map.groupBy(deliveries, ({ tenantId }) => tenantId);
  // In a fixed order, so that two processes never wait for each other.
  for (const [tenantId, ofTenant] of [...byTenant].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))) {
    if (tenantId === null) continue;
    await serialise(tx, `inbox ${tenantId}`);
    const work = new InboxWork(tx, tenantId, ofTenant[0]?.receivedAt ?? 0, changeLog);
    const events = gather(ofTenant);
    const files = await projectEvents(work, events);
    const appended = await work.flush();
    await keepFiles(tx, tenantId, files, work.now);
    const news = await applyNews(tx, changeLog, tenantId, events.accountEvents);
    projected.tenants.set(tenantId, joined(appended, news.appended));
    projected.unclear.push(...news.unclear);
    projected.numbers.push(...news.numbers);
  }
  return projected;
}

/** What is said of templates, numbers and business accounts. */
async function applyNews(
  tx: Tx,
  changeLog: ChangeLog,
  tenantId: TenantId,
  events: readonly AccountEvent[],
): Promise<{ appended: Appended | null; unclear: Unclear[]; numbers: NumbersOf[] }> {
  if (events.length === 0) return { appended: null, unclear: [], numbers: [] };
  const accounts = await applyAccountNews(tx, tenantId, events);
  const { entries: templates, unclear } = await applyTemplateNews(tx, tenantId, events);
  const wabas = new Set(accounts.length === 0 ? [] : events.map(({ wabaId }) => wabaId));
  const numbers = [...wabas].flatMap((wabaId) => (wabaId === null ? [] : [{ tenantId, wabaId }]));
  const entries = [...accounts, ...templates];
  if (entries.length === 0) return { appended: null, unclear, numbers };
  const first = await changeLog.append(tx, tenantId, entries);
  // Rare, and of several kinds: whoever is told reads them.
  const appended = { after: first - 1, upTo: first + entries.length - 1, changes: () => null };
  return { appended, unclear, numbers };
}

/** Two runs of numbers that follow each other, as one. */
function joined(a: Appended | null, b: Appended | null): Appended | null {
  if (a === null || b === null) return a ?? b;
  return { after: a.after, upTo: b.upTo, changes: () => null };
}

function gather(deliveries: readonly Delivered[]): TenantEvents {
  const all: TenantEvents = { messages: [], acts: [], statuses: [], consents: [], bookEntries: [], accountEvents: [] };
  for (const delivered of deliveries) {
    const { events, receivers } = delivered;
    if (events === null) continue;
    const accounts = new Map(receivers.map((account) => [account.phoneNumberId, account]));
    const receive = <T extends { phoneNumberId: string }>(said: readonly T[], into: Received<T>[]): void => {
      for (const event of said) {
        const account = accounts.get(event.phoneNumberId);
        if (account !== undefined) into.push({ account, event, source: delivered });
      }
    };
    receive(events.messages, all.messages);
    receive(events.acts, all.acts);
    receive(events.statuses, all.statuses);
    receive(events.consents, all.consents);
    receive(events.bookEntries, all.bookEntries);
    const isOurs = ({ wabaId, phoneNumberId }: AccountEvent): boolean =>
      phoneNumberId === null ? receivers.some((account) => account.wabaId === wabaId) : accounts.has(phoneNumberId);
    all.accountEvents.push(...events.accountEvents.filter(isOurs));
  }
  return all;
}

function coexistingIn({ events, receivers }: Delivered): string[] {
  return receivers.filter(({ phoneNumberId }) => events?.coexisting.has(phoneNumberId)).map(({ id }) => id);
}
