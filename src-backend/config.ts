// Every setting of the server in one place, so that --help, .env.example and the docs are made from it: longer than other files.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { Role } from '#shared/permission.ts';
import { Email, Password } from '#shared/user.ts';
import type { EmbeddedStart } from '#shared/wire/embedded.ts';
import { type KeyRing, parseKeyRing } from './platform/crypto/key-ring.ts';
import { isLoopback } from './platform/http/loopback.ts';
import { resolveVariables, storeVariables } from './platform/secrets/resolve-variables.ts';
import type { SecretStores } from './platform/secrets/secret-stores.ts';
import { StartError } from './platform/start-error.ts';
import { takeJsonBlock } from './endpoints/env-block.ts';
import { type Endpoints, readEndpoints } from './endpoints/read-endpoints.ts';

/** Injection token of the parsed configuration: `@Inject(CONFIG) private readonly config: Config`. */
export const CONFIG = Symbol('config');

/** Everything the server is told from outside, parsed once. */
export interface Config {
  host: string;
  port: number;
  databaseUrl: string;
  databaseKey: Buffer | null;
  jwtSecret: string;
  encryptionKeys: KeyRing;
  /** Reads them again as they are set now; null: they were handed over at the start, once. */
  readEncryptionKeys: (() => Promise<KeyRing>) | null;
  graphUrl: string;
  graphVersion: string;
  appId: string | null;
  appSecret: string | null;
  verifyToken: string | null;
  /** Where the world reaches this server, without a trailing slash; null = Meta can't (ruling 55). */
  publicUrl: string | null;
  frontendOrigin: string;
  /** The least role that may use the inbox (WHATSAPP_MIN_ROLE). */
  inboxFloor: Role;
  firstAdmin: { email: string; password: string } | null;
  debug: boolean;
  /** Said once in the log at the start: settings that have no effect, or soon won't. */
  warnings: readonly string[];
  /** Are /docs and /openapi.json served? */
  apiDocs: boolean;
  /** What other services of the company show instead of a sign-in; null = none may call. */
  serviceKey: string | null;
  /** WHATSAPP_ENDPOINTS, as it was at the start. */
  endpoints: Endpoints;
  /** Reads it again as it is set now; null: it was handed over at the start, once. */
  readEndpoints: (() => Promise<Endpoints>) | null;
  /** Where secrets that somebody refers to are kept. */
  secretStores: SecretStores;
  /** Where credentials may live (CREDENTIALS). */
  credentials: CredentialPolicy;
  /** Another system's message queue that is sent out; null: none. */
  queue: { url: string; name: string } | null;
  /** Multiplies how many requests a minute integrations, companies and networks may make (S-58). */
  rateLimitFactor: number;
  /** Where files of messages are kept, encrypted; null: in memory, like the database. */
  mediaFolder: string | null;
  /** Where the heads of the audit chains are kept outside of the database (S-64); null = only in the log. */
  auditAnchorFile: string | null;
  /** `host` or `host:port` inside our own network that outgoing webhooks and links may reach all the same (S-55). */
  privateHosts: readonly string[];
  /** Only a bundled backend has one: whoever started it sends it with every request (S-21). */
  launchSecret: string | null;
}

/** `env-only`: endpoints of the environment only; `stored`: access tokens in the database only. */
export const CredentialPolicy = z.enum(['env-only', 'stored', 'any']);
export type CredentialPolicy = z.infer<typeof CredentialPolicy>;

const base64Key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64');
const webUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const graphUrl = webUrl.refine(isHttpsOrLoopback, 'must be https (http only for loopback)');
const graphVersion = z.string().regex(/^v\d{1,3}\.\d{1,2}$/, 'must look like v26.0');

/** Superadmins as such belong to no inbox (ruling 51). */
const InboxFloor = Role.exclude(['superadmin']);

