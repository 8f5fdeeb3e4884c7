import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { rest, RestError } from '#shared/wire/rest.ts';
import { mediaPath } from '#shared/wire/media-routes.ts';
import { parseJson } from '../../src-backend/platform/http/parse-json.ts';
import { type FoundRoute, routesOf } from '../../src-backend/testing/routes.ts';
import { TestApp } from '../../src-backend/testing/test-app.ts';
import { webhookExamples } from '../../src-backend/testing/webhook-examples.ts';
import { signBody } from '../../src-simulator/webhooks/signature.ts';
import { addCompany, type Caller, createCallers } from '../support/bad-input/callers.ts';
import { brokenBodies, contentTypes, hostileHeaders, hostileText, withOneWrong } from '../support/bad-input/hostile.ts';
import { createHttpClient, type Reply } from '../support/bad-input/http-client.ts';
import { isRecord, jsonSchemaOf, repaired, valuesOf } from '../support/bad-input/json-schema.ts';
import { unexpectedEnds } from '../support/child.ts';
import { until } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, webhookPath, type Team } from '../support/team.ts';

// Bad input at every route of the real backend: the routes are those of the application itself, what they are sent is
// made from their own schemas with one thing wrong, or is nonsense altogether. Nothing here names a route.

const runs = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 100);
const serviceKey = 'a-service-key-of-tests';
const folder = makeFolder('bad-input-routes');

const routes = await TestApp.start().then(async (app) => {
  const found = routesOf(app);
  await app.close();
  return found;
});
const contractOf = ({ method, path }: FoundRoute) =>
  Object.values(rest).find((route) => route.method === method && route.path === path);

let team: Team;
let client: ReturnType<typeof createHttpClient>;
let callerOf: (route: FoundRoute) => Caller;
/** Ids of things that exist: ours, and those of a company that no caller belongs to. */
let ids: string[];
/** What names that other company in a path. */
let companies: string[];
/** The rest of a path is made of these; what one may remove must not be what others need. */
let accountIds: string[];

beforeAll(async () => {
  team = await startTeam({
    folder,
    seed: 'bad-input-routes',
    backendEnv: {
      SERVICE_KEY: serviceKey,
      RATE_LIMIT_FACTOR: '1000000',
      DEBUG: 'parley:*',
      PARLEY_CHEAP_PASSWORDS: '1',
    },
  });
  client = createHttpClient(team.backend.port());
  accountIds = team.accounts.map(({ id }) => id);
  const [account, ofProgram] = team.accounts;
  if (account === undefined || ofProgram === undefined) throw new Error('the company has too few numbers');
  const { token } = (await team.admin.call('createIntegrationToken', { body: { accountId: ofProgram.id } })).data;
  for (const waId of ['13125550301', '13125550302', '13125550303']) {
    await team.simulator.write({ waId, phoneNumberId: account.phoneNumberId ?? '', text: 'hello' });
  }
  await until('the conversations', async () => (await team.admin.call('listConversations')).data.length === 3);
  await team.admin.call('createUser', {
    body: { name: 'Bystander', email: 'bystander@parley.example', password: 'correct horse battery', role: 'agent' },
  });
  const company = await addCompany(team);
  companies = [company.tenantId, company.externalId, company.slug];
  callerOf = createCallers(team, { integration: token, service: serviceKey });
  await team.signInAdmin();
  ids = await findIds(ofProgram.id);
});

afterAll(async () => {
  client.close();
  const ends = unexpectedEnds();
  await team.stop();
  removeFolder(folder);
  expect(ends).toEqual([]);
});

/** Every id that the lists of the admin show, but none of those without which nothing would get in any more. */
async function findIds(accountOfProgram: string): Promise<string[]> {
  const [found, needed] = [new Set<string>(), new Set<string>([accountOfProgram])];
  for (const { method, path, policy } of routes) {
    if (method !== 'GET' || path.includes(':') || policy === undefined || !('allow' in policy)) continue;
    const headers = { authorization: `Bearer ${team.admin.token}` };
    const { text } = await client.ask({ method, path, headers, body: null });
    const isNeeded = policy.allow === 'signed_in' || policy.allow === 'token.write';
    for (const [id] of text.matchAll(uuid)) (isNeeded ? needed : found).add(id);
  }
  for (const { id } of team.accounts) if (id !== accountOfProgram) needed.delete(id);
  return [...found].filter((id) => !needed.has(id)).slice(0, 60);
}
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** One request, as far as it is drawn by lot. */
interface Case {
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
  /** Where nothing else is wrong: the path of the part of the body that was changed. */
  changed: readonly string[] | null;
  in: 'body' | 'query' | 'elsewhere';
}

