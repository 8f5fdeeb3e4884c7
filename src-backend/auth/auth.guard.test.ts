import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Config } from '../config.ts';
import { TokenCheck } from '../integrations/token-check.ts';
import { RequestLimits } from '../platform/http/request-limits.ts';
import { addIntegrationToken } from '../testing/integration-tokens.ts';
import { TestApp } from '../testing/test-app.ts';
import { connectNumber } from '../testing/test-inbox.ts';
import { testConfig } from '../testing/test-config.ts';
import { AccessTokens } from './access-tokens.ts';
import { Allow, AllowIntegration, AllowService } from './allow.ts';
import { AuthGuard } from './auth.guard.ts';
import { CurrentCaller, CurrentIntegration, CurrentPrincipal } from './principal.ts';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.close());

class Routes {
  forgotten(): void {}

  @Allow('inbox.read')
  inbox(): void {}

  @AllowIntegration()
  program(): void {}

  @AllowService()
  service(): void {}

  @Allow('account.write', { orService: true })
  both(): void {}
}

const serviceKey = 'a-service-key-of-tests';

/** What the guard looks at of a request. */
function request(handler: () => void, bearer: string | null): ExecutionContext {
  const headers = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
  const asked = { headers, ip: '203.0.113.7' };
  const context = {
    getType: () => 'http',
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => asked }),
  };
  return context as unknown as ExecutionContext;
}

function guard(inboxFloor: 'viewer' | 'marketer', changes: Partial<Config> = {}): AuthGuard {
  const people = test.app.get(AccessTokens, { strict: false });
  const programs = test.app.get(TokenCheck, { strict: false });
  const limits = test.app.get(RequestLimits, { strict: false });
  return new AuthGuard(new Reflector(), people, programs, limits, {
    ...testConfig(),
    inboxFloor,
    ...changes,
  });
}

/** What a handler with this parameter decorator would get. */
function given(decorator: () => ParameterDecorator, context: ExecutionContext): unknown {
  class Handler {
    handle(@decorator() caller: unknown): unknown {
      return caller;
    }
  }
  const [parameter] = Object.values(
    Reflect.getMetadata(ROUTE_ARGS_METADATA, Handler, 'handle') as Record<
      string,
      { factory: (data: unknown, context: ExecutionContext) => unknown }
    >,
  );
  return parameter?.factory(undefined, context);
}

it('S-61 a route without a rule is refused, even to a superadmin', async () => {
  const superadmin = await test.signIn(await test.addTenant(), 'superadmin');
  const asked = guard('viewer').canActivate(request(Routes.prototype.forgotten, superadmin.accessToken));
  await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
});

it('M-8 WHATSAPP_MIN_ROLE keeps lower roles out of the inbox', async () => {
  const tenantId = await test.addTenant();
  const agent = request(Routes.prototype.inbox, (await test.signIn(tenantId, 'agent')).accessToken);
  const marketer = request(Routes.prototype.inbox, (await test.signIn(tenantId, 'marketer')).accessToken);
  expect(await guard('viewer').canActivate(agent)).toBe(true);
  await expect(guard('marketer').canActivate(agent)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await guard('marketer').canActivate(marketer)).toBe(true);
});

it('S-61 a program is let in with the token of an account, and is that account’s alone', async () => {
  const admin = await test.signIn(await test.addTenant(), 'admin');
  const accountId = await connectNumber(test, admin.tenantId);
  const token = await addIntegrationToken(test, admin, accountId);
  const asked = request(Routes.prototype.program, token);
  expect(await guard('viewer').canActivate(asked)).toBe(true);
  expect(given(CurrentIntegration, asked)).toMatchObject({ kind: 'integration', tenantId: admin.tenantId, accountId });
  expect(() => given(CurrentPrincipal, asked)).toThrow('Sign in first');
  expect(() => given(CurrentCaller, asked)).toThrow('Sign in first');
  for (const other of [admin.accessToken, serviceKey, null]) {
    const refused = guard('viewer', { serviceKey }).canActivate(request(Routes.prototype.program, other));
    await expect(refused).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'Invalid or expired integration token',
    });
  }
});

it('S-61 a service is let in with the SERVICE_KEY and nothing else', async () => {
  const admin = await test.signIn(await test.addTenant(), 'superadmin');
  const asked = request(Routes.prototype.service, serviceKey);
  expect(await guard('viewer', { serviceKey }).canActivate(asked)).toBe(true);
  expect(given(CurrentCaller, asked)).toEqual({ kind: 'service' });
  expect(() => given(CurrentPrincipal, asked)).toThrow('Sign in first');
  for (const other of [admin.accessToken, `${serviceKey}x`, serviceKey.slice(1), serviceKey.toUpperCase(), null]) {
    const refused = guard('viewer', { serviceKey }).canActivate(request(Routes.prototype.service, other));
    await expect(refused).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});

it('S-61 without a SERVICE_KEY in the configuration no key is right', async () => {
  for (const key of [serviceKey, 'null', 'undefined']) {
    const refused = guard('viewer').canActivate(request(Routes.prototype.service, key));
    await expect(refused).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});

it('S-61 orService lets in people with the right and services, and tells them apart', async () => {
  const tenantId = await test.addTenant();
  const admin = await test.signIn(tenantId, 'admin');
  const agent = await test.signIn(tenantId, 'agent');
  const both = (bearer: string | null) => request(Routes.prototype.both, bearer);
  const [asPerson, asService] = [both(admin.accessToken), both(serviceKey)];
  expect(await guard('viewer', { serviceKey }).canActivate(asPerson)).toBe(true);
  expect(given(CurrentCaller, asPerson)).toMatchObject({ kind: 'person', person: { userId: admin.userId } });
  expect(await guard('viewer', { serviceKey }).canActivate(asService)).toBe(true);
  expect(given(CurrentCaller, asService)).toEqual({ kind: 'service' });
  const refuse = (bearer: string | null, code: string) =>
    expect(guard('viewer', { serviceKey }).canActivate(both(bearer))).rejects.toMatchObject({ code });
  await refuse(agent.accessToken, 'forbidden');
  await refuse('another-service-key', 'unauthenticated');
  await refuse(null, 'unauthenticated');
  // Only where the route says so.
  const inbox = guard('viewer', { serviceKey }).canActivate(request(Routes.prototype.inbox, serviceKey));
  await expect(inbox).rejects.toMatchObject({ code: 'unauthenticated' });
});

it('S-58 one person who asks too much waits, others don’t', async () => {
  const tenantId = await test.addTenant();
  const [busy, other] = [await test.signIn(tenantId, 'agent'), await test.signIn(tenantId, 'agent')];
  const ask = (as: typeof busy) => test.call('GET', '/api/me', { as });
  const answers = [];
  for (let count = 0; count < 1001; count++) answers.push((await ask(busy)).status);
  expect([answers.filter((status) => status === 200).length, answers.at(-1)]).toEqual([1000, 429]);
  const { body, headers } = await ask(busy);
  expect([body, headers['retry-after']]).toMatchObject([{ code: 'rate_limited', details: { retryAfter: 1 } }, '1']);
  expect((await ask(other)).status).toBe(200);
  test.clock.advance(1000);
  expect((await ask(busy)).status).toBe(200);
});