/** The variables, in the order in which `--help` prints them. */
export const Settings = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce.number().pipe(z.int().min(0).max(65_535)).default(5050).describe('port; 0 takes a free one'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must begin with sqlite: or postgres://')
    .default('sqlite:data/parley.db')
    .describe('sqlite:<file> or postgres://…'),
  DATABASE_KEY: base64Key.optional().describe('32 bytes in base64: encrypts the SQLite file'),
  JWT_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('signs access tokens; generated in development'),
  ENCRYPTION_KEYS: z
    .string()
    .transform(toKeyRing)
    .optional()
    .describe('kid1:base64,kid2:base64, the first is current; generated in development'),
  WHATSAPP_GRAPH_URL: graphUrl.default('https://graph.facebook.com').describe('Graph API, or the simulator'),
  WHATSAPP_API_VERSION: graphVersion.default('v26.0').describe('version of the Graph API'),
  WHATSAPP_APP_ID: z.string().regex(/^\d+$/, 'must be digits').optional().describe('the Meta app all tenants share'),
  WHATSAPP_APP_SECRET: z.string().min(8).optional().describe('its secret: webhook signatures are checked with it'),
  WHATSAPP_VERIFY_TOKEN: z.string().min(8).optional().describe('verify token of the shared webhook'),
  WHATSAPP_ENDPOINTS: z
    .string()
    .optional()
    .describe('JSON array of {"name", "apiUrl", "apiKey"}; SIGHUP reads it again'),
  CREDENTIALS: CredentialPolicy.default('any').describe(
    'env-only: endpoints only; stored: access tokens only; any: both',
  ),
  WHATSAPP_MIN_ROLE: InboxFloor.default('viewer').describe('least role that may use the inbox'),
  PUBLIC_URL: webUrl.optional().describe('where Meta reaches this server; none = send only'),
  FRONTEND_URL: webUrl.default('http://localhost:3000').describe('the one web origin that may call the API'),
  SERVICE_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,512}$/, 'must be 16 to 512 visible characters without spaces')
    .optional()
    .describe('other services call with it: Authorization: Bearer <key>'),
  RABBITMQ_URL: z
    .string()
    .regex(/^amqps?:\/\/\S+$/, 'must begin with amqp:// or amqps://')
    .optional()
    .describe('broker with messages that other systems want sent'),
  WHATSAPP_QUEUE: z
    .string()
    .regex(/^[\w.:-]{1,200}$/, 'must be the name of a queue: letters, digits and . _ : -')
    .default('whatsapp.outbound')
    .describe('their queue; what can’t be sent goes to <name>.dead'),
  RATE_LIMIT_FACTOR: z.coerce
    .number()
    .pipe(z.number().min(0.01).max(1_000_000))
    .default(1)
    .describe('scales all rate limits of requests'),
  ...storeVariables,
  PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    )
    .pipe(z.array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'must be host or host:port, with commas between')))
    .describe('host:port of our own network that webhooks may go to'),
  PARLEY_ADMIN_EMAIL: Email.optional().describe('with the next: first company and admin of an empty database'),
  PARLEY_ADMIN_PASSWORD: Password.optional().describe('at least 12 characters'),
  MEDIA_FOLDER: z.string().optional().describe('files of messages go here, encrypted; default: beside the database'),
  AUDIT_ANCHOR_FILE: z.string().optional().describe('audit heads go here daily; default: beside the database'),
  MONGODB_URI: z.string().optional().describe('not used: data is kept in DATABASE_URL'),
  API_DOCS: z.enum(['on', 'off']).default('on').describe('off: /docs and /openapi.json are not served'),
  NODE_ENV: z.string().default('development').describe('production refuses to generate secrets'),
  DEBUG: z.string().default('').describe('parley:* also logs debug lines'),
});

/** A bundled backend refers to none. */
const noStores: SecretStores = { vault: null, aws: { region: null, endpoint: null, credentials: null } };

/** Ruling 8: the integrators' guide sets it. */
const mongoWarning = 'MONGODB_URI is not used: Parley keeps its data in SQLite or PostgreSQL (DATABASE_URL)';

/** The table that `--help` prints. */
export function settingsTable(): string {
  const rows = Object.entries(Settings.shape).map(([name, schema]) => {
    const initial = schema.safeParse(undefined).data;
    return [name, initial === undefined || initial === '' ? 'none' : String(initial), schema.description ?? ''];
  });
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 2;
  return rows
    .map(([name = '', initial = '', meaning = '']) =>
      `${name.padEnd(width(0))}${initial.padEnd(width(1))}${meaning}`.trimEnd(),
    )
    .join('\n');
}