/** Requests of one route. */
function casesOf(route: FoundRoute): fc.Arbitrary<Case> {
  const contract = contractOf(route);
  const bodySchema = contract === undefined ? null : jsonSchemaOf(contract.body);
  const querySchema = contract === undefined ? null : jsonSchemaOf(contract.query);
  const known = route.method === 'DELETE' ? ids.filter((id) => !accountIds.includes(id)) : ids;
  const isWebhook = route.path.startsWith(webhookPath) && route.method === 'POST';
  const bodies: fc.Arbitrary<unknown> =
    bodySchema !== null
      ? valuesOf(bodySchema, ids).map((body) => (contract === undefined ? body : repaired(contract.body, body, ids)))
      : isWebhook
        ? fc.constantFrom(...Object.values(webhookExamples).flatMap((each): unknown[] => [each].flat()))
        : fc.constantFrom<unknown>({}, { a: 1 });
  const queries: fc.Arbitrary<unknown> = querySchema === null ? fc.constant({}) : valuesOf(querySchema, ids);
  const parts = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const good = (name: string): fc.Arbitrary<string> =>
    fc.constantFrom(...(name.toLowerCase().startsWith('tenant') ? companies : known));
  const paths = (values: readonly string[], raw: boolean): string =>
    parts.reduce((path, name, index) => {
      const value = (values[index] ?? '').toWellFormed();
      return path.replace(`:${name}`, raw ? rawPart(value) : encodeURIComponent(value.slice(0, 3000)) || '-');
    }, route.path);
  const goodPath = fc.tuple(...parts.map(good)).map((values) => paths(values, false));
  const badPath = fc
    .tuple(fc.tuple(...parts.map(() => hostileText(ids))), fc.boolean())
    .map(([values, raw]) => paths(values, raw));

  const plain: fc.Arbitrary<Case> = fc
    .record({ path: goodPath, query: queries, body: bodies })
    .map(({ path, query, body }) => ({
      path: `${path}${queryOf(query)}`,
      headers: { 'content-type': 'application/json' },
      body: route.method === 'GET' || (bodySchema === null && !isWebhook) ? null : JSON.stringify(body),
      changed: null,
      in: 'elsewhere',
    }));
  const wrongBody = bodies.chain((body) =>
    fc.tuple(plain, withOneWrong(body, ids)).map(([base, { value, path }]): Case => ({
      ...base,
      body: JSON.stringify(value) ?? 'null',
      changed: contract?.body.safeParse(body).success === true ? path : null,
      in: 'body',
    })),
  );
  const wrongQuery = queries.chain((query) =>
    fc.tuple(plain, withOneWrong(query, ids)).map(([base, { value }]): Case => ({
      ...base,
      path: `${base.path.split('?', 1)[0]}${queryOf(value)}`,
      in: 'query',
    })),
  );
  const oddQuery = fc
    .tuple(
      plain,
      hostileText(ids),
      fc.constantFrom('limit', 'offset', 'cursor', '__proto__', 'a[b]', 'q', 'constructor'),
    )
    .map(([base, text, name]): Case => {
      const value = encodeURIComponent(text.toWellFormed().slice(0, 3000));
      const odd = [`${name}=${value}`, `${name}=1&${name}=2`, rawPart(text), `${name}[]=${value}`, value];
      return { ...base, path: `${base.path.split('?', 1)[0]}?${odd[text.length % odd.length]}` };
    });
  const withPath = fc.tuple(plain, badPath).map(([base, path]): Case => ({ ...base, path }));
  const withHeaders = fc
    .tuple(plain, hostileHeaders(ids))
    .map(([base, headers]): Case => ({ ...base, headers: { ...base.headers, ...headers } }));
  const broken = fc.tuple(plain, bodies, fc.nat(1000)).map(([base, body, pick]): Case => {
    const all = brokenBodies(JSON.stringify(body));
    return { ...base, body: all[pick % all.length] ?? '' };
  });
  const typed = fc
    .tuple(plain, bodies, fc.constantFrom(...contentTypes))
    .map(([base, body, type]): Case => ({ ...base, headers: { 'content-type': type }, body: JSON.stringify(body) }));
  const forms = fc.tuple(plain, formOf()).map(([base, form]): Case => ({ ...base, ...form }));

  return fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: bodySchema !== null || isWebhook ? 14 : 1, arbitrary: wrongBody },
    { weight: querySchema !== null ? 8 : 1, arbitrary: wrongQuery },
    { weight: 2, arbitrary: oddQuery },
    { weight: parts.length > 0 ? 5 : 0, arbitrary: withPath },
    { weight: 3, arbitrary: withHeaders },
    { weight: 4, arbitrary: broken },
    { weight: 2, arbitrary: typed },
    { weight: route.path === mediaPath ? 20 : 0, arbitrary: forms },
  );
}

