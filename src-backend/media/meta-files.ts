import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { GraphApi, type GraphRefusal } from '../accounts/graph-api.ts';
import { CONFIG, type Config } from '../config.ts';
import type { FetchFailure } from './judge-fetch.ts';
import { MediaVault, type Received, TooLargeError } from './media-vault.ts';

/** Meta's limit for any file; WhatsApp itself refuses larger ones of customers. */
export const maxFileBytes = 100 * 1024 * 1024;
const downloadTimeoutMs = 4 * 60_000;
/** Where Meta keeps files, besides the host of its Graph API. */
const metaFileHost = 'lookaside.fbsbx.com';

const LookUp = z.object({
  url: z.string().max(4096),
  mime_type: z.string().max(255).catch(''),
  sha256: z.string().max(128).optional().catch(undefined),
  // Meta's documentation prints it as text.
  file_size: z.coerce.number().optional().catch(undefined),
});

export type Fetched = { kind: 'done'; file: Received; mimeType: string } | FetchFailure;

/** Fetches customers' files from Meta. Never throws for what Meta or the network does. */
@Injectable()
export class MetaFiles {
  private readonly graphOrigin: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly graph: GraphApi,
    private readonly vault: MediaVault,
  ) {
    this.graphOrigin = new URL(config.graphUrl).origin;
  }

  /** Asks for a fresh address and loads the file from there. `announcedSha256`: hex, or null. */
  async fetch(wanted: {
    tenantId: string;
    phoneNumberId: string;
    token: string;
    metaMediaId: string;
    announcedSha256: string | null;
  }): Promise<Fetched> {
    const { metaMediaId, phoneNumberId, token } = wanted;
    const path = `${encodeURIComponent(metaMediaId)}?${new URLSearchParams({ phone_number_id: phoneNumberId })}`;
    const answer = await this.graph.call('GET', path, token).catch(() => null);
    if (answer === null) return { kind: 'unreachable', retryAfterMs: null };
    if (!answer.ok) return failureOf(answer);
    const found = LookUp.safeParse(answer.body);
    if (!found.success) return { kind: 'unreachable', retryAfterMs: null };
    const { url, mime_type: mimeType, sha256, file_size: size = 0 } = found.data;
    if (!this.isMetas(url)) return { kind: 'foreign_address' };
    if (size > maxFileBytes) return { kind: 'too_large' };
    const loaded = await this.load(wanted.tenantId, url, token);
    if (loaded.kind !== 'done') return loaded;
    const expected = [wanted.announcedSha256, hexOf(sha256)].filter((hash) => hash !== null);
    if (expected.every((hash) => hash === loaded.file.sha256)) return { ...loaded, mimeType };
    await loaded.file.discard();
    return { kind: 'damaged' };
  }

  private async load(
    tenantId: string,
    url: string,
    token: string,
  ): Promise<{ kind: 'done'; file: Received } | FetchFailure> {
    const signal = AbortSignal.timeout(downloadTimeoutMs);
    try {
      // The token goes to Meta and nobody else: redirects are not followed.
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${token}`, 'user-agent': 'Parley', 'accept-encoding': 'identity' },
        redirect: 'manual',
        signal,
      });
      if (response.status !== 200 || response.body === null) {
        await response.body?.cancel();
        return downloadFailureOf(response);
      }
      return { kind: 'done', file: await this.vault.receive(tenantId, response.body, maxFileBytes) };
    } catch (error) {
      if (error instanceof TooLargeError) return { kind: 'too_large' };
      if (isOurs(error)) throw error;
      return { kind: 'unreachable', retryAfterMs: null };
    }
  }

  /** S-55: the simulator hands files out where its Graph API is, Meta on a host of its own. */
  private isMetas(text: string): boolean {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') return false;
    return url.origin === this.graphOrigin || url.origin === `https://${metaFileHost}`;
  }
}

function failureOf({ status, code }: GraphRefusal): FetchFailure {
  if (code === 190 || status === 401) return { kind: 'no_token' };
  // "Object with ID … does not exist, or can't be loaded due to missing permissions".
  if (code === 100 || code === 33 || status === 404) return { kind: 'gone' };
  return { kind: 'unreachable', retryAfterMs: null };
}

function downloadFailureOf({ status, headers }: Response): FetchFailure {
  if (status === 401) return { kind: 'no_token' };
  if (status === 404 || status === 410 || status === 403) return { kind: 'address_over' };
  const after = headers.get('retry-after') ?? '';
  return { kind: 'unreachable', retryAfterMs: /^\d{1,5}$/.test(after) ? Number(after) * 1000 : null };
}

/** A full disk is no fault of the network: whoever runs the server must hear of it. */
function isOurs(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOSPC|EACCES|EROFS|EIO|EDQUOT)$/.test(String(error.code));
}

/** Meta writes hashes in hex or in base64. */
function hexOf(hash: string | undefined): string | null {
  if (hash === undefined) return null;
  if (/^[0-9a-f]{64}$/i.test(hash)) return hash.toLowerCase();
  const bytes = Buffer.from(hash, 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : null;
}
