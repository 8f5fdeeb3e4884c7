import { GraphError, invalidParameter } from './graph-error.ts';

/** One field asked for: `name`, `edge.limit(2).after(x){id,name}`. */
export interface FieldWish {
  readonly name: string;
  /** `.limit(2)` → `{limit: '2'}`. */
  readonly args: Readonly<Record<string, string>>;
  /** What stands in braces; null: all of it. */
  readonly children: FieldSelection | null;
}

export type FieldSelection = readonly FieldWish[];

/** A field that is read only when asked for, or that takes arguments; it applies {@link FieldWish.children} itself. */
export type LazyField = (wish: FieldWish) => unknown;

/** `?fields=a,b{c,d},e.limit(2){f}`; null when there is no such parameter. */
export function parseFields(fields: unknown): FieldSelection | null {
  if (typeof fields !== 'string' || fields.trim() === '') return null;
  return readFields(fields);
}

/**
 * What a node answers: the wanted fields (or the default ones), always with its id; unknown names are refused as Graph
 * does. A field that is undefined is left out. `type` is the node's, for the refusal.
 */
export function selectFields(
  node: Readonly<Record<string, unknown>>,
  wanted: FieldSelection | null,
  defaults: readonly string[],
  type?: string,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const wish of wanted ?? defaults.map(toWish)) {
    if (!Object.hasOwn(node, wish.name)) {
      const where = type === undefined ? '' : ` on node type (${type})`;
      throw invalidParameter(`Tried accessing nonexisting field (${wish.name})${where}`);
    }
    const value = node[wish.name];
    const chosen = typeof value === 'function' ? value(wish) : pick(value, wish.children);
    if (chosen !== undefined) answer[wish.name] = chosen;
  }
  answer['id'] = node['id'];
  return answer;
}

/** Inside a field an unknown name is left out: what a structure holds depends on the node's state. */
function pick(value: unknown, wanted: FieldSelection | null): unknown {
  if (wanted === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, wanted));
  const from: Record<string, unknown> = { ...value };
  const answer: Record<string, unknown> = {};
  for (const { name, children } of wanted) if (Object.hasOwn(from, name)) answer[name] = pick(from[name], children);
  if (Object.hasOwn(from, 'id')) answer['id'] = from['id'];
  return answer;
}

function toWish(name: string): FieldWish {
  return { name, args: {}, children: null };
}

const deepest = 6;

function readFields(text: string): FieldSelection {
  let at = 0;
  const fail = (): never => {
    throw new GraphError(2500, `Syntax error "Field has an unexpected end or character." at character ${at}: ${text}`);
  };
  const skipSpace = (): void => {
    while (text[at] === ' ') at++;
  };
  const name = (): string => {
    skipSpace();
    const found = /^[A-Za-z_][\w]*/.exec(text.slice(at))?.[0] ?? fail();
    at += found.length;
    skipSpace();
    return found;
  };
  const argument = (): string => {
    const end = text.indexOf(')', at);
    if (text[at] !== '(' || end < 0) fail();
    const value = text.slice(at + 1, end);
    at = end + 1;
    return value;
  };
  const wish = (depth: number): FieldWish => {
    const args: Record<string, string> = {};
    const own = name();
    while (text[at] === '.') {
      at++;
      args[name()] = argument();
      skipSpace();
    }
    let children: FieldSelection | null = null;
    if (text[at] === '{') {
      if (depth === deepest) fail();
      at++;
      children = list(depth + 1);
      if (text[at] !== '}') fail();
      at++;
      skipSpace();
    }
    return { name: own, args, children };
  };
  const list = (depth: number): FieldWish[] => {
    const wishes = [wish(depth)];
    while (text[at] === ',') {
      at++;
      skipSpace();
      // Graph forgives a comma at the end.
      if (at === text.length || text[at] === '}') break;
      wishes.push(wish(depth));
    }
    return wishes;
  };
  const wishes = list(0);
  if (at !== text.length) fail();
  return wishes;
}