/** Bytes of a path or query that nobody has escaped, as far as the HTTP client sends them. */
function rawPart(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '%').slice(0, 3000) || '-';
}

function queryOf(query: unknown): string {
  if (!isRecord(query)) return `?${encodeURIComponent(asText(query).toWellFormed().slice(0, 3000))}`;
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 20) : [value]).map(
      (each) =>
        `${encodeURIComponent(name.toWellFormed().slice(0, 3000))}=${encodeURIComponent(asText(each).toWellFormed().slice(0, 3000))}`,
    ),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Uploads, most of them broken. */
function formOf(): fc.Arbitrary<Pick<Case, 'headers' | 'body'>> {
  const file = fc.constantFrom(
    Buffer.from('\x89PNG\r\n\x1a\n'),
    Buffer.from('<script>'),
    Buffer.alloc(0),
    Buffer.alloc(70_000, 1),
  );
  return fc
    .tuple(
      fc.constantFrom('file', 'other', ''),
      hostileText([]),
      fc.constantFrom('image/png', '', 'a\tb', 'x'),
      file,
      fc.nat(8),
    )
    .map(([name, filename, type, bytes, cut]) => {
      const head = `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${filename.slice(0, 900)}"\r\nContent-Type: ${type}\r\n\r\n`;
      const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]);
      const body = cut === 0 ? whole.subarray(0, whole.length >> 1) : cut === 1 ? Buffer.concat([whole, whole]) : whole;
      return {
        headers: { 'content-type': cut === 2 ? 'multipart/form-data' : 'multipart/form-data; boundary=b' },
        body,
      };
    });
}

const guards = ['second_factor_setup', 'step_up_required'];

/** Sends it; when the caller is no longer let in, once more as somebody who is. */
async function send(route: FoundRoute, caller: Caller, input: Case): Promise<Reply> {
  for (let attempt = 0; ; attempt++) {
    const bearer = await caller.bearer();
    const body = input.body === null ? null : Buffer.from(input.body);
    const signature =
      route.path.startsWith(webhookPath) && body !== null ? signBody(team.simulator.company.appSecret, body) : null;
    const reply = await client.ask({
      method: route.method,
      path: input.path,
      headers: {
        // Whoever guesses is slowed down by where they come from: each comes from elsewhere.
        'x-forwarded-for': `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count++ & 255}`,
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
        ...input.headers,
      },
      body,
    });
    const isOurs = !('authorization' in input.headers);
    const { reason } = reply.status === 403 ? (errorOf(reply).details ?? {}) : {};
    const isOut = bearer !== null && isOurs && (reply.status === 401 || guards.includes(String(reason)));
    if (!isOut || attempt === 2) return reply;
    if (reason === 'second_factor_setup') caller.shutOut(bearer);
    else caller.signedOut(bearer);
  }
}
let count = 0;

const errorOf = ({ text }: Reply) => RestError.parse(JSON.parse(text));

