import { z } from 'zod';
import type { AccountEvent } from '../inbox/incoming.ts';
import type { Tx } from '../platform/database/database.ts';
import type { ChangeEntry } from '../sync/change-log.ts';
import { toLanguage } from './from-meta.ts';
import { changed, lockTemplates } from './template-store.ts';
import { listOfWaba, type TemplateRow, updateTemplate } from './templates.repository.ts';

// What Meta's webhooks say of templates. They come in any order, late, and again: each kind of news has Meta's time, and
// what is not newer than what was heard last changes nothing.

/** Older than the last reading by so much, news is what the reading has already seen. */
const staleMs = 60_000;

/** News that does not say enough: Meta has to be asked for this name. */
export interface Unclear {
  tenantId: string;
  wabaId: string;
  name: string;
}

const text = z.string().max(2000);
const News = z.object({
  message_template_id: z.coerce.string(),
  message_template_name: z.string().min(1).max(512),
  message_template_language: z.string().min(1).max(40),
  event: text.optional().catch(undefined),
  reason: text.nullish().catch(undefined),
  other_info: z.object({ title: text.optional(), description: text.optional() }).nullish().catch(undefined),
  rejection_info: z.object({ reason: text.optional(), recommendation: text.optional() }).nullish().catch(undefined),
  new_quality_score: text.optional().catch(undefined),
  new_category: text.optional().catch(undefined),
  previous_category: text.optional().catch(undefined),
  correct_category: text.optional().catch(undefined),
});
type News = z.infer<typeof News>;

type Kind = 'status' | 'quality' | 'category';
type Heard = Partial<Record<Kind, [at: number, what: string]>>;
type Facts = Partial<
  Pick<TemplateRow, 'status' | 'rejectedReason' | 'statusNote' | 'quality' | 'category' | 'correctCategory'>
>;

/** Fields of webhooks that are about templates. */
export const templateNewsFields: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'template_correct_category_detection',
]);

/** Takes the news over in the caller's transaction, who writes the entries into the change log. */
export async function applyTemplateNews(
  tx: Tx,
  tenantId: string,
  events: readonly AccountEvent[],
): Promise<{ entries: ChangeEntry[]; unclear: Unclear[] }> {
  const about = events.filter(({ field }) => templateNewsFields.has(field));
  const entries = new Map<string, ChangeEntry>();
  const unclear = new Map<string, Unclear>();
  if (about.length > 0) await lockTemplates(tx, tenantId);
  for (const { wabaId, value, at, field } of about) {
    const news = News.safeParse(value).data;
    if (news === undefined || wabaId === null) continue;
    const name = news.message_template_name;
    const language = toLanguage(news.message_template_language);
    const row = (await listOfWaba(tx, tenantId, wabaId, name)).find((known) => known.language === language);
    const outcome = row === undefined ? 'ask' : judge(row, news, at);
    if (outcome === 'ask' || field === 'message_template_components_update') {
      unclear.set(`${wabaId} ${name}`, { tenantId, wabaId, name });
    }
    if (typeof outcome === 'string' || row === undefined) continue;
    await updateTemplate(tx, row, outcome, at * 1000);
    entries.set(outcome.id, changed(outcome));
  }
  return { entries: [...entries.values()], unclear: [...unclear.values()] };
}

/** The row as it is now; `known`: it says nothing new; `ask`: Meta has to be asked. Pure. */
export function judge(row: TemplateRow, news: News, at: number): TemplateRow | 'known' | 'ask' {
  // Of a former or later template of this name.
  if (row.metaId !== news.message_template_id) return 'ask';
  const said = readNews(news);
  // News of the components only names the text.
  if (said === null) return 'known';
  const heard = JSON.parse(row.heard) as Heard;
  const last = heard[said.kind];
  // Two different words within one of Meta's seconds: which was the last one Meta knows.
  if (last !== undefined && !isNewer([at, said.what], last))
    return at === last[0] && said.what !== last[1] ? 'ask' : 'known';
  if (at * 1000 < row.syncedAt - staleMs) return 'ask';
  // Deleted by us or gone from Meta's list, which no news told: what was on its way then doesn't bring it back.
  if (row.status === 'DELETED' && said.kind === 'status' && said.what !== 'DELETED') return 'ask';
  const next = { ...row, ...said.facts, heard: JSON.stringify({ ...heard, [said.kind]: [at, said.what] }) };
  return { ...next, version: row.version + 1 };
}

/** Meta's time counts in seconds; within one, what usually comes later wins, so that every order ends the same. */
function isNewer([at, what]: [number, string], [lastAt, last]: [number, string]): boolean {
  if (at !== lastAt) return at > lastAt;
  const [a, b] = [steps.indexOf(what), steps.indexOf(last)];
  return a === b ? what > last : a > b;
}

const steps = [
  'PENDING',
  'IN_APPEAL',
  'APPROVED',
  'REJECTED',
  'REINSTATED',
  'FLAGGED',
  'PAUSED',
  'DISABLED',
  'DELETED',
];

function readNews(news: News): { kind: Kind; what: string; facts: Facts } | null {
  const { new_quality_score: quality, new_category: category, correct_category: correct, event } = news;
  // One of Meta's own samples has the quality under the field of the status: keys decide.
  if (quality !== undefined) return { kind: 'quality', what: quality, facts: { quality } };
  if (category !== undefined && correct === undefined) {
    return { kind: 'category', what: category, facts: { category, correctCategory: null } };
  }
  if (correct !== undefined) return { kind: 'category', what: `to ${correct}`, facts: { correctCategory: correct } };
  return event === undefined ? null : { kind: 'status', what: event, facts: statusFacts(event, news) };
}

function statusFacts(event: string, { reason, other_info: other, rejection_info: rejection }: News): Facts {
  const note = rejection?.recommendation ?? rejection?.reason ?? other?.description ?? null;
  // It may be sent, for now.
  if (event === 'FLAGGED') return { statusNote: note ?? 'WhatsApp is about to pause it because of its quality' };
  const rejectedReason = event === 'REJECTED' && reason != null && reason !== 'NONE' ? reason : null;
  const status = event === 'REINSTATED' || event === 'UNARCHIVED' ? 'APPROVED' : event;
  return { status, rejectedReason, statusNote: status === 'APPROVED' ? null : note };
}
