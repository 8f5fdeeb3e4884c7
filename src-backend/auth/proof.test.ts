import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TenantId } from '#shared/ids.ts';
import { type Rest, type RestName, rest } from '#shared/wire/rest.ts';
import { routesOf } from '../testing/routes.ts';
import { type Answer, type SignedIn, TestApp } from '../testing/test-app.ts';

// Which routes ask for a fresh proof stands in the contract. A route that carries something secret and says nothing of
// how it knows who asks is found by the names of its fields.

const serviceKey = 'a-service-key-of-tests';
const names = Object.keys(rest) as RestName[];
const proofOf = (name: RestName): string | undefined => (rest[name] as { proof?: string }).proof;
const named = (proof: string) => names.filter((name) => proofOf(name) === proof);

/** A field of this name holds a secret, or a way in. */
const secretName = /token|secret|password|apikey|credential|recovery|^pin$/i;
/** Not secret: a verify token only makes us echo Meta's handshake; the rest are facts about secrets. */
const harmless = new Set([
  'verifyToken',
  'webhookVerifyToken',
  'tokenId',
  'recoveryCodesLeft',
  'credentialSource',
  'tokenExpiresAt',
  'flow_token',
]);
/** Programs prove themselves by the token they call with. */
const byPrograms = (name: RestName) => name.startsWith('integration');

describe('S-62 a fresh proof', () => {
  let test: TestApp;
  let tenantId: TenantId;
  let boss: SignedIn;
  beforeAll(async () => {
    test = await TestApp.start({ serviceKey, rateLimitFactor: 1_000_000 });
    tenantId = await test.addTenant();
    boss = await test.signIn(tenantId, 'superadmin');
    test.clock.advance(5 * 60_000);
  });
  afterAll(() => test.close());

  const call = (name: RestName, accessToken: string): Promise<Answer> => {
    const { method, path } = rest[name];
    const url = path.replace(/:\w+/g, '01999999-9999-7999-8999-999999999999');
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    return test.call(method, url, { as: { accessToken }, ...(body === undefined ? {} : { body }) });
  };
  const reasonOf = ({ body }: Answer) => (body['details'] as { reason?: string } | undefined)?.reason;

  it('is asked for by every route that the contract says it of, before anything else', async () => {
    expect(named('fresh').length).toBeGreaterThan(12);
    for (const name of named('fresh')) {
      const answer = await call(name, boss.accessToken);
      expect([name, answer.status, reasonOf(answer)]).toEqual([name, 403, 'step_up_required']);
    }
  });

  it('is asked for by no other route of people, and never of services', async () => {
    const served = new Map(routesOf(test).map((route) => [`${route.method} ${route.path}`, route.policy]));
    const policyOf = (name: RestName) => served.get(`${rest[name].method} ${rest[name].path}`) ?? {};
    for (const name of names.filter((found) => proofOf(found) === undefined)) {
      expect([name, reasonOf(await call(name, boss.accessToken))]).not.toEqual([name, 'step_up_required']);
    }
    const open = named('fresh').filter((name) => 'orService' in policyOf(name));
    expect(open.length).toBeGreaterThan(0);
    for (const name of open) {
      expect([name, reasonOf(await call(name, serviceKey))]).not.toEqual([name, 'step_up_required']);
    }
  });

  it('that was given opens them all', async () => {
    const other = await test.signIn(tenantId, 'superadmin');
    test.clock.advance(5 * 60_000);
    expect(reasonOf(await call('createIntegrationToken', other.accessToken))).toBe('step_up_required');
    await test.prove(other);
    for (const name of named('fresh')) {
      expect([name, reasonOf(await call(name, other.accessToken))]).not.toEqual([name, 'step_up_required']);
    }
  });

  it('no route carries something secret without saying how it knows who asks', () => {
    const silent = names.filter(
      (name) => proofOf(name) === undefined && !byPrograms(name) && secretFieldsOf(rest[name]).length > 0,
    );
    expect(silent.map((name) => [name, secretFieldsOf(rest[name])])).toEqual([]);
  });
});

function secretFieldsOf({ body, response }: Rest[RestName]): string[] {
  const fields = new Set<string>();
  for (const [schema, io] of [
    [body, 'input'],
    [response, 'output'],
  ] as const) {
    collect(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), fields);
  }
  return [...fields].filter((field) => secretName.test(field) && !harmless.has(field));
}

function collect(node: unknown, fields: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') {
      for (const [field, schema] of Object.entries(value as object)) if (!isThing(schema)) fields.add(field);
    }
    collect(value, fields);
  }
}

/** What has fields of its own holds no secret itself: those fields are looked at. */
function isThing(schema: { type?: string; anyOf?: { type?: string }[] }): boolean {
  return (schema.anyOf ?? [schema]).every(({ type }) => type === 'object' || type === 'null');
}