/** The stand-alone server's configuration. Throws StartError `configuration` that names every wrong variable. */
export async function readConfig(environment: Record<string, string | undefined>, directory: string): Promise<Config> {
  const file = join(directory, '.env');
  // The one value that may stand there over several lines without quotes (ruling 27).
  const block = takeJsonBlock(existsSync(file) ? readFileSync(file, 'utf8') : '', 'WHATSAPP_ENDPOINTS');
  const ofFile = { ...parseEnv(block.rest), ...(block.value === null ? {} : { WHATSAPP_ENDPOINTS: block.value }) };
  const variables: Record<string, string | undefined> = { ...ofFile, ...environment };
  const given = Object.entries(variables).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const { set, stores, endpointKeys } = await resolveVariables(Object.fromEntries(given));
  const parsed = Settings.safeParse(set);
  if (!parsed.success) {
    throw new StartError(
      'configuration',
      parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; '),
    );
  }
  const settings = parsed.data;
  const secrets = completeSecrets(settings, dataFolder(settings.DATABASE_URL, directory));
  return {
    ...secrets,
    readEncryptionKeys: async () => (await readConfig(environment, directory)).encryptionKeys,
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: absolute(settings.DATABASE_URL, directory),
    databaseKey: settings.DATABASE_KEY === undefined ? null : Buffer.from(settings.DATABASE_KEY, 'base64'),
    graphUrl: settings.WHATSAPP_GRAPH_URL,
    graphVersion: settings.WHATSAPP_API_VERSION,
    appId: settings.WHATSAPP_APP_ID ?? null,
    appSecret: settings.WHATSAPP_APP_SECRET ?? null,
    verifyToken: settings.WHATSAPP_VERIFY_TOKEN ?? null,
    publicUrl: settings.PUBLIC_URL ?? null,
    frontendOrigin: new URL(settings.FRONTEND_URL).origin,
    inboxFloor: settings.WHATSAPP_MIN_ROLE,
    apiDocs: settings.API_DOCS === 'on',
    serviceKey: settings.SERVICE_KEY ?? null,
    endpoints: readEndpoints(set['WHATSAPP_ENDPOINTS'] ?? null, set, endpointKeys),
    readEndpoints: async () => (await readConfig(environment, directory)).endpoints,
    secretStores: stores,
    credentials: settings.CREDENTIALS,
    queue: settings.RABBITMQ_URL === undefined ? null : { url: settings.RABBITMQ_URL, name: settings.WHATSAPP_QUEUE },
    rateLimitFactor: settings.RATE_LIMIT_FACTOR,
    privateHosts: settings.PRIVATE_HOSTS,
    firstAdmin: toFirstAdmin(settings.PARLEY_ADMIN_EMAIL, settings.PARLEY_ADMIN_PASSWORD),
    mediaFolder: mediaFolder(settings.MEDIA_FOLDER, settings.DATABASE_URL, directory),
    auditAnchorFile: anchorFile(settings.AUDIT_ANCHOR_FILE, settings.DATABASE_URL, directory),
    debug: isDebug(settings.DEBUG),
    warnings: settings.MONGODB_URI === undefined ? [] : [mongoWarning],
    launchSecret: null,
  };
}

