import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { rest, RestError } from '#shared/wire/rest.ts';
import { parseJson } from '../../src-backend/platform/http/parse-json.ts';
import { type FoundRoute, routesOf } from '../../src-backend/testing/routes.ts';
import { TestApp } from '../../src-backend/testing/test-app.ts';
import { signBody } from '../../src-simulator/webhooks/signature.ts';
import { type Caller, createCallers } from '../support/bad-input/callers.ts';
import { type Case, casesOf } from '../support/bad-input/cases.ts';
import { createHttpClient, type Reply } from '../support/bad-input/http-client.ts';
import { isRecord, jsonSchemaOf } from '../support/bad-input/json-schema.ts';
import { createWorld, hookUrl, type World } from '../support/bad-input/world.ts';
import { unexpectedEnds } from '../support/child.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { startTeam, webhookPath, type Team } from '../support/team.ts';

// Bad input at every route of the real backend: the routes are those of the application itself, what they are sent is
// made from their own schemas with one thing wrong, or is nonsense altogether. Nothing here names a route.

const runs = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 40);
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
let callerOf: ReturnType<typeof createCallers>;
let world: World;

beforeAll(async () => {
  team = await startTeam({
    folder,
    seed: 'bad-input-routes',
    backendEnv: ({ url, company: { gateway } }) => ({
      SERVICE_KEY: serviceKey,
      RATE_LIMIT_FACTOR: '1000000',
      DEBUG: 'parley:*',
      PRIVATE_HOSTS: new URL(hookUrl).host,
      WHATSAPP_ENDPOINTS: JSON.stringify([{ name: 'a', apiUrl: `${url}/gateway`, apiKey: gateway.apiKey }]),
    }),
  });
  client = createHttpClient(team.backend.port());
  world = await createWorld(team, routes);
  callerOf = createCallers(team, { integration: world.integrationToken, service: serviceKey });
});

afterAll(async () => {
  client.close();
  const ends = unexpectedEnds();
  await team.stop();
  removeFolder(folder);
  expect(ends).toEqual([]);
});

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
        ...(input.path.startsWith(world.device.path) ? world.device.headers : {}),
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
  // Ruling 20 wants a 502 with the gateway’s reason; the simulated one has room for so many.
  if (reply.status === 502 && reply.text.includes('Failed to create device: At most')) return null;
  if (reply.status >= 500) return `${reply.status}`;
  if (reply.status < 400 || reply.status === 416) return expectedRefusal(route, input, reply);
  const parsed = RestError.safeParse(parseOrNull(reply.text));
  if (!parsed.success) return 'the error has another shape';
  if (parsed.data.message.length < 5) return 'the error says nothing';
  if (/node_modules|\.ts:\d|\bat \w+ \(|SQLITE|SqliteError/.test(reply.text)) return 'the error tells about the inside';
  const { code, message, details } = parsed.data;
  // What is wrong with the whole request, or with its caller, has no field.
  const isOfWhole =
    /JSON|malformed|not an event of a gateway|Content-Type|too long to arrive|No active WhatsApp phone number|Templates are only for numbers/.test(
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
        fc.asyncProperty(casesOf(route, contractOf(route), world), async (input) => {
          const reply = await send(route, caller, input);
          tally.asked++;
          if (reply.status !== 401 && reply.status !== 403) tally.letIn++;
          const wrong = objection(route, input, reply);
          if (wrong !== null) throw new Error(`${wrong}\n${reply.status} ${reply.text.slice(0, 600)}`);
        }),
        // What was wrong stands in the report, not only in the cause of its error.
        { numRuns: runs, includeErrorInReport: true },
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
  expect(bad.slice(0, 5)).toEqual([]);
});
