import { ModulesContainer } from '@nestjs/core';
import { sql } from 'kysely';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type SessionId, type TenantId } from '#shared/ids.ts';
import { type Role, roles } from '#shared/permission.ts';
import type { PresencePush } from '#shared/presence.ts';
import { rest } from '#shared/wire/rest.ts';
import { type ClientEvent, clientEvents, type SocketAnswer, socketEvents } from '#shared/wire/socket.ts';
import { AccessTokens } from '../../src-backend/auth/access-tokens.ts';
import type { RoutePolicy } from '../../src-backend/auth/allow.ts';
import { may, type Principal } from '../../src-backend/auth/principal.ts';
import { SessionsService } from '../../src-backend/auth/sessions.service.ts';
import { addIntegrationToken } from '../../src-backend/testing/integration-tokens.ts';
import { type FoundRoute, routesOf } from '../../src-backend/testing/routes.ts';
import { type Answer, type SignedIn, TestApp } from '../../src-backend/testing/test-app.ts';
import { connectNumber, postWebhook } from '../../src-backend/testing/test-inbox.ts';
import { anInbound } from '../../src-backend/testing/webhook-bodies.ts';
import { sampleOf } from '../support/sample.ts';

// T-15: who may call what. The rows are the routes and socket events of the running application, the columns everybody
// who could call; what each cell expects follows from the route's policy and the one permission table. Nothing here
// names a route, so a new one can't be forgotten. One file, though a long one: every part asks the same two companies,
// which are filled once.

const serviceKey = 'a-service-key-of-tests';
const hour = 60 * 60_000;

let test: TestApp;
let routes: FoundRoute[];
let company: TenantId;
let stranger: SignedIn;
let programToken: string;

/** Everybody who could call. A person signs in anew for each call: some routes end sign-ins. */
type Caller = { name: string; bearer: () => Promise<string | null>; may: (policy: RoutePolicy) => 401 | 403 | 'yes' };

beforeAll(async () => {
  test = await TestApp.start({ serviceKey, rateLimitFactor: 1_000_000 });
  await test.app.listen(0, '127.0.0.1');
  routes = routesOf(test);
  company = await test.addTenant('Ours');
  const account = await connectNumber(test, company);
  programToken = await addIntegrationToken(test, await test.addUser(company, 'admin').then(ofCompany), account);
  stranger = await test.signIn(await test.addTenant('Theirs'), 'admin');
});
afterAll(() => test.close());

const ofCompany = ({ userId }: Pick<SignedIn, 'userId'>) => ({ tenantId: company, userId });

const person = (name: string, role: Role, tenant: () => TenantId): Caller => ({
  name,
  bearer: async () =>
    await sessionOf(await test.addUser(tenant(), role).then(({ userId }) => ({ userId, tenant: tenant() }))),
  may: (policy) => {
    if ('public' in policy) return 'yes';
    if (!('allow' in policy)) return 401;
    const principal = { role: role === 'superadmin' ? 'admin' : role, superadmin: role === 'superadmin' } as Principal;
    return policy.allow === 'signed_in' || may(principal, policy.allow, 'viewer') ? 'yes' : 403;
  },
});

const nobody = (name: string, bearer: Caller['bearer']): Caller => ({
  name,
  bearer,
  may: (policy) => ('public' in policy ? 'yes' : 401),
});

/** A session without the cost of a password. */
async function sessionOf({ userId, tenant }: { userId: SignedIn['userId']; tenant: TenantId }): Promise<string> {
  const sessions = test.app.get(SessionsService, { strict: false });
  const client = { id: newId<SignedIn['clientId']>(), name: 'matrix' };
  const { accessToken } = await test.db
    .transaction()
    .execute(async (tx) => sessions.open(tx, { tenantId: tenant, userId }, client));
  return accessToken;
}

async function endedToken(): Promise<string> {
  const agent = await test.signIn(company, 'admin');
  await test.call('POST', '/api/auth/logout', { as: agent });
  return agent.accessToken;
}

function expiredToken(): string {
  const tokens = test.app.get(AccessTokens, { strict: false });
  test.clock.advance(-hour);
  const { accessToken } = tokens.issue('00000000-0000-7000-8000-000000000000' as SessionId);
  test.clock.advance(hour);
  return accessToken;
}

