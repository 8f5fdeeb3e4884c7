import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './deadline.ts';

// Runs docs/api.md: each ```sh block with a curl that a ```json or ```text block follows, in the order of the page. What
// the page prints is held against what came, whole; ids, times and shortened secrets by their form.

const run = promisify(execFile);

/** A command of the page and the answer that is printed under it. */
interface Step {
  command: string;
  language: 'json' | 'text';
  printed: string;
  /** Of the printed answer in the page's text. */
  from: number;
  to: number;
  /** What the page says right after it: `$NAME` is `path` of this answer (`all`: the whole of it). */
  kept: { name: string; path: string }[];
}

/** A fenced block: its language, and where its text stands. */
interface Block {
  language: string;
  text: string;
  from: number;
  /** Behind its closing fence. */
  end: number;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map((match) => {
    const [whole, language = '', text = ''] = match;
    return { language, text, from: match.index + '```'.length + language.length + 1, end: match.index + whole.length };
  });
}

export function stepsOf(page: string): Step[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index) => {
    const answer = blocks[index + 1];
    if (block.language !== 'sh' || (answer?.language !== 'json' && answer?.language !== 'text')) return [];
    const after = page.slice(answer.end, page.indexOf('\n```', answer.end));
    const kept = [...after.matchAll(/`\$(\w+)` is `([\w.[\]]+)` of this answer/g)];
    return {
      command: block.text,
      language: answer.language,
      printed: answer.text,
      from: answer.from,
      to: answer.from + answer.text.length,
      kept: kept.map(([, name = '', path = '']) => ({ name, path })),
    };
  });
}

/**
 * Runs the page; returns its text with every answer that differs replaced by the one that came. `names` stand for
 * addresses of this run.
 */
export async function runPage(
  page: string,
  variables: Record<string, string>,
  names: Readonly<Record<string, string>>,
): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'parley-curl-'));
  writeFileSync(join(home, '.curlrc'), 'silent\nshow-error\n');
  const environment: Record<string, string> = { ...variables, CURL_HOME: home };
  let text = page;
  let shift = 0;
  for (const step of stepsOf(page)) {
    const came = await answerOf(step, environment, names);
    for (const { name, path } of step.kept) {
      environment[name] = path === 'all' ? came.trim() : String(valueAt(JSON.parse(came), path));
    }
    const shown = agrees(step, rename(came, names)) ? step.printed : show(step, rename(came, names));
    text = text.slice(0, step.from + shift) + shown + text.slice(step.to + shift);
    shift += shown.length - step.printed.length;
  }
  return text;
}

/** A question is asked again until its answer is the one printed: statuses move on by themselves. */
async function answerOf(
  step: Step,
  environment: Record<string, string>,
  names: Readonly<Record<string, string>>,
): Promise<string> {
  const ask = async (): Promise<string> =>
    (await run('bash', ['--norc', '-euo', 'pipefail', '-c', step.command], { env: { ...process.env, ...environment } }))
      .stdout;
  let came = await ask();
  if (/ -(X|d|F|-data\S*) /.test(step.command) || step.printed.trim() === '') return came;
  const patience = { withinMs: 6000, everyMs: 100 };
  return await until(
    'the printed answer',
    async () => {
      if (agrees(step, rename(came, names))) return came;
      came = await ask();
      return null;
    },
    patience,
  ).catch(() => came);
}

function rename(text: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce((all, [real, name]) => all.replaceAll(real, name), text);
}

function agrees({ language, printed }: Step, came: string): boolean {
  if (language === 'text') return same(printed.trimEnd(), came.trimEnd());
  if (printed.trim() === '') return false;
  return same(JSON.parse(printed), JSON.parse(came));
}

const forms: readonly RegExp[] = [
  // A line that is made anew is up when the gateway says so.
  /^connect(ing|ed)$/,
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  /^wamid\.\S+$/,
  /^t_[0-9a-f]{16}$/,
];

function same(printed: unknown, came: unknown): boolean {
  if (printed === '…') return true;
  if (typeof printed === 'string' && typeof came === 'string') return sameText(printed, came);
  if (typeof printed === 'number' && typeof came === 'number') {
    return printed === came || (isTime(printed) && isTime(came));
  }
  if (Array.isArray(printed) && Array.isArray(came)) {
    // A list that ends with … goes on.
    const isCut = printed.at(-1) === '…';
    const items = isCut ? printed.slice(0, -1) : printed;
    if (isCut ? came.length < items.length : came.length !== items.length) return false;
    return items.every((item, index) => same(item, came[index]));
  }
  if (isObject(printed) && isObject(came)) {
    const keys = Object.keys(printed);
    if (keys.length !== Object.keys(came).length) return false;
    return keys.every((key) => key in came && same(printed[key], came[key]));
  }
  return printed === came;
}

function sameText(printed: string, came: string): boolean {
  if (printed === came || forms.some((form) => form.test(printed) && form.test(came))) return true;
  if (!printed.includes('…')) return false;
  const pattern = printed
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${pattern}$`).test(came);
}

const isTime = (value: number): boolean => Number.isInteger(value) && value > 1.6e12 && value < 4e12;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An answer as the page may print it: secrets and what is very long are cut. */
function show({ language }: Step, came: string): string {
  if (language === 'text') return `${came.trimEnd()}\n`;
  const shortened = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'string' || forms.some((form) => form.test(value))) return value;
    const [secret] = /^(wpi_int_|whsec_|prt_|EAA|eyJ|(?=[0-9a-f]{32}))/.exec(value) ?? [];
    if (secret !== undefined) return `${secret}…`;
    return /^(?!http)\S{60,}$/.test(value) ? `${value.slice(0, 12)}…` : value;
  };
  return `${JSON.stringify(JSON.parse(came), shortened, 2)}\n`;
}

function valueAt(root: unknown, path: string): unknown {
  return path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .reduce<unknown>((at, key) => {
      if (Array.isArray(at)) return at[Number(key)];
      return isObject(at) ? at[key] : undefined;
    }, root);
}
