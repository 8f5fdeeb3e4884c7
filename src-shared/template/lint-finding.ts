/** Something about a draft that Meta refuses (`error`), or that may get it rejected or surprise somebody (`warning`). */
export interface LintFinding {
  /** `body.edge`, `button.url` …: the same in all languages and versions. */
  rule: string;
  severity: 'error' | 'warning';
  /** Where in the draft: `name`, `components.1.text`. */
  path: string;
  /** For people: what is wrong and what to do. */
  message: string;
  /** What the message was made with, so that it can be said in another language. */
  values?: LintValues;
  fix?: LintFix;
}

export type LintValues = Readonly<Record<string, string | number>>;

/** A change of the draft that settles a finding. */
export interface LintFix {
  label: string;
  path: string;
  /** undefined: take it out. */
  value: unknown;
}

/** The draft with the change made; the draft itself stays as it is. */
export function applyFix(draft: unknown, { path, value }: LintFix): unknown {
  return setIn(draft, path.split('.'), value);
}

function setIn(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    const index = Number(key);
    if (rest.length === 0 && value === undefined) return target.filter((_, at) => at !== index);
    return target.map((item: unknown, at) => (at === index ? setIn(item, rest, value) : item));
  }
  const record = typeof target === 'object' && target !== null ? target : {};
  const others = Object.entries(record).filter(([name]) => name !== key);
  const changed = setIn(Object.entries(record).find(([name]) => name === key)?.[1], rest, value);
  return Object.fromEntries(changed === undefined ? others : [...others, [key, changed]]);
}

export type Findings = Generator<LintFinding, void>;

export function error(
  rule: string,
  path: string,
  message: string,
  fix?: LintFix | null,
  values?: LintValues,
): LintFinding {
  return { rule, severity: 'error', path, message, ...rest(fix, values) };
}

export function warning(
  rule: string,
  path: string,
  message: string,
  fix?: LintFix | null,
  values?: LintValues,
): LintFinding {
  return { rule, severity: 'warning', path, message, ...rest(fix, values) };
}

const rest = (fix: LintFix | null | undefined, values: LintValues | undefined) => ({
  ...(fix != null && { fix }),
  ...(values !== undefined && { values }),
});
