import { z } from 'zod';
import { ErrorCode } from '#shared/error.ts';
import { rest, RestError, type RestName } from '#shared/wire/rest.ts';
import { callersOf, securitySchemes } from './callers.ts';
import { commonErrors, errorAnswers } from './error-answers.ts';
import { exampleOf } from './example-of.ts';
import { featureOf, features } from './features.ts';
import type { Answer, JsonSchema, MediaType, Method, OpenApi, Operation, Parameter } from './openapi-document.ts';
import { answers, bodies, looseBodies } from './route-examples.ts';
import type { ServedRoute } from './served-routes.ts';
import { SchemaCatalog } from './to-json-schema.ts';

/** What the server says of itself: every route of the contract that it serves, with who may call it. */
export function buildOpenApi(served: readonly ServedRoute[], facts: { version: string; url: string }): OpenApi {
  const catalog = new SchemaCatalog();
  // The contract lets old clients read new codes; the page names those there are.
  const code = catalog.toJsonSchema(ErrorCode, 'output') ?? {};
  const error = catalog.toJsonSchema(RestError.extend({ code: z.string() }), 'output') ?? {};
  catalog.components['Error'] = { ...error, properties: { ...error.properties, code } };
  const routes = Object.entries(rest).flatMap(([name, route]) => {
    const handler = served.find(({ method, path }) => method === route.method && path === route.path);
    // Object.entries forgets that its keys are the contract's names.
    return handler === undefined ? [] : [{ name: name as RestName, handler }];
  });
  // Answers first: what is sent in another form gets the longer name.
  const responses = new Map(routes.map(({ name }) => [name, catalog.toJsonSchema(rest[name].response, 'output')]));
  const paths: OpenApi['paths'] = {};
  for (const { name, handler } of routes) {
    const path = rest[name].path.replace(/:(\w+)/g, '{$1}');
    // Methods of the contract are those of OpenAPI, in capitals.
    const method = rest[name].method.toLowerCase() as Method;
    paths[path] = { ...paths[path], [method]: operation(name, handler, responses.get(name) ?? null, catalog) };
  }
  const used = new Set(routes.map(({ handler }) => handler.feature));
  const order = [...features.map(({ module }) => module), ...used].filter((module) => used.has(module));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version: facts.version,
      description: 'The API of a Parley backend. Readable at /docs.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: facts.url }],
    tags: [...new Set(order)].map(featureOf).map(({ title, description }) => ({ name: title, description })),
    paths,
    components: { schemas: catalog.components, responses: commonErrors(), securitySchemes },
  };
}

function operation(name: RestName, handler: ServedRoute, answer: JsonSchema | null, catalog: SchemaCatalog): Operation {
  const { summary = name, description } = rest[name];
  const { policy } = handler;
  if (policy === undefined) throw new Error(`${handler.name} has no policy`);
  const { words, schemes } = callersOf(policy);
  const parameters = [...pathParameters(name), ...queryParameters(name, catalog), ...headerParameters(description)];
  const body = requestBody(name, catalog);
  return {
    operationId: name,
    tags: [featureOf(handler.feature).title],
    summary,
    ...(description === undefined ? {} : { description: withoutRules(description) }),
    'x-parley-callers': handler.asksForProof ? `${words}${proof}` : words,
    security: schemes.map((scheme) => ({ [scheme]: [] })),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      [handler.status]: success(name, answer, catalog),
      ...errorAnswers(name, { asks: body !== null || parameters.length > 0, schemes: schemes.length, policy }),
    },
  };
}

const proof = '; a person with a fresh proof (sign in, or POST /api/auth/step-up, at most five minutes ago)';

/** Numbers of rules are for those who work on Parley. */
function withoutRules(text: string): string {
  return text.replace(/ \((ruling|S-|[A-Z]-)\s?\d+[^)]*\)/g, '');
}

const pathMeanings: Readonly<Record<string, string>> = {
  tenantId: 'The company: its id, its external id (t_…) or its slug.',
};

function pathParameters(name: RestName): Parameter[] {
  return [...rest[name].path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => ({
    name: parameter,
    in: 'path',
    required: true,
    ...(pathMeanings[parameter] === undefined ? {} : { description: pathMeanings[parameter] }),
    schema: { type: 'string' },
  }));
}

function queryParameters(name: RestName, catalog: SchemaCatalog): Parameter[] {
  // In an address everything is text; what it is read as says more.
  const read = catalog.toJsonSchema(rest[name].query, 'output')?.properties ?? {};
  const sent = catalog.toJsonSchema(rest[name].query, 'input');
  return Object.entries(sent?.properties ?? {}).map(([parameter, schema]) => {
    const meaning = read[parameter];
    const isKnown = meaning?.type !== undefined || meaning?.enum !== undefined || meaning?.$ref !== undefined;
    return {
      name: parameter,
      in: 'query',
      required: sent?.required?.includes(parameter) ?? false,
      schema: isKnown ? meaning : schema,
    };
  });
}

const headers: Readonly<Record<string, { description: string; schema: JsonSchema }>> = {
  'Idempotency-Key': {
    description: 'A text of your own for this one act: asking again with it does nothing twice.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  Prefer: {
    description: '`wait=<seconds>`: for how long to wait for WhatsApp’s answer, at most.',
    schema: { type: 'string' },
  },
};

/** A description that speaks of one of these headers is of a route that reads it. */
function headerParameters(description = ''): Parameter[] {
  return Object.entries(headers)
    .filter(([header]) => new RegExp(`\`${header}\\b`).test(description))
    .map(([header, parts]) => ({ name: header, in: 'header', required: false, ...parts }));
}

function requestBody(name: RestName, catalog: SchemaCatalog): Record<string, MediaType> | null {
  if (name === 'uploadMedia') {
    const file: JsonSchema = { type: 'string', format: 'binary' };
    return { 'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } } };
  }
  const schema = catalog.toJsonSchema(rest[name].body, 'input');
  if (schema === null) return null;
  const made = bodies[name] ?? looseBodies[name] ?? exampleOf(schema, catalog.components, { all: false });
  const nothingNeeded = isEmpty(made) ? exampleOf(schema, catalog.components, { all: true }) : made;
  return { 'application/json': { schema, example: nothingNeeded } };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** What isn't JSON. */
const otherAnswers: { readonly [N in RestName]?: { type: string; description: string; schema: JsonSchema } } = {
  getMedia: { type: '*/*', description: 'The bytes, under their own content type.', schema: {} },
  signupCallback: {
    type: 'text/html',
    description: 'A page that leads back to the desktop.',
    schema: { type: 'string' },
  },
  prometheus: { type: 'text/plain', description: 'Figures as Prometheus reads them.', schema: { type: 'string' } },
};

function success(name: RestName, schema: JsonSchema | null, catalog: SchemaCatalog): Answer {
  const other = otherAnswers[name];
  if (other !== undefined)
    return { description: other.description, content: { [other.type]: { schema: other.schema } } };
  if (schema === null) return { description: 'Done.' };
  const example = answers[name] ?? exampleOf(schema, catalog.components, { all: true });
  return { description: 'Done.', content: { 'application/json': { schema, example } } };
}
