import { afterAll, beforeAll, expect, it } from 'vitest';
import { rest } from '#shared/wire/rest.ts';
import { type FoundRoute, routesOf } from './testing/routes.ts';
import { TestApp } from './testing/test-app.ts';

// Who may call each of them is in tests/integration/permissions.test.ts.
//
// Compiling the whole application is a test in itself: a class that is injected but imported as a type fails here.

let test: TestApp;
let routes: FoundRoute[];
beforeAll(async () => {
  test = await TestApp.start();
  routes = routesOf(test);
});
afterAll(() => test.close());

it('serves every route of the contract', () => {
  const served = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const missing = Object.values(rest).filter(({ method, path }) => !served.has(`${method} ${path}`));
  expect(missing).toEqual([]);
});

it('S-61 every route says who may call it', () => {
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.filter(({ policy }) => policy === undefined)).toEqual([]);
});

it('S-61 only these routes are open to everyone', () => {
  const open = routes.filter(({ policy }) => policy !== undefined && 'public' in policy);
  expect(open.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
    'GET /',
    'GET /api/integrations',
    'GET /api/openapi.json',
    'GET /api/whatsapp/signup/callback',
    'GET /api/whatsapp/webhook',
    'GET /api/whatsapp/webhook/:accountId',
    'GET /docs',
    'GET /docs/docs.css',
    'GET /docs/docs.js',
    'GET /health',
    'GET /openapi.json',
    'GET /set-password',
    'GET /set-password.js',
    'POST /api/auth/login',
    'POST /api/auth/password-link',
    'POST /api/auth/refresh',
    'POST /api/setup',
    'POST /api/whatsapp/webhook',
    'POST /api/whatsapp/webhook/:accountId',
    'POST /api/whatsapp/webhook/gateway/:deviceId',
  ]);
});
