import { invalidParameter } from './graph-error.ts';

/** The names in `?fields=a,b{c,d}`, without what stands in braces; null when there is no such parameter. */
export function parseFields(fields: unknown): readonly string[] | null {
  if (typeof fields !== 'string' || fields.trim() === '') return null;
  return fields
    .replace(/[{(][^{}()]*[})]/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** What a node answers: the wanted fields (or the default ones), always with its id; unknown names are refused as Graph does. */
export function selectFields(
  node: Readonly<Record<string, unknown>>,
  wanted: readonly string[] | null,
  defaults: readonly string[],
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const name of wanted ?? defaults) {
    if (!(name in node)) throw invalidParameter(`Tried accessing nonexisting field (${name})`);
    if (node[name] !== undefined) answer[name] = node[name];
  }
  answer['id'] = node['id'];
  return answer;
}
