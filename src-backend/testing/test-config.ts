import type { Config } from '../config.ts';
import { parseKeyRing } from '../platform/crypto/key-ring.ts';

/** A configuration that reaches nobody: no Graph API, no public address. */
export function testConfig(): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: 'sqlite::memory:',
    databaseKey: null,
    jwtSecret: 'a secret of a test that is long enough',
    encryptionKeys: parseKeyRing(`k1:${Buffer.alloc(32, 1).toString('base64')}`),
    readEncryptionKeys: null,
    // The discard port: connections are refused at once.
    graphUrl: 'http://127.0.0.1:9',
    graphVersion: 'v26.0',
    appId: '391510585333685',
    appSecret: 'app-secret-of-tests',
    verifyToken: 'verify-token-of-tests',
    publicUrl: null,
    frontendOrigin: 'http://localhost:3000',
    inboxFloor: 'viewer',
    apiDocs: true,
    serviceKey: null,
    endpoints: { endpoints: [], problems: [] },
    readEndpoints: null,
    secretStores: { vault: null, aws: { region: null, endpoint: null, credentials: null } },
    credentials: 'any',
    queue: null,
    rateLimitFactor: 1,
    privateHosts: [],
    firstAdmin: null,
    mediaFolder: null,
    auditAnchorFile: null,
    warnings: [],
    debug: true,
    launchSecret: null,
  };
}
