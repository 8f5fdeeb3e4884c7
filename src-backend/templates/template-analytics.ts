import { sql } from 'kysely';
import type { MessageId, TemplateId } from '#shared/ids.ts';
import type { SendFailure } from '#shared/send-failure.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import type { Delivery } from '#shared/delivery.ts';
import type { SendState } from '#shared/message.ts';
import type { Db } from '../platform/database/database.ts';
import type { TemplateRow } from './templates.repository.ts';

type Analytics = RestResponse<'templateAnalytics'>['data'];

const dayMs = 86_400_000;
const answerMs = 3 * dayMs;
const mostFailures = 10;

/** What became of the messages that were made from a template, by what is known of them here. */
export async function countUses(db: Db, template: TemplateRow, days: number, now: number): Promise<Analytics> {
  const { tenantId, wabaId, name, language } = template;
  const uses = db
    .selectFrom('templateSend as use')
    .innerJoin('message as sent', (join) =>
      join.onRef('sent.tenantId', '=', 'use.tenantId').onRef('sent.id', '=', 'use.messageId'),
    )
    .innerJoin('tenantWhatsappConfig as account', (join) =>
      join.onRef('account.tenantId', '=', 'use.tenantId').onRef('account.id', '=', 'use.accountId'),
    )
    .where('use.tenantId', '=', tenantId)
    .where('use.name', '=', name)
    .where('use.language', '=', language)
    .where('use.at', '>=', now - days * dayMs)
    .where('account.wabaId', '=', wabaId);
  // `delivery` and `sendState` are JSON of our own making, so that a step is seen by its key.
  const has = (...steps: string[]) =>
    sql<boolean>`(${sql.join(
      steps.map((step) => sql`sent.delivery like ${`%"${step}":%`}`),
      sql` or `,
    )})`;
  // As `hasFailed` has it: what reached the phone did not fail.
  const failed = sql<boolean>`((sent.delivery like '%"failure":{%' or sent.send_state like '%"rejected"%')
    and not ${has('delivered', 'read', 'played')})`;
  const answered = sql<boolean>`exists (select 1 from message answer where answer.tenant_id = sent.tenant_id
    and answer.conversation_id = sent.conversation_id and answer.direction = 'inbound'
    and answer.at > sent.at and answer.at <= sent.at + ${answerMs})`;
  const tapped = sql<boolean>`exists (select 1 from message tap where tap.tenant_id = sent.tenant_id
    and tap.conversation_id = sent.conversation_id and tap.direction = 'inbound' and tap.reply_to = sent.id
    and tap.content like '%"type":"answer"%')`;
  const countOf = (what: ReturnType<typeof has>) => sql<number | null>`sum(case when ${what} then 1 else 0 end)`;
  const counts = await uses
    .select([
      countOf(has('accepted', 'sent', 'delivered', 'read', 'played')).as('sent'),
      countOf(has('delivered', 'read', 'played')).as('delivered'),
      countOf(has('read', 'played')).as('read'),
      countOf(failed).as('failed'),
      countOf(answered).as('answered'),
      countOf(tapped).as('tapped'),
    ])
    .executeTakeFirstOrThrow();
  const last = await uses
    .select(['sent.id', 'use.at'])
    .orderBy('use.at', 'desc')
    .orderBy('sent.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const refused = await uses.select(['sent.delivery', 'sent.sendState']).where(failed).limit(10_000).execute();
  const number = (value: number | null): number => Number(value ?? 0);
  return {
    days,
    sent: number(counts.sent),
    delivered: number(counts.delivered),
    read: number(counts.read),
    failed: number(counts.failed),
    answered: number(counts.answered),
    tapped: number(counts.tapped),
    lastSentAt: last === undefined ? null : new Date(last.at).toISOString(),
    // Our own row: the id was made by newId.
    lastMessageId: (last?.id as MessageId | undefined) ?? null,
    failures: byCode(refused.map(failureOf)),
  };
}

/** How often each template was sent lately, and when last at all. */
export async function listUses(
  db: Db,
  tenantId: string,
  days: number,
  now: number,
): Promise<RestResponse<'templateUses'>['data']> {
  const since = now - days * dayMs;
  const rows = await db
    .selectFrom('templateSend as use')
    .innerJoin('tenantWhatsappConfig as account', (join) =>
      join.onRef('account.tenantId', '=', 'use.tenantId').onRef('account.id', '=', 'use.accountId'),
    )
    .innerJoin('template', (join) =>
      join
        .onRef('template.tenantId', '=', 'use.tenantId')
        .onRef('template.wabaId', '=', 'account.wabaId')
        .onRef('template.name', '=', 'use.name')
        .onRef('template.language', '=', 'use.language'),
    )
    .select([
      'template.id',
      sql<number>`max(use.at)`.as('last'),
      sql<number>`sum(case when use.at >= ${since} then 1 else 0 end)`.as('sent'),
    ])
    .where('use.tenantId', '=', tenantId)
    .groupBy('template.id')
    .execute();
  return rows.map(({ id, last, sent }) => ({
    // Our own row: the id was made by newId.
    id: id as TemplateId,
    sent: Number(sent),
    lastSentAt: new Date(Number(last)).toISOString(),
  }));
}

function failureOf({ delivery, sendState }: { delivery: string; sendState: string | null }): SendFailure | null {
  const { failure } = JSON.parse(delivery) as Delivery;
  if (failure !== null) return failure;
  const state = sendState === null ? null : (JSON.parse(sendState) as SendState);
  return state?.state === 'rejected' ? state.failure : null;
}

function byCode(failures: readonly (SendFailure | null)[]): Analytics['failures'] {
  const known = failures.filter((failure) => failure !== null);
  return [...Map.groupBy(known, ({ code }) => code)]
    .map(([code, same]) => ({ code, title: same[0]?.title ?? '', count: same.length }))
    .toSorted((a, b) => b.count - a.count || a.code - b.code)
    .slice(0, mostFailures);
}
