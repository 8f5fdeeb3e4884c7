import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ContactId, type ConversationId, newId, type TenantId } from '#shared/ids.ts';
import { type Role, roles } from '#shared/permission.ts';
import { rest } from '#shared/wire/rest.ts';
import { may } from './auth/principal.ts';
import { insertAccount } from './accounts/accounts.repository.ts';
import { anAccountRow } from './testing/rows.ts';
import { type FoundRoute, routesOf } from './testing/routes.ts';
import { TestApp } from './testing/test-app.ts';

// Compiling the whole application is a test in itself: a class that is injected but imported as a type fails here.

let test: TestApp;
let routes: FoundRoute[];
let tenantId: TenantId;
beforeAll(async () => {
  test = await TestApp.start();
  routes = routesOf(test);
  tenantId = await test.addTenant();
});
afterAll(() => test.close());

const guarded = () => routes.filter((route) => route.policy !== undefined && 'allow' in route.policy);
const call = (route: FoundRoute, as?: { accessToken: string }, id = newId<ConversationId>() as string) =>
  test.call(route.method, route.path.replace(/:\w+/g, id), {
    ...(as === undefined ? {} : { as }),
    ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} }),
  });

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
    'GET /api/whatsapp/signup/callback',
    'GET /api/whatsapp/webhook',
    'GET /api/whatsapp/webhook/:accountId',
    'GET /health',
    'GET /set-password',
    'GET /set-password.js',
    'POST /api/auth/login',
    'POST /api/auth/password-link',
    'POST /api/auth/refresh',
    'POST /api/setup',
    'POST /api/whatsapp/webhook',
    'POST /api/whatsapp/webhook/:accountId',
  ]);
});

it('S-61 without a sign-in, with nonsense and with an ended sign-in every guarded route answers 401', async () => {
  const ended = await test.signIn(tenantId, 'admin');
  await test.call('POST', '/api/auth/logout', { as: ended });
  for (const route of guarded()) {
    const answers = [await call(route), await call(route, { accessToken: 'nonsense' }), await call(route, ended)];
    expect({ route: route.name, statuses: answers.map(({ status }) => status) }).toEqual({
      route: route.name,
      statuses: [401, 401, 401],
    });
  }
});

it.each(roles)('S-61 %s may call exactly what the permission table says', async (role: Role) => {
  for (const route of guarded()) {
    // Its own sign-in each time: one of the routes ends it.
    const signedIn = await test.signIn(tenantId, role);
    const { policy } = route;
    if (policy === undefined || !('allow' in policy)) continue;
    const rank = role === 'superadmin' ? 'admin' : role;
    const principal = { role: rank, superadmin: role === 'superadmin' } as Parameters<typeof may>[0];
    const isAllowed = policy.allow === 'signed_in' || may(principal, policy.allow, 'viewer');
    const { status } = await call(route, signedIn);
    expect({ route: route.name, role, refused: status === 403 }).toEqual({
      route: route.name,
      role,
      refused: !isAllowed,
    });
    expect(status).not.toBe(401);
    expect(status).toBeLessThan(500);
  }
});

it('S-60 the id of another company answers as one that does not exist', async () => {
  const other = await test.addTenant('Other');
  const foreign = anAccountRow({ tenantId: other });
  await test.db.transaction().execute(async (tx) => await insertAccount(tx, foreign));
  const conversationId = await addConversation(other, foreign.id);
  const foreignId = (path: string) => (path.includes('conversations') ? conversationId : foreign.id);
  // Companies are no company's own: only superadmins come that far.
  const ofCompanies = guarded().filter(({ path }) => path.includes(':') && !path.startsWith('/api/tenants'));
  for (const route of ofCompanies) {
    const admin = await test.signIn(tenantId, 'admin');
    const [missing, theirs] = [await call(route, admin), await call(route, admin, foreignId(route.path))];
    const shown = [missing, theirs].map(({ status, body }) => ({ status, body: { ...body, correlationId: '' } }));
    expect({ route: route.name, status: shown[0]?.status }).toEqual({ route: route.name, status: 404 });
    expect(shown[1]).toEqual(shown[0]);
  }
  expect(await test.db.selectFrom('tenantWhatsappConfig').selectAll().where('id', '=', foreign.id).execute()).toEqual([
    foreign,
  ]);
});

async function addConversation(tenant: TenantId, accountId: string): Promise<ConversationId> {
  const [id, contactId, at] = [newId<ConversationId>(), newId<ContactId>(), test.clock.now()];
  const contact = { tenantId: tenant, id: contactId, name: 'Ana', mergedInto: null, version: 1, createdAt: at };
  await test.db.insertInto('contact').values(contact).execute();
  const conversation = {
    tenantId: tenant,
    id,
    accountId,
    contactId,
    state: 'open',
    assigneeId: null,
    previewMessageId: null,
    lastMessageAt: at,
    lastMessageSeq: 0,
    inboundCount: 0,
    lastInboundAt: null,
    windowClosesAt: null,
    waitingSince: null,
    version: 1,
    createdAt: at,
  };
  await test.db.insertInto('conversation').values(conversation).execute();
  return id;
}
