import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { type ClientId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import type { Role } from '#shared/permission.ts';
import { AppModule } from '../app.module.ts';
import type { Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import type { OpenDatabase } from '../platform/database/open-database.ts';
import { harden } from '../platform/http/harden.ts';
import { createHttpAdapter } from '../platform/http/http-adapter.ts';
import { Log } from '../platform/log/log.ts';
import { insertTenant } from '../tenants/tenants.repository.ts';
import { Passwords } from '../users/passwords.ts';
import { UsersService } from '../users/users.service.ts';
import { migratedDatabase } from './migrated-database.ts';
import { testConfig } from './test-config.ts';
import { TestClock } from './test-clock.ts';

/** Correct for every user of a test app. */
export const password = 'correct horse battery';

export interface SignedIn {
  tenantId: TenantId;
  userId: UserId;
  clientId: ClientId;
  email: string;
  accessToken: string;
  refreshToken: string;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, unknown>;
  text: string;
}

/** The whole backend in this process, with a clock that stands and cheap passwords. */
export class TestApp {
  readonly app: NestFastifyApplication;
  readonly db: Db;
  readonly clock: TestClock;
  /** What was logged, line by line. */
  readonly logged: string[];
  readonly #close: () => Promise<void>;

  private constructor(parts: Pick<TestApp, 'app' | 'db' | 'clock' | 'logged'>, close: () => Promise<void>) {
    this.app = parts.app;
    this.db = parts.db;
    this.clock = parts.clock;
    this.logged = parts.logged;
    this.#close = close;
  }

  /** On an empty database in memory, or on one that is given and then closed with it. */
  static async start(changes: Partial<Config> = {}, given?: OpenDatabase): Promise<TestApp> {
    const logged: string[] = [];
    const clock = new TestClock();
    const log = new Log({ write: (line) => logged.push(line), debug: true });
    const database = given ?? (await migratedDatabase());
    await migrate(database);
    const { db } = database;
    const module = await Test.createTestingModule({
      imports: [AppModule.with({ config: { ...testConfig(), ...changes }, db, log })],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(Passwords)
      .useValue(new Passwords({ memoryCost: 8, timeCost: 1, parallelism: 1 }))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(), {
      bodyParser: false,
      logger: log,
    });
    await harden(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new TestApp({ app, db, clock, logged }, async () => {
      await app.close();
      await database.close();
    });
  }

  async close(): Promise<void> {
    await this.#close();
  }

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    options: { as?: { accessToken: string }; body?: unknown; headers?: Record<string, string>; remote?: string } = {},
  ): Promise<Answer> {
    const { as, body, headers = {}, remote } = options;
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await this.app.inject({
      method,
      url,
      headers: {
        host: '127.0.0.1',
        ...(as === undefined ? {} : { authorization: `Bearer ${as.accessToken}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: raw ? body : JSON.stringify(body) }),
      ...(remote === undefined ? {} : { remoteAddress: remote }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    // A test looks at what it expects to be there.
    const parsed = isJson ? (response.json() as Record<string, unknown>) : {};
    return { status: response.statusCode, body: parsed, headers: response.headers, text: response.body };
  }

  async addTenant(name = 'Acme'): Promise<TenantId> {
    const id = newId<TenantId>();
    await this.db.transaction().execute(async (tx) => await insertTenant(tx, id, name, this.clock.now()));
    return id;
  }

  /** A new person of the tenant. */
  async addUser(tenantId: TenantId, role: Role): Promise<{ userId: UserId; email: string }> {
    const email = `${role}-${newId<UserId>()}@acme.test`;
    const users = this.app.get(UsersService, { strict: false });
    const hash = await users.hashPassword(password);
    const user = await this.db
      .transaction()
      .execute(async (tx) => await users.insert(tx, tenantId, { name: role, email, role }, hash));
    return { userId: user.id, email };
  }

  /** A new person of the tenant, signed in. */
  async signIn(tenantId: TenantId, role: Role): Promise<SignedIn> {
    const { userId, email } = await this.addUser(tenantId, role);
    return { tenantId, userId, ...(await this.login(email)) };
  }

  /** They give their password once more: what is secret works for five minutes from now (S-62). */
  async prove(as: { accessToken: string }): Promise<void> {
    const { status, text } = await this.call('POST', '/api/auth/step-up', { as, body: { password } });
    if (status !== 200) throw new Error(`The proof failed: ${text}`);
  }

  async login(email: string): Promise<Omit<SignedIn, 'tenantId' | 'userId'>> {
    const clientId = newId<ClientId>();
    const { status, body } = await this.call('POST', '/api/auth/login', {
      body: { email, password, client: { id: clientId, name: 'test' } },
    });
    if (status !== 200) throw new Error(`The sign-in of ${email} failed: ${JSON.stringify(body)}`);
    return { email, clientId, accessToken: String(body['accessToken']), refreshToken: String(body['refreshToken']) };
  }
}
