import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child } from './child.ts';
import { built } from './root.ts';
import type { SimulatedCompany } from './simulator.ts';

/** The built stand-alone backend on an encrypted SQLite file. Its data and secrets outlive its process. */
export interface Backend {
  readonly dir: string;
  readonly databaseFile: string;
  /** 32 bytes as hex. */
  readonly databaseKey: string;
  /** Variables of its environment that its data can't be read without. */
  readonly secrets: { DATABASE_KEY: string; JWT_SECRET: string; ENCRYPTION_KEYS: string };
  readonly logFile: string;
  readonly admin: { email: string; password: string };
  isRunning(): boolean;
  child(): Child;
  port(): number;
  url(): string;
  /** Starts it on a free port; resolves with the port when it answers. `crashAt`: PARLEY_CRASH_AT. */
  start(options?: { crashAt?: string; withinMs?: number }): Promise<number>;
  kill(): Promise<void>;
  /** False when it had to be killed. */
  stop(): Promise<boolean>;
}

/** For `env`: passwords cost what they cost a company. */
export const realPasswords = { PARLEY_CHEAP_PASSWORDS: undefined };

/** `like`: begins with a copy of the data and secrets of one that does not run. */
export function createBackend(options: {
  folder: string;
  like?: Pick<Backend, 'dir' | 'secrets' | 'admin'> | undefined;
  graphUrl: string;
  company: Pick<SimulatedCompany, 'appId' | 'appSecret' | 'verifyToken'>;
  env?: Record<string, string | undefined>;
}): Backend {
  const dir = join(options.folder, 'backend');
  const databaseFile = join(dir, 'parley.db');
  const logFile = join(options.folder, 'backend.log');
  const secrets = options.like?.secrets ?? {
    DATABASE_KEY: randomBytes(32).toString('base64'),
    JWT_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
  const admin = options.like?.admin ?? {
    email: 'admin@parley.example',
    password: `admin-${randomBytes(12).toString('hex')}`,
  };
  mkdirSync(dir, { recursive: true });
  if (options.like !== undefined) cpSync(options.like.dir, dir, { recursive: true });
  const env = {
    NODE_ENV: 'test',
    PARLEY_CHEAP_PASSWORDS: '1',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `sqlite:${databaseFile}`,
    ...secrets,
    WHATSAPP_GRAPH_URL: options.graphUrl,
    WHATSAPP_APP_ID: options.company.appId,
    WHATSAPP_APP_SECRET: options.company.appSecret,
    WHATSAPP_VERIFY_TOKEN: options.company.verifyToken,
    PARLEY_ADMIN_EMAIL: admin.email,
    PARLEY_ADMIN_PASSWORD: admin.password,
    ...options.env,
  };
  let child: Child | null = null;
  let port = 0;

  const running = (): Child => {
    if (child === null) throw new Error('the backend was not started');
    return child;
  };

  return {
    dir,
    databaseFile,
    databaseKey: Buffer.from(secrets.DATABASE_KEY, 'base64').toString('hex'),
    secrets,
    logFile,
    admin,
    isRunning: () => child?.isRunning() ?? false,
    child: running,
    port: () => port,
    url: () => `http://127.0.0.1:${port}`,
    async start({ crashAt, withinMs = 60_000 } = {}) {
      child = startChild({
        name: 'backend',
        file: built('backend/main.js'),
        // As the desktop and `npm run backend` start it.
        nodeFlags: ['--max-semi-space-size=4'],
        cwd: dir,
        env,
        crashAt,
        logFile,
      });
      const [, found] = await child.line(/parley backend listening on http:\/\/127\.0\.0\.1:(\d+)/, withinMs);
      port = Number(found);
      return port;
    },
    async kill() {
      await running().kill();
    },
    stop: () => running().stop(),
  };
}