const callers: readonly Caller[] = [
  nobody('nobody', async () => null),
  nobody('nonsense', async () => 'nonsense'),
  nobody('an ended sign-in', endedToken),
  nobody('an expired token', async () => expiredToken()),
  ...roles.map((role) => person(role, role, () => company)),
  person('the admin of another company', 'admin', () => stranger.tenantId),
  {
    name: 'an integration token',
    bearer: async () => programToken,
    may: (policy) => ('public' in policy || 'integration' in policy ? 'yes' : 401),
  },
  {
    name: 'a service key',
    bearer: async () => serviceKey,
    may: (policy) =>
      'public' in policy || 'service' in policy || ('allow' in policy && policy.orService === true) ? 'yes' : 401,
  },
];

const contractOf = ({ method, path }: FoundRoute) =>
  Object.values(rest).find((route) => route.method === method && route.path === path);

/** `ids`: what stands for each parameter of the path. */
async function call(route: FoundRoute, bearer: string | null, id: string, body: unknown): Promise<Answer> {
  const path = route.path.replace(/:\w+/g, encodeURIComponent(id));
  const sends = route.method !== 'GET' && route.method !== 'DELETE' && body !== undefined;
  return await test.call(route.method, path, {
    ...(bearer === null ? {} : { as: { accessToken: bearer } }),
    ...(sends ? { body } : {}),
  });
}

/** What the guards themselves answer; whatever else comes is of the handler. */
function verdictOf(policy: RoutePolicy, { status, body }: Answer): 401 | 403 | 'yes' {
  if (status === 401 && !('public' in policy)) return 401;
  const { permission } = (body['details'] ?? {}) as { permission?: string };
  return status === 403 && permission !== undefined ? 403 : 'yes';
}

const missing = '01999999-9999-7999-8999-999999999999';

describe('T-15', () => {
  it('S-61 every route has a policy, and every route of the contract is served', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ policy }) => policy === undefined)).toEqual([]);
    const served = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const wanted = Object.values(rest).map(({ method, path }) => `${method} ${path}`);
    expect(wanted.filter((route) => !served.has(route))).toEqual([]);
  });

  it('S-61 there is no route behind the application’s back: what Fastify serves, Nest declares', () => {
    const declared = new Set(routes.map(({ method, path }) => unnamed(`${method} ${path}`)));
    const served = servedRoutes(test.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
    expect(served.length).toBeGreaterThanOrEqual(declared.size);
    // HEAD comes with every GET and answers the same without a body; OPTIONS is the preflight of browsers.
    const methods = served.map(unnamed).filter((route) => !/^(HEAD|OPTIONS) /.test(route));
    expect(methods.filter((route) => !declared.has(route))).toEqual([]);
  });

  it.each(callers.map((caller) => [caller.name, caller] as const))(
    'S-61 M-8 %s is let in where the one permission table says so, and nowhere else',
    async (_name, caller) => {
      const cells: { route: string; expected: unknown; found: unknown; status: number }[] = [];
      for (const route of routes) {
        const { policy } = route;
        if (policy === undefined) throw new Error(`${route.name} has no policy`);
        // An empty body stops at the handler's own checks: whoever comes that far was let in, and changes nothing.
        const answer = await call(route, await caller.bearer(), missing, {});
        const [expected, found] = [caller.may(policy), verdictOf(policy, answer)];
        cells.push({ route: `${route.method} ${route.path}`, expected, found, status: answer.status });
      }
      expect(cells.filter(({ expected, found }) => expected !== found)).toEqual([]);
      expect(cells.filter(({ status }) => status === 500)).toEqual([]);
      expect(cells).toHaveLength(routes.length);
    },
  );

  it('M-8 WHATSAPP_MIN_ROLE=marketer is the strict rule of the CRM: agents and viewers are kept out', async () => {
    const strict = await TestApp.start({ inboxFloor: 'marketer' });
    try {
      const tenantId = await strict.addTenant();
      for (const role of ['viewer', 'agent', 'marketer'] as const) {
        const { status } = await strict.call('GET', '/api/contacts', { as: await strict.signIn(tenantId, role) });
        expect([role, status]).toEqual([role, role === 'marketer' ? 200 : 403]);
      }
    } finally {
      await strict.close();
    }
  });
});

