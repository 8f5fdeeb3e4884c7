import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rest, type RestName } from '#shared/wire/rest.ts';
import { routesOf } from '../testing/routes.ts';
import { TestApp } from '../testing/test-app.ts';
import type { OpenApi, Operation } from './openapi-document.ts';
import { features } from './features.ts';
import { curlOf } from './page-route.ts';
import { errors } from './route-examples.ts';

let test: TestApp;
let document: OpenApi;
beforeAll(async () => {
  test = await TestApp.start({ publicUrl: 'https://chat.acme.test' });
  // The answer is what the builder returned.
  document = (await test.call('GET', '/openapi.json')).body as unknown as OpenApi;
});
afterAll(() => test.close());

const names = Object.keys(rest) as RestName[];
const operations = (): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
const find = (name: RestName) => operations().find(({ operation }) => operation.operationId === name);

describe('the OpenAPI document', () => {
  it('holds each route of the contract and no other', () => {
    const written = operations().map(
      ({ path, method }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(written.toSorted()).toEqual(
      Object.values(rest)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
    expect(
      operations()
        .map(({ operation }) => operation.operationId)
        .toSorted(),
    ).toEqual(names.toSorted());
  });

  it.each(names)('%s says in one line what it does', (name) => {
    expect(rest[name].summary).toMatch(/^\S.{2,78}\S$/);
    expect(rest[name].summary).not.toMatch(/\.$/);
  });

  it('leads every reference to something, and names nothing that nobody refers to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
    const missing = references.filter((ref) => {
      const found = ref
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      return found === undefined;
    });
    expect(missing).toEqual([]);
    const unused = Object.keys(document.components.schemas).filter(
      (name) => !references.includes(`#/components/schemas/${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('is built as OpenAPI 3.1 wants it', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.servers).toEqual([{ url: 'https://chat.acme.test' }]);
    const tags = document.tags.map(({ name }) => name);
    expect(new Set(tags).size).toBe(tags.length);
    for (const { path, operation } of operations()) {
      const { parameters = [], responses, requestBody, security, operationId } = operation;
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([operationId, inPath]).toEqual([operationId, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
      expect(parameters.filter((parameter) => parameter.in === 'path' && !parameter.required)).toEqual([]);
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(tags).toContain(operation.tags[0]);
      expect(Object.keys(responses).filter((status) => /^2\d\d$/.test(status))).toHaveLength(1);
      expect(Object.keys(responses).filter((status) => !/^[245]\d\d$/.test(status))).toEqual([]);
      for (const answer of Object.values(responses))
        expect(answer).toMatchObject('$ref' in answer ? {} : { description: /./ });
      expect(Object.keys(requestBody?.content ?? {}).length).toBeLessThanOrEqual(1);
      for (const scheme of security.flatMap(Object.keys)) {
        expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
      }
    }
  });

  it('says of each route who may call it, as its handler’s policy does', () => {
    const served = routesOf(test);
    for (const name of names) {
      const handler = served.find(({ method, path }) => method === rest[name].method && path === rest[name].path);
      const policy = handler?.policy ?? { public: '' };
      const wanted =
        'public' in policy
          ? []
          : 'integration' in policy
            ? ['integrationToken']
            : 'service' in policy
              ? ['serviceKey']
              : ['session', ...(policy.orService === true ? ['serviceKey'] : [])];
      expect([name, find(name)?.operation.security.flatMap(Object.keys)]).toEqual([name, wanted]);
    }
  });

  it.each(names)('%s has an example that its own schemas take', (name) => {
    const operation = find(name)?.operation;
    const body = operation?.requestBody?.content['application/json'];
    if (body !== undefined) expect(rest[name].body.safeParse(body.example).error).toBeUndefined();
    const [, answer] = Object.entries(operation?.responses ?? {}).find(([status]) => status.startsWith('2')) ?? [];
    const example =
      answer === undefined || '$ref' in answer ? undefined : answer.content?.['application/json']?.example;
    if (example !== undefined) expect(rest[name].response.safeParse(example).error).toBeUndefined();
  });

  it('I-3 C-4 prints the errors of the guides word for word', () => {
    for (const [name, literal] of Object.entries(errors)) {
      const text = JSON.stringify(find(name as RestName)?.operation.responses);
      for (const { message } of literal) expect(text).toContain(message);
    }
  });

  it('describes each feature that has routes, and no other', () => {
    expect(document.tags.filter(({ description }) => description === '')).toEqual([]);
    const titles = document.tags.map(({ name }) => name);
    expect(features.map(({ title }) => title).filter((title) => !titles.includes(title))).toEqual([]);
  });
});

describe('/docs', () => {
  it('is found from the address of the server, when there is one', async () => {
    expect((await test.call('GET', '/')).text).toContain('<a href="/docs">');
    const silent = await TestApp.start({ apiDocs: false });
    try {
      expect((await silent.call('GET', '/')).text).not.toContain('/docs');
    } finally {
      await silent.close();
    }
  });

  it('S-59 is one page of our own: nothing inline, nothing from elsewhere', async () => {
    const { text, headers, status } = await test.call('GET', '/docs');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(text).not.toMatch(
      /<script(?! src="\/docs\/docs\.js"><\/script>)|<style| style=| on\w+="|(src|href)="(?![#/])/,
    );
    expect((await test.call('GET', '/docs/docs.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await test.call('GET', '/docs/docs.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('shows every route, links only to what is on it, and uses no id twice', async () => {
    const { text } = await test.call('GET', '/docs');
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(names.filter((name) => !ids.includes(name))).toEqual([]);
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    expect([...new Set(links)].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('escapes what it shows', async () => {
    expect(curlOf(find('integrationSend') ?? fail())).toBe(`curl -X POST "$PARLEY_URL/api/integrations/send-message" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{
  "recipientPhone": "1234567890",
  "message": "Hello"
}'`);
    const { text } = await test.call('GET', '/docs');
    expect(text).toContain('wait=&#60;seconds&#62;');
  });

  it.each(['/docs', '/docs/docs.js', '/docs/docs.css', '/openapi.json', '/api/openapi.json'])(
    'API_DOCS=off takes %s away',
    async (path) => {
      const silent = await TestApp.start({ apiDocs: false });
      try {
        const { status, body } = await silent.call('GET', path);
        expect([status, body['code']]).toEqual([404, 'not_found']);
      } finally {
        await silent.close();
      }
    },
  );

  it('product.md §6: the document is below /api, too', async () => {
    expect((await test.call('GET', '/api/openapi.json')).body).toEqual(document);
  });
});

function fail(): never {
  throw new Error('not in the document');
}
