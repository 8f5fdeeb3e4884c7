import type { Account } from '#shared/account.ts';
import { fuzzyScore } from '#shared/fuzzy.ts';
import { type TemplateDefinition, findComponent, readDefinition } from '#shared/template/definition.ts';
import { type Template, whyNotToSend } from '#shared/template.ts';
import { toPlain } from '#shared/whatsapp-format.ts';
import { statusName } from '../../ui/template-standing.ts';

/** A template of the list, with what is shown and searched of it. */
export interface Offered {
  template: Template;
  definition: TemplateDefinition;
  /** Its words on one line. */
  text: string;
  /** Why it can't be sent now, for people; null when it can. */
  problem: string | null;
}

export interface TemplateFilter {
  search: string;
  /** Meta's word; null for all. */
  category: string | null;
  language: string | null;
  /** Also those that can't be sent now. */
  all: boolean;
}

export interface TemplateOffer {
  shown: Offered[];
  /** How many are kept from sight because of their state, by the state's name, most first. */
  hidden: { label: string; count: number }[];
  /** What there is to filter by. */
  categories: string[];
  languages: string[];
  /** Of this number, whatever their state. */
  total: number;
}

/** What a number may send, best match first. Nothing is left out without being counted. */
export function offerTemplates(
  templates: readonly Template[],
  account: Pick<Account, 'wabaId'>,
  filter: TemplateFilter,
): TemplateOffer {
  const own = templates.filter(({ wabaId }) => wabaId === account.wabaId);
  const fitting = own
    .filter((each) => filter.category === null || each.category === filter.category)
    .filter((each) => filter.language === null || each.language === filter.language)
    .map(toOffered)
    .map((each) => ({ each, score: scoreOf(filter.search, each) }))
    .filter(({ score }) => score > 0);
  const ranked = fitting.toSorted((a, b) => b.score - a.score).map(({ each }) => each);
  const blocked = ranked.filter(({ problem }) => problem !== null);
  return {
    shown: [...ranked.filter(({ problem }) => problem === null), ...(filter.all ? blocked : [])],
    hidden: filter.all ? [] : countByState(blocked),
    categories: distinct(own.map(({ category }) => category)),
    languages: distinct(own.map(({ language }) => language)),
    total: own.length,
  };
}

/** A template whose state changed while it is being filled in is still found. */
export function findOffered(templates: readonly Template[], id: Template['id'] | null): Offered | null {
  const found = templates.find((each) => each.id === id);
  return found === undefined ? null : toOffered(found);
}

function toOffered(template: Template): Offered {
  const definition = readDefinition(template);
  const body = findComponent(definition.components, 'BODY')?.text ?? '';
  return { template, definition, text: toPlain(body), problem: whyNotToSend(template) };
}

/** The name counts most, then the words. Without a search all are alike and stay in order of their names. */
function scoreOf(search: string, { template, text }: Offered): number {
  const wanted = search.trim();
  if (wanted === '') return 1;
  const byName = fuzzyScore(wanted, template.name.replaceAll('_', ' '));
  return Math.max(byName, text.toLowerCase().includes(wanted.toLowerCase()) ? 400 : 0);
}

function countByState(blocked: readonly Offered[]): TemplateOffer['hidden'] {
  const counts = new Map<string, number>();
  for (const { template } of blocked) {
    const label = statusName(template.status);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => ({ label, count })).toSorted((a, b) => b.count - a.count);
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].toSorted();