describe('T-15 S-60 two companies', () => {
  /** Ids of everything the other company has, one of each table. */
  let foreign: { table: string; id: string }[];

  beforeAll(async () => {
    await fillCompany(stranger, '106540352242999');
    await fillCompany(await test.signIn(company, 'admin'), '106540352242922');
    await fillTheRest(stranger.tenantId);
    foreign = await idsOf(stranger.tenantId);
    foreign.push({ table: 'tenant', id: stranger.tenantId }, { table: 'app_user', id: stranger.userId });
  });

  it('the other company has something in every table that has ids', async () => {
    const filled = new Set(foreign.map(({ table }) => table));
    const tables = await tablesWith('tenant_id', 'id');
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => !filled.has(table))).toEqual([]);
  });

  it('our own ids are found: what is tried below is not in vain', async () => {
    const colleague = await test.addUser(company, 'agent');
    const own = [...(await idsOf(company)), { id: colleague.userId }];
    const found: string[] = [];
    for (const route of routes.filter(({ method, path }) => method === 'GET' && path.includes(':'))) {
      const bearer = await insider(route);
      for (const { id } of bearer === null ? [] : own) {
        if ((await call(route, await (bearer as () => Promise<string>)(), id, {})).status === 200)
          found.push(route.path);
      }
    }
    expect(found).toEqual(
      expect.arrayContaining([
        '/api/users/:id/sessions',
        '/api/contacts/:id',
        '/api/webhooks/:id',
        '/api/whatsapp/conversations/:id/messages',
        '/api/integrations/conversations/:id/messages',
      ]),
    );
  });

  it('the id of anything of another company answers exactly as one that does not exist, and changes nothing', async () => {
    const before = await rowsOf(stranger.tenantId);
    const differing: object[] = [];
    let tried = 0;
    for (const route of routes.filter(({ path }) => path.includes(':'))) {
      const bearer = await insider(route);
      if (bearer === null) continue;
      const contract = contractOf(route);
      const body = contract === undefined ? {} : (sampleOf(contract.body) ?? {});
      const answersToNowhere = new Map<string, string>();
      for (const { table, id } of foreign) {
        tried++;
        const nowhere = /^\d+$/.test(id) ? '999999999' : missing;
        const nothing = answersToNowhere.get(nowhere) ?? shape(await call(route, await bearer(), nowhere, body));
        answersToNowhere.set(nowhere, nothing);
        const theirs = shape(await call(route, await bearer(), id, body));
        // A short id may also be a number that an answer speaks of anyway.
        if (theirs === nothing || theirs.replaceAll(id, nowhere) === nothing) continue;
        differing.push({ route: `${route.method} ${route.path}`, table, nothing, theirs });
      }
    }
    expect(differing).toEqual([]);
    expect(tried).toBeGreaterThan(300);
    expect(await rowsOf(stranger.tenantId)).toEqual(before);
  });

  it('a malformed id is an error of the caller’s everywhere', async () => {
    const bad: object[] = [];
    for (const route of routes.filter(({ path }) => path.includes(':'))) {
      const bearer = await insider(route);
      if (bearer === null) continue;
      for (const id of ["' or 1=1 --", '%00', '../../etc/passwd', 'ü'.repeat(300), '0']) {
        const { status } = await call(route, await bearer(), id, {});
        if (status >= 500) bad.push({ route: `${route.method} ${route.path}`, id, status });
      }
    }
    expect(bad).toEqual([]);
  });

  /** Somebody of our company who may call it; null where companies are no border (superadmins, services). */
  async function insider({ policy }: FoundRoute): Promise<(() => Promise<string>) | null> {
    if (policy === undefined || 'public' in policy || 'service' in policy) return null;
    if ('integration' in policy) return async () => programToken;
    const admin = callers.find(({ name }) => name === 'admin');
    if (admin?.may(policy) !== 'yes') return null;
    return async () => (await admin.bearer()) ?? '';
  }
});

