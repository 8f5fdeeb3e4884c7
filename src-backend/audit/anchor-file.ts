import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ChainHead } from './audit-chain.ts';

/** One line of the anchor file: where a chain stood, signed, outside of the database (S-64). */
const Anchor = z.object({
  at: z.string(),
  tenantId: z.string(),
  seq: z.int(),
  hash: z.string(),
  /** Which key signed it: it changes with JWT_SECRET. */
  key: z.string(),
  signature: z.string(),
});
export type Anchor = z.infer<typeof Anchor>;

/** The Ed25519 key that the server's secret stands for, and its name. */
export interface AnchorKey {
  name: string;
  secret: KeyObject;
  open: KeyObject;
}

// RFC 8410: what comes before the 32 bytes of an Ed25519 key.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

export function anchorKey(jwtSecret: string): AnchorKey {
  const seed = Buffer.from(hkdfSync('sha256', jwtSecret, '', 'parley audit anchor', 32));
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  const name = createHash('sha256')
    .update(open.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
  return { name, secret, open };
}

export function signAnchor(key: AnchorKey, anchor: Omit<Anchor, 'key' | 'signature'>): Anchor {
  const signature = signBytes(null, signedBytes(anchor), key.secret).toString('base64url');
  return { ...anchor, key: key.name, signature };
}

export function isSignedBy(key: AnchorKey, anchor: Anchor): boolean {
  if (anchor.key !== key.name) return false;
  return verifyBytes(null, signedBytes(anchor), key.open, Buffer.from(anchor.signature, 'base64url'));
}

export function appendAnchors(file: string, anchors: readonly Anchor[]): void {
  const lines = anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join('');
  appendFileSync(file, lines, { mode: 0o600 });
}

/** Heads of each chain, by tenant. `foreign`: how many lines are not signed by this key, or are no anchors at all. */
export function readAnchors(file: string, key: AnchorKey): { heads: Map<string, ChainHead[]>; foreign: number } {
  const heads = new Map<string, ChainHead[]>();
  let foreign = 0;
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const line of lines.filter((text) => text !== '')) {
    const anchor = parseLine(line);
    if (anchor === null || !isSignedBy(key, anchor)) {
      foreign++;
      continue;
    }
    const { tenantId, seq, hash } = anchor;
    heads.set(tenantId, [...(heads.get(tenantId) ?? []), { seq, hash }]);
  }
  return { heads, foreign };
}

function parseLine(line: string): Anchor | null {
  try {
    return Anchor.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function signedBytes({ at, tenantId, seq, hash }: Omit<Anchor, 'key' | 'signature'>): Buffer {
  return Buffer.from(JSON.stringify([at, tenantId, seq, hash]));
}
