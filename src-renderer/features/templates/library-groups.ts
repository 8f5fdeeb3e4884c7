import type { Account } from '#shared/account.ts';
import { fuzzyScore } from '#shared/fuzzy.ts';
import { findComponent, readDefinition } from '#shared/template/definition.ts';
import type { Template } from '#shared/template.ts';
import { toPlain } from '#shared/whatsapp-format.ts';

/** One template of a business account, in all its languages. */
export interface TemplateGroup {
  key: string;
  wabaId: string;
  name: string;
  /** By language; never empty. */
  versions: Template[];
  /** The numbers that may send it. */
  accounts: Account[];
  /** When one of its languages was sent last, epoch ms; null: not within what was counted. */
  lastUsedAt: number | null;
}

export interface LibraryFilter {
  search: string;
  /** Meta's words; null: all of them, but for the deleted ones. */
  status: string | null;
  category: string | null;
  language: string | null;
  wabaId: string | null;
}

export const everything: LibraryFilter = { search: '', status: null, category: null, language: null, wabaId: null };

export interface Library {
  groups: TemplateGroup[];
  /** What there is to filter by. */
  statuses: string[];
  categories: string[];
  languages: string[];
  /** Before filtering. */
  total: number;
}

export const keyOfGroup = ({ wabaId, name }: Pick<Template, 'wabaId' | 'name'>): string => `${wabaId} ${name}`;

/** The templates of all business accounts, best match first, else in order of their names. Pure. */
export function toLibrary(
  templates: readonly Template[],
  accounts: readonly Account[],
  lastUsed: ReadonlyMap<string, number>,
  filter: LibraryFilter,
): Library {
  const alive = templates.filter(({ status }) => (filter.status === null ? status !== 'DELETED' : true));
  const fitting = alive
    .filter(({ status }) => filter.status === null || status === filter.status)
    .filter(({ category }) => filter.category === null || category === filter.category)
    .filter(({ language }) => filter.language === null || language === filter.language)
    .filter(({ wabaId }) => filter.wabaId === null || wabaId === filter.wabaId);
  // One language fits: the whole template is shown, with all that there are.
  const keys = new Set(fitting.map(keyOfGroup));
  const groups = [...Map.groupBy(alive, keyOfGroup)]
    .filter(([key]) => keys.has(key))
    .map(([key, versions]) => toGroup(key, versions, accounts, lastUsed))
    .map((group) => ({ group, score: scoreOf(filter.search, group) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.group.name < b.group.name ? -1 : 1))
    .map(({ group }) => group);
  return {
    groups,
    statuses: distinct(templates.map(({ status }) => status)),
    categories: distinct(alive.map(({ category }) => category)),
    languages: distinct(alive.map(({ language }) => language)),
    total: new Set(alive.map(keyOfGroup)).size,
  };
}

/** A template as the library has it, whatever the filters say. */
export function findGroup(
  templates: readonly Template[],
  accounts: readonly Account[],
  lastUsed: ReadonlyMap<string, number>,
  key: string | null,
): TemplateGroup | null {
  const versions = templates.filter((template) => keyOfGroup(template) === key);
  const alive = versions.filter(({ status }) => status !== 'DELETED');
  if (key === null || versions.length === 0) return null;
  return toGroup(key, alive.length > 0 ? alive : versions, accounts, lastUsed);
}

function toGroup(
  key: string,
  versions: readonly Template[],
  accounts: readonly Account[],
  lastUsed: ReadonlyMap<string, number>,
): TemplateGroup {
  const sorted = versions.toSorted((a, b) => (a.language < b.language ? -1 : 1));
  const [{ wabaId, name } = { wabaId: '', name: '' }] = sorted;
  const used = sorted.flatMap(({ id }) => lastUsed.get(id) ?? []);
  return {
    key,
    wabaId,
    name,
    versions: sorted,
    accounts: accounts.filter((account) => account.wabaId === wabaId),
    lastUsedAt: used.length === 0 ? null : Math.max(...used),
  };
}

/** The version that needs somebody most: it stands for the template in the list. */
export function worstOf(versions: readonly Template[]): Template | null {
  const rank = ({ status }: Template): number => {
    const at = ['DISABLED', 'REJECTED', 'PAUSED', 'LIMIT_EXCEEDED', 'ARCHIVED', 'IN_APPEAL', 'PENDING'].indexOf(status);
    return at < 0 ? (status === 'APPROVED' ? 99 : 50) : at;
  };
  return versions.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** The name counts most, then the words. */
function scoreOf(search: string, { name, versions }: TemplateGroup): number {
  const wanted = search.trim();
  if (wanted === '') return 1;
  const inText = versions.some((version) => {
    const body = findComponent(readDefinition(version).components, 'BODY')?.text ?? '';
    return toPlain(body).toLowerCase().includes(wanted.toLowerCase());
  });
  return Math.max(fuzzyScore(wanted, name.replaceAll('_', ' ')), inText ? 400 : 0);
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].toSorted();