/** What is wrong with the answer; null when nothing is. */
function objection(route: FoundRoute, input: Case, reply: Reply): string | null {
  if (reply.status >= 500) return `${reply.status}`;
  if (reply.status < 400 || reply.status === 416) return expectedRefusal(route, input, reply);
  const parsed = RestError.safeParse(parseOrNull(reply.text));
  if (!parsed.success) return 'the error has another shape';
  if (parsed.data.message.length < 5) return 'the error says nothing';
  if (/node_modules|\.ts:\d|\bat \w+ \(|SQLITE|SqliteError/.test(reply.text)) return 'the error tells about the inside';
  const { code, message, details } = parsed.data;
  // What is wrong with the whole request, or with its caller, has no field.
  const isOfWhole =
    /JSON|malformed|Content-Type|too long to arrive|No active WhatsApp phone number|Templates are only for numbers/.test(
      message,
    );
  if (code === 'invalid_input' && !isOfWhole && !details?.['field']) return `no field is named: ${message}`;
  return expectedRefusal(route, input, reply);
}

/** Where the schema itself refuses it, the answer must be a 400 that names the part that was changed. */
function expectedRefusal(route: FoundRoute, input: Case, reply: Reply): string | null {
  const contract = contractOf(route);
  if (contract === undefined || input.in === 'elsewhere') return null;
  if (input.in === 'query') return expectedQuery(route, contract.query, input, reply);
  const sent = asServerReads(input.body);
  // What is no object has no field that could be named.
  if (jsonSchemaOf(contract.body) === null || !isRecord(sent) || contract.body.safeParse(sent).success) return null;
  return named(route, reply, input.changed, sent);
}

function expectedQuery(route: FoundRoute, schema: z.ZodType, input: Case, reply: Reply): string | null {
  if (jsonSchemaOf(schema) === null) return null;
  const search = new URLSearchParams(input.path.split('?').slice(1).join('?'));
  const sent = Object.fromEntries(
    [...new Set(search.keys())].map((key) => [
      key,
      search.getAll(key).length > 1 ? search.getAll(key) : search.get(key),
    ]),
  );
  return schema.safeParse(sent).success ? null : named(route, reply, null, sent);
}

function named({ path }: FoundRoute, reply: Reply, changed: readonly string[] | null, sent: unknown): string | null {
  // What is asked about need not exist, and that may be found first.
  if (reply.status === 404 && path.includes(':') && !reply.text.includes('There is nothing at this address'))
    return null;
  if (reply.status !== 400 && reply.status !== 413) return `the schema refuses it, the answer is ${reply.status}`;
  const { details, message } = errorOf(reply);
  const field = details?.['field'];
  // Depth, keys and the like are limits of the whole body.
  if (field === undefined && /JSON/.test(message)) return null;
  if (typeof field !== 'string' || field === '') return `no field is named: ${message}`;
  const at = (changed ?? []).join('.');
  const isThere = changed === null || at === '' || `${field}.`.startsWith(`${at}.`) || `${at}.`.startsWith(`${field}.`);
  // Where one of several must be there, any of them may be asked for.
  const isMissing =
    field.split('.').reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), sent) == null;
  return isThere || isMissing ? null : `named ${field} instead of ${at}`;
}

/** Long integers come as text there. */
function asServerReads(body: Case['body']): unknown {
  try {
    return parseJson(Buffer.from(body ?? ''));
  } catch {
    return null;
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

describe.concurrent('T-12 S-53 S-59', { timeout: 60_000 + runs * 600 }, () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'whatever %s is given, it does it or names what is wrong with it',
    async (_name, route) => {
      const caller = callerOf(route);
      const tally = { asked: 0, letIn: 0 };
      await fc.assert(
        fc.asyncProperty(casesOf(route), async (input) => {
          const reply = await send(route, caller, input);
          tally.asked++;
          if (reply.status !== 401 && reply.status !== 403) tally.letIn++;
          const wrong = objection(route, input, reply);
          if (wrong !== null) throw new Error(`${wrong}\n${reply.status} ${reply.text.slice(0, 600)}`);
        }),
        { numRuns: runs },
      );
      expect(tally.asked).toBeGreaterThanOrEqual(runs);
      // Input that only ever met a closed door would prove nothing.
      expect(tally.letIn).toBeGreaterThan(0);
    },
  );
});

it('after all of it the backend is well, and logged nothing that it had not expected', async () => {
  const { status, text } = await client.ask({ method: 'GET', path: '/health', headers: {}, body: null });
  expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
  const log = readFileSync(team.backend.logFile, 'utf8');
  expect(log).toContain('"level":"debug"');
  // Signed by Meta and unreadable is worth an error: somebody must look at it.
  const deadLetters = 'Signed webhooks that can’t be read were put aside as dead letters';
  const bad = log
    .split('\n')
    .filter((line) => !line.includes(deadLetters))
    .filter((line) => /"level":"error"|uncaught|unhandled|failed unexpectedly|^\s+at /i.test(line));
  expect([...new Set(bad)]).toEqual([]);
});
