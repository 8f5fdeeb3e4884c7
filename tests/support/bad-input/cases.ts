import * as fc from 'fast-check';
import type { z } from 'zod';
import type { rest } from '#shared/wire/rest.ts';
import { mediaPath } from '#shared/wire/media-routes.ts';
import { webhookExamples } from '../../../src-backend/testing/webhook-examples.ts';
import { webhookPath } from '../team.ts';
import { gatewayEvents } from './gateway-events.ts';
import { brokenBodies, contentTypes, hostileHeaders, hostileText, withOneWrong } from './hostile.ts';
import { basesOf } from './bases.ts';
import { isRecord, type JsonSchema, jsonSchemaOf, repaired, valuesOf } from './json-schema.ts';
import { type AnyRoute, pdf, type World } from './world.ts';

/** One request, as far as it is drawn by lot. */
export interface Case {
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
  /** Where nothing else is wrong: the path of the part of the body that was changed. */
  changed: readonly string[] | null;
  in: 'body' | 'query' | 'elsewhere';
}

type Contract = (typeof rest)[keyof typeof rest];

/** Requests of one route: right, with one thing wrong, or nonsense. */
export function casesOf(route: AnyRoute, contract: Contract | undefined, world: World): fc.Arbitrary<Case> {
  const { ids, hints } = world;
  const bodySchema = contract === undefined ? null : jsonSchemaOf(contract.body);
  const querySchema = contract === undefined ? null : jsonSchemaOf(contract.query);
  const isWebhook = route.path.startsWith(webhookPath) && route.method === 'POST';
  const takesBody = bodySchema !== null || isWebhook;
  const bodies =
    contract === undefined || bodySchema === null
      ? fc.constantFrom(...(isWebhook ? webhooksOf(route) : [{}, { a: 1 }]))
      : fromSchema(contract.body, bodySchema, world, basesOf(`${route.method} ${route.path}`, hints));
  const queries =
    contract === undefined || querySchema === null
      ? fc.constant({})
      : fromSchema(contract.query, querySchema, world, []);

  const plain: fc.Arbitrary<Case> = fc
    .record({ path: rightPaths(route, world), query: queries, body: bodies })
    .map(({ path, query, body }) => ({
      path: `${path}${queryOf(query)}`,
      // Nobody waits for what WhatsApp says.
      headers: { 'content-type': 'application/json', prefer: 'wait=0' },
      body: route.method === 'GET' || !takesBody ? null : JSON.stringify(body),
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
  const withPath = fc.tuple(plain, wrongPaths(route, ids)).map(([base, path]): Case => ({ ...base, path }));
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
    { weight: 5, arbitrary: plain },
    { weight: takesBody ? 14 : 1, arbitrary: wrongBody },
    { weight: querySchema !== null ? 8 : 1, arbitrary: wrongQuery },
    { weight: 2, arbitrary: oddQuery },
    { weight: route.path.includes(':') ? 5 : 0, arbitrary: withPath },
    { weight: 3, arbitrary: withHeaders },
    { weight: 4, arbitrary: broken },
    { weight: 2, arbitrary: typed },
    { weight: route.path === mediaPath ? 20 : 0, arbitrary: forms },
  );
}

function fromSchema(schema: z.ZodType, json: JsonSchema, { ids, hints }: World, bases: readonly object[]) {
  const made = valuesOf(json, ids, hints).map((value) => repaired(schema, value, ids));
  if (bases.length === 0) return made;
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom<unknown>(...bases) }, { weight: 1, arbitrary: made });
}

const isOfGateway = ({ path }: AnyRoute): boolean => path.startsWith(`${webhookPath}/gateway/`);

function webhooksOf(route: AnyRoute): readonly unknown[] {
  return isOfGateway(route)
    ? gatewayEvents
    : Object.values(webhookExamples).flatMap((each): unknown[] => [each].flat());
}

/** Most of what they name exists. */
function rightPaths(route: AnyRoute, { ids, companies, hints, device }: World): fc.Arbitrary<string> {
  if (isOfGateway(route)) return fc.constant(device.path);
  // What others need must not be removed.
  const accounts = hints['accountId'] ?? [];
  const isKept = (id: string): boolean => route.method === 'DELETE' && accounts.includes(id);
  const segments = route.path.split('/');
  const parts = segments.map((segment, index): fc.Arbitrary<string> => {
    if (!segment.startsWith(':')) return fc.constant(segment);
    if (/^:tenant/i.test(segment) || segments[index - 1] === 'tenants') return fc.constantFrom(...companies);
    const usual = (hints[segment.slice(1)] ?? hints[segments[index - 1] ?? ''] ?? []).filter((id) => !isKept(id));
    const any = fc.constantFrom(...ids.filter((id) => !isKept(id)));
    const one = usual.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual) }, any);
    return one.map((value) => encodeURIComponent(value));
  });
  return fc.tuple(...parts).map((all) => all.join('/'));
}

function wrongPaths({ path }: AnyRoute, ids: readonly string[]): fc.Arbitrary<string> {
  const parts = path
    .split('/')
    .map((segment) =>
      segment.startsWith(':')
        ? fc
            .tuple(hostileText(ids), fc.boolean())
            .map(([text, isRaw]) =>
              isRaw ? rawPart(text) : encodeURIComponent(text.toWellFormed().slice(0, 3000)) || '-',
            )
        : fc.constant(segment),
    );
  return fc.tuple(...parts).map((all) => all.join('/'));
}

/** Bytes of a path or query that nobody has escaped, as far as the HTTP client sends them. */
function rawPart(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '%').slice(0, 3000) || '-';
}

function queryOf(query: unknown): string {
  const coded = (value: unknown): string => encodeURIComponent(asText(value).toWellFormed().slice(0, 3000));
  if (!isRecord(query)) return `?${coded(query)}`;
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 20) : [value]).map((each) => `${coded(name)}=${coded(each)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Uploads, most of them broken. */
function formOf(): fc.Arbitrary<Pick<Case, 'headers' | 'body'>> {
  const file = fc.constantFrom(
    Buffer.from(pdf),
    Buffer.from('\x89PNG\r\n\x1a\n'),
    Buffer.from('<script>'),
    Buffer.alloc(0),
    Buffer.alloc(70_000, 1),
  );
  const filenames = fc.oneof(fc.constant('a.pdf'), hostileText([]));
  const types = fc.constantFrom('application/pdf', 'image/png', '', 'a\tb', 'x');
  return fc
    .tuple(fc.constantFrom('file', 'file', 'file', 'other', ''), filenames, types, file, fc.nat(8))
    .map(([name, filename, type, bytes, cut]) => {
      const disposition = `form-data; name="${name}"; filename="${filename.slice(0, 900)}"`;
      const head = `--b\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
      const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]);
      const body = cut === 0 ? whole.subarray(0, whole.length >> 1) : cut === 1 ? Buffer.concat([whole, whole]) : whole;
      const boundary = cut === 2 ? '' : '; boundary=b';
      return { headers: { 'content-type': `multipart/form-data${boundary}` }, body };
    });
}