describe('T-15 S-46 the socket', () => {
  /** `present`: everybody it was ever told is here. */
  type Line = { socket: Socket; seen: string[]; present: Set<string> };
  const sockets: Socket[] = [];
  afterAll(() => {
    for (const socket of sockets) socket.disconnect();
  });

  const next = (socket: Socket, event: string) => new Promise<unknown>((resolve) => void socket.once(event, resolve));

  const connect = async (bearer: string | null): Promise<Line | null> => {
    const socket = io(await test.app.getUrl(), {
      transports: ['websocket'],
      auth: bearer === null ? {} : { accessToken: bearer },
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    const seen: string[] = [];
    const present = new Set<string>();
    socket.onAny((event: string) => seen.push(event));
    socket.on('presence', ({ people }: PresencePush) => people.forEach(({ userId }) => present.add(userId)));
    const outcome = await Promise.race([
      next(socket, 'heartbeat').then(() => true),
      next(socket, 'connect_error').then(() => false),
    ]);
    return outcome ? { socket, seen, present } : null;
  };

  it('hears what the contract names and nothing else: each has its permission there, and a row below', () => {
    const handlers = [...test.app.get(ModulesContainer).values()]
      .flatMap((module) => [...module.providers.values()])
      .flatMap(({ metatype }) => {
        if (typeof metatype !== 'function') return [];
        // The class of a provider: Nest types it as any function.
        const prototype = (metatype as { prototype?: Record<string, unknown> }).prototype ?? {};
        return Object.getOwnPropertyNames(prototype).filter((name) => {
          const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
          return typeof handler === 'function' && Reflect.getMetadata('websockets:message_mapping', handler) === true;
        });
      });
    expect(handlers.toSorted()).toEqual(Object.keys(clientEvents).toSorted());
  });

  it.each(callers.map((caller) => [caller.name, caller] as const))(
    '%s has a line when they may read the inbox',
    async (_name, caller) => {
      const line = await connect(await caller.bearer());
      expect(line !== null).toBe(caller.may({ allow: 'inbox.read' }) === 'yes');
      line?.socket.disconnect();
    },
  );

  it.each(callers.map((caller) => [caller.name, caller] as const))(
    '%s is heard where the one permission table says so',
    async (_name, caller) => {
      const line = await connect(await caller.bearer());
      if (line === null) return;
      const cells: { event: string; expected: boolean; answer: SocketAnswer }[] = [];
      for (const [event, { permission }] of Object.entries(clientEvents)) {
        // The keys of the contract are its events.
        const payload = sampleOf(clientEvents[event as ClientEvent].payload);
        const answer = (await line.socket.emitWithAck(event, payload)) as SocketAnswer;
        cells.push({ event, expected: caller.may({ allow: permission }) === 'yes', answer });
      }
      expect(cells.filter(({ expected, answer }) => expected !== answer.ok)).toEqual([]);
      const refusals = cells.flatMap(({ answer }) => (answer.ok ? [] : [answer.error.code]));
      expect(new Set(refusals)).toEqual(new Set(refusals.length === 0 ? [] : ['forbidden']));
      line.socket.disconnect();
    },
  );

  it('each event reaches its own company, and the end of a session its own people only', async () => {
    const ours = await test.signIn(company, 'agent');
    const admin = await test.signIn(company, 'admin');
    const lines = {
      ours: await connect(ours.accessToken),
      colleague: await connect(admin.accessToken),
      theirs: await connect(stranger.accessToken),
    };
    if (lines.ours === null || lines.colleague === null || lines.theirs === null) throw new Error('no line');
    const changed = next(lines.colleague.socket, 'changes');
    const ended = next(lines.ours.socket, 'sessionEnd');
    const gone = next(lines.ours.socket, 'disconnect');
    await test.call('PATCH', `/api/users/${ours.userId}`, { as: admin, body: { active: false } });
    const [end] = await Promise.all([ended, changed, gone]);
    expect(end).toEqual({ reason: 'session_revoked' });
    // A heartbeat of their own comes after anything that would have come before it.
    await test.call('PATCH', `/api/users/${stranger.userId}`, { as: stranger, body: { name: 'Their own change' } });
    await next(lines.theirs.socket, 'changes');
    expect(Object.keys(socketEvents).toSorted()).toEqual(['changes', 'heartbeat', 'presence', 'sessionEnd']);
    // Who is here they hear of their own people: themselves.
    const others = new Set(['heartbeat', 'presence']);
    expect(lines.theirs.seen.filter((event) => !others.has(event))).toEqual(['changes']);
    expect([...lines.theirs.present]).toEqual([stranger.userId]);
    expect(lines.colleague.seen).not.toContain('sessionEnd');
  });
});

/** One row of each table that has ids. */
async function idsOf(tenantId: TenantId): Promise<{ table: string; id: string }[]> {
  const found: { table: string; id: string }[] = [];
  for (const table of await tablesWith('tenant_id', 'id')) {
    const { rows } = await sql<{ id: unknown }>`select id from ${sql.table(table)} where tenant_id = ${tenantId}
      limit 1`.execute(test.db.withoutPlugins());
    const [row] = rows;
    if (row !== undefined) found.push({ table, id: String(row.id) });
  }
  return found;
}

/** A company with something of every kind in it. */
async function fillCompany(admin: SignedIn, phoneNumberId: string): Promise<void> {
  if (admin.tenantId !== company) {
    const accountId = await connectNumber(test, admin.tenantId, { phoneNumberId });
    await addIntegrationToken(test, admin, accountId);
  }
  const [timestamp, wamid] = [Math.floor(test.clock.now() / 1000), `wamid.${admin.tenantId}`];
  const inbound = JSON.stringify(anInbound({ wamid, timestamp }));
  await postWebhook(test, Buffer.from(inbound.replaceAll('106540352242922', phoneNumberId)));
  const { body } = await test.call('GET', '/api/contacts', { as: admin });
  const [contact] = body['contacts'] as { id: string }[];
  await test.call('POST', `/api/contacts/${contact?.id}/notes`, { as: admin, body: { text: 'theirs' } });
  const invitee = { name: 'Invited', email: `invited@${admin.tenantId}.test`, role: 'agent' };
  await test.call('POST', '/api/invitations', { as: admin, body: invitee });
}

/**
 * A row of nonsense in each table that is still empty, so that there is an id of everything. Its state is none that
 * exists and its time is far away: no worker takes it up.
 */
async function fillTheRest(tenantId: TenantId): Promise<void> {
  const filled = new Set((await idsOf(tenantId)).map(({ table }) => table));
  const db = test.db.withoutPlugins();
  await sql`pragma foreign_keys = off`.execute(db);
  await sql`pragma ignore_check_constraints = on`.execute(db);
  for (const table of (await tablesWith('tenant_id', 'id')).filter((name) => !filled.has(name))) {
    const { rows: columns } = await sql<{ name: string; type: string; notnull: number }>`
      select name, type, "notnull" from pragma_table_info(${table})`.execute(db);
    const row = columns
      .filter(({ name, notnull }) => notnull === 1 || name === 'id')
      .map(({ name, type }): [string, unknown] => {
        if (name === 'tenant_id') return [name, tenantId];
        if (/_(at|until)$/.test(name)) return [name, test.clock.now() + 1000 * 365 * 24 * 60 * 60_000];
        if (type.toLowerCase() === 'integer') return [name, 1];
        if (type.toLowerCase() === 'blob') return [name, Buffer.alloc(1)];
        return [name, name === 'id' ? newId<SessionId>() : '{}'];
      });
    await sql`insert into ${sql.table(table)} (${sql.join(row.map(([name]) => sql.ref(name)))})
      values (${sql.join(row.map(([, value]) => value))})`.execute(db);
  }
  await sql`pragma ignore_check_constraints = off`.execute(db);
  await sql`pragma foreign_keys = on`.execute(db);
}

async function tablesWith(...columns: string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string; columns: string }>`select m.name, group_concat(c.name) as columns
    from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' group by m.name`.execute(test.db);
  return rows
    .filter((row) => columns.every((column) => row.columns.split(',').includes(column)))
    .map(({ name }) => name);
}

/** All that is stored of a company, table by table. */
async function rowsOf(tenantId: string): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of await tablesWith('tenant_id')) {
    const { rows } = await sql`select * from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(
      test.db.withoutPlugins(),
    );
    all[table] = rows;
  }
  return all;
}

/** Fastify writes `:id|:tenantId` where two routes name the same part of a path differently. */
function unnamed(route: string): string {
  return route.replace(/:\w+(\|:\w+)*/g, ':');
}

/** `GET /api/users/:id` of each line of Fastify's tree of paths. */
function servedRoutes(tree: string): string[] {
  const prefixes: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([\s│]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    prefixes.length = depth;
    prefixes.push(part);
    const path = prefixes.join('');
    return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${path}`);
  });
}

/** An answer without what differs between two calls of the same. */
function shape({ status, body }: Answer): string {
  return JSON.stringify({ status, body: { ...body, correlationId: undefined } });
}
