import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestApp } from '../testing/test-app.ts';
import { testConfig } from '../testing/test-config.ts';
import { AccessTokens } from './access-tokens.ts';
import { Allow } from './allow.ts';
import { AuthGuard } from './auth.guard.ts';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.close());

class Routes {
  forgotten(): void {}

  @Allow('inbox.read')
  inbox(): void {}
}

/** What the guard looks at of a request. */
function request(handler: () => void, accessToken: string): ExecutionContext {
  const context = {
    getType: () => 'http',
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => ({ headers: { authorization: `Bearer ${accessToken}` } }) }),
  };
  return context as unknown as ExecutionContext;
}

function guard(inboxFloor: 'viewer' | 'marketer'): AuthGuard {
  const tokens = test.app.get(AccessTokens, { strict: false });
  return new AuthGuard(new Reflector(), tokens, { ...testConfig(), inboxFloor });
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