/** A bundled backend's configuration, from the first message of its parent (ruling 57). Always on loopback. */
export function toEmbeddedConfig(start: EmbeddedStart): Config {
  const Optional = z.object({
    graphUrl: graphUrl.default('https://graph.facebook.com'),
    graphVersion: graphVersion.default('v26.0'),
    inboxFloor: InboxFloor.default('viewer'),
    encryptionKeys: z.string().transform(toKeyRing),
  });
  const parsed = Optional.safeParse(start);
  if (!parsed.success) {
    throw new StartError(
      'configuration',
      parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; '),
    );
  }
  return {
    ...parsed.data,
    readEncryptionKeys: null,
    host: '127.0.0.1',
    port: start.port,
    databaseUrl: `sqlite:${join(start.dataDir, 'parley.db')}`,
    databaseKey: Buffer.from(start.databaseKey, 'base64'),
    jwtSecret: start.jwtSecret,
    appId: start.appId ?? null,
    appSecret: start.appSecret ?? null,
    verifyToken: start.verifyToken ?? null,
    publicUrl: start.publicUrl?.replace(/\/+$/, '') ?? null,
    frontendOrigin: 'http://localhost:3000',
    // Nobody but the desktop reaches it, and that has no use for them.
    apiDocs: false,
    serviceKey: null,
    endpoints: start.endpoints === undefined ? { endpoints: [], problems: [] } : readEndpoints(start.endpoints, {}),
    readEndpoints: null,
    secretStores: noStores,
    credentials: 'any',
    queue: null,
    rateLimitFactor: 1,
    privateHosts: [],
    firstAdmin: null,
    mediaFolder: join(start.dataDir, 'media'),
    auditAnchorFile: join(start.dataDir, 'audit-anchor.jsonl'),
    debug: isDebug(start.debug ?? ''),
    warnings: [],
    launchSecret: start.launchSecret,
  };
}

type Secrets = Pick<Config, 'jwtSecret' | 'encryptionKeys'>;

function completeSecrets(settings: z.output<typeof Settings>, folder: string): Secrets {
  const { JWT_SECRET: jwtSecret, ENCRYPTION_KEYS: encryptionKeys } = settings;
  if (jwtSecret !== undefined && encryptionKeys !== undefined) return { jwtSecret, encryptionKeys };
  if (settings.NODE_ENV === 'production') {
    const missing = jwtSecret === undefined ? 'JWT_SECRET' : 'ENCRYPTION_KEYS';
    throw new StartError('configuration', `${missing} must be set when NODE_ENV=production`);
  }
  const kept = keptSecrets(folder);
  return {
    jwtSecret: jwtSecret ?? kept.jwtSecret,
    encryptionKeys: encryptionKeys ?? parseKeyRing(kept.encryptionKeys),
  };
}

/** Development: secrets are generated once and kept beside the database. */
function keptSecrets(folder: string): { jwtSecret: string; encryptionKeys: string } {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const fresh = {
      jwtSecret: randomBytes(32).toString('base64'),
      encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
    };
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  const Kept = z.object({ jwtSecret: z.string().min(32), encryptionKeys: z.string() });
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new StartError(
      'configuration',
      `${file} can't be read: restore it, or set JWT_SECRET and ENCRYPTION_KEYS`,
      error,
    );
  }
}

function toKeyRing(text: string, context: z.RefinementCtx): KeyRing {
  try {
    return parseKeyRing(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
}

function toFirstAdmin(email: string | undefined, password: string | undefined): Config['firstAdmin'] {
  if (email !== undefined && password !== undefined) return { email, password };
  if (email === undefined && password === undefined) return null;
  const missing = email === undefined ? 'PARLEY_ADMIN_EMAIL' : 'PARLEY_ADMIN_PASSWORD';
  throw new StartError('configuration', `${missing} is missing: both or neither must be set`);
}

function isHttpsOrLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname);
}

function dataFolder(databaseUrl: string, directory: string): string {
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  return path === undefined || path === ':memory:' ? join(directory, 'data') : dirname(resolve(directory, path));
}

function mediaFolder(given: string | undefined, databaseUrl: string, directory: string): string | null {
  if (given !== undefined) return resolve(directory, given);
  return databaseUrl === 'sqlite::memory:' ? null : join(dataFolder(databaseUrl, directory), 'media');
}

function anchorFile(given: string | undefined, databaseUrl: string, directory: string): string | null {
  if (given !== undefined) return resolve(directory, given);
  if (databaseUrl === 'sqlite::memory:') return null;
  return join(dataFolder(databaseUrl, directory), 'audit-anchor.jsonl');
}

function absolute(databaseUrl: string, directory: string): string {
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  return path === undefined || path === ':memory:' ? databaseUrl : `sqlite:${resolve(directory, path)}`;
}

function isDebug(namespaces: string): boolean {
  // `pixels:` is what the first seed called it (ruling 17).
  return /(^|[\s,])(\*|(parley|pixels):)/.test(namespaces);
}
