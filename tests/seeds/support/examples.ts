import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { makeFolder } from '../../support/folder.ts';
import { root } from '../../support/root.ts';

// The examples of the five documents that this product was asked from, as they are printed there. Nothing of an example
// is changed but what is named beside its call: base address, ids and placeholders.

export type Replacements = Readonly<Record<string, string>>;

/** The text of an example without our heading. Throws when something that is to be replaced does not stand in it. */
export function example(name: string, replacements: Replacements = {}): string {
  const printed = readFileSync(join(root, 'tests/seeds/examples', name), 'utf8');
  let text = printed.slice(printed.indexOf('\n\n') + 2);
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`${name} does not say ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export interface HttpExample {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body: Record<string, unknown> | null;
  /** What the document says comes back; null where it says nothing. */
  response: unknown;
}

/** A request that is printed as HTTP, and the answer below it. */
export function httpExample(name: string, replacements: Replacements = {}): HttpExample {
  const text = example(name, replacements).replaceAll(/^#.*$/gm, '').trim();
  const [request = '', response] = text.split(/^(?:Response:|\/\/ Returns:)$/m);
  const [, method, address = ''] = /^(GET|POST|PUT|DELETE) (\S+)/.exec(request) ?? [];
  if (method === undefined) throw new Error(`${name} holds no request`);
  const start = request.indexOf('\n{');
  return {
    // The pattern above lets in nothing else.
    method: method as HttpExample['method'],
    path: address.replace(/^http:\/\/[^/]+/, ''),
    // A JSON object begins with a brace, and so does what comes out.
    body: start === -1 ? null : (parseCommented(request.slice(start)) as Record<string, unknown>),
    response: response === undefined ? null : parseCommented(response),
  };
}

/** JSON with `// …` behind its lines. */
export function parseCommented(text: string): unknown {
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$|\s+\/\/ .*$/gm, ''));
}

export interface Output {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a JavaScript example as a program of its own, on the Node that runs the tests. */
export function runProgram(source: string, env: Record<string, string>): Promise<Output> {
  return execute(process.execPath, ['--input-type=module', '--eval', source], { env });
}

/** Runs a shell example. */
export function runShell(script: string, env: Record<string, string> = {}, cwd = root): Promise<Output> {
  // Without --norc a bash whose input is a socket takes itself for a remote shell, and reads the machine's own start file.
  return execute('bash', ['--norc', '-euo', 'pipefail', '-c', script], { env, cwd });
}

/**
 * Runs an example with curl. The Authorization header that the documents leave out comes from curl's own settings file,
 * so that the command stays as it is printed.
 */
export async function runCurl(script: string, bearer: string | null): Promise<{ status: number; body: unknown }> {
  const home = makeFolder('seeds-curl');
  const lines = ['silent', 'show-error', String.raw`write-out = "\n%{http_code}"`];
  if (bearer !== null) lines.push(`header = "Authorization: Bearer ${bearer}"`);
  writeFileSync(join(home, '.curlrc'), `${lines.join('\n')}\n`, { mode: 0o600 });
  const { code, stdout, stderr } = await runShell(script, { CURL_HOME: home, HOME: home });
  if (code !== 0) throw new Error(`curl ended with ${code}: ${stderr}`);
  const [, body = '', status] = /^([^]*)\n(\d{3})$/.exec(stdout) ?? [];
  return { status: Number(status), body: body === '' ? null : (JSON.parse(body) as unknown) };
}

/**
 * The values behind `label` in what a program printed with console.log. Node prints an object as an expression that
 * gives it back; that it does is checked.
 */
export function printed(stdout: string, label: string): unknown {
  const start = stdout.indexOf(`${label} `);
  if (start === -1) throw new Error(`the program did not print "${label}":\n${stdout}`);
  const rest = stdout.slice(start + label.length + 1);
  const [text = ''] = rest.split(/\n(?=[A-Z][\w ]*: )/);
  // Data only: what is printed came out of JSON, and the next line makes sure.
  const value: unknown = new Function(`return (${text.trim()})`)();
  if (inspect(value) !== text.trim()) throw new Error(`not what Node prints of data:\n${text}`);
  return value;
}

function execute(
  file: string,
  args: readonly string[],
  { env, cwd }: { env: Record<string, string>; cwd?: string },
): Promise<Output> {
  return new Promise((resolve, reject) => {
    // `node` in a script is the Node that runs the tests.
    const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
    const options = { env: { ...process.env, PATH: path, ...env }, cwd, encoding: 'utf8', timeout: 50_000 } as const;
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve({ code: 0, stdout, stderr });
      // A number is the program's own; anything else says that it could not be run, or did not end.
      if (typeof error.code !== 'number') {
        return reject(new Error(`${file} was ended (${error.signal ?? error.code}):\n${stdout}${stderr}`));
      }
      resolve({ code: error.code, stdout, stderr });
    });
  });
}
