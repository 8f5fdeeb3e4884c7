import { z } from 'zod';

// How a desktop starts its bundled backend (ruling 57): the first message on the parent port carries every secret, so
// that none of them is ever in argv, in the environment or on disk. The answer says where the backend listens.

const url = z.url();
/** 32 random bytes in base64. */
const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64');

export const EmbeddedStart = z.object({
  type: z.literal('start'),
  /** Sent back by the desktop in `launchHeader` with every request (S-21). */
  launchSecret: z.string().min(32).max(200),
  databaseKey: key,
  jwtSecret: z.string().min(32),
  /** `kid1:base64,kid2:base64`, the first is current (S-40). */
  encryptionKeys: z.string(),
  /** Absolute path; the database is `parley.db` in it. */
  dataDir: z.string().min(1),
  /** 0 takes a free one. */
  port: z.int().min(0).max(65_535),
  graphUrl: url.optional(),
  graphVersion: z.string().optional(),
  appId: z.string().optional(),
  appSecret: z.string().optional(),
  verifyToken: z.string().optional(),
  publicUrl: url.optional(),
  /** WHATSAPP_ENDPOINTS: a JSON array of name, apiUrl and apiKey. */
  endpoints: z.string().optional(),
  inboxFloor: z.string().optional(),
  debug: z.string().optional(),
});
export type EmbeddedStart = z.infer<typeof EmbeddedStart>;

export const StartErrorCode = z.enum([
  /** A setting is missing or malformed; the message names it. */
  'configuration',
  /** The database can't be read with the key given: ask for the recovery key, never start anew (ruling 42). */
  'database_key_mismatch',
  /** Written by a newer Parley: update this one. */
  'database_newer',
  'database_corrupt',
  /** Another process has the data folder open. */
  'database_in_use',
  'database_unreachable',
  'port_in_use',
  'internal',
]);
export type StartErrorCode = z.infer<typeof StartErrorCode>;

export const EmbeddedReady = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true), port: z.int() }),
  z.object({ ready: z.literal(false), error: z.object({ code: StartErrorCode, message: z.string() }) }),
]);
export type EmbeddedReady = z.infer<typeof EmbeddedReady>;
