import { type LookupAddress, promises as dns } from 'node:dns';
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { CONFIG, type Config } from '../../config.ts';
import { isPublicAddress } from './public-address.ts';

export interface PublicAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The first bytes of the body, at most `maxBodyBytes`. */
  body: string;
}

const timeoutMs = 10_000;
const maxRedirects = 3;
const maxBodyBytes = 16 * 1024;

/**
 * Requests to addresses that somebody else named: https on port 443 of the public internet only, however the name
 * resolves (S-55). The address that was checked is the one that is called. PRIVATE_HOSTS are excepted.
 */
@Injectable()
export class PublicRequests {
  private readonly privateHosts: ReadonlySet<string>;

  constructor(@Inject(CONFIG) config: Config) {
    this.privateHosts = new Set(config.privateHosts);
  }

  /** Throws `invalid_input` when the text is no address we may call. Its name may still lead inside: see `post`. */
  assertCallable(text: string): URL {
    if (!URL.canParse(text)) throw new AppError('invalid_input', 'is no web address');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') {
      throw new AppError('invalid_input', 'must not hold a user name or password');
    }
    if (this.isExcepted(url)) return url;
    if (url.protocol !== 'https:') throw new AppError('invalid_input', 'must begin with https://');
    if (url.port !== '') throw new AppError('invalid_input', 'must be on port 443');
    return url;
  }

  /** Redirects are answers like any other. Throws AppError `invalid_input` or `upstream` when nothing came back. */
  async post(text: string, headers: Record<string, string>, body: Buffer): Promise<PublicAnswer> {
    return await this.request(this.assertCallable(text), 'POST', headers, body);
  }

  /** What is at the address, after at most three redirects, each checked like the first. */
  async head(text: string): Promise<PublicAnswer> {
    let url = this.assertCallable(text);
    for (let redirects = 0; ; redirects++) {
      const answer = await this.request(url, 'HEAD', {}, null);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
      if (redirects === maxRedirects) throw new AppError('upstream', 'it redirects too often');
      if (!URL.canParse(location, url.href)) throw new AppError('upstream', 'it redirects to nowhere');
      url = this.assertCallable(new URL(location, url).href);
    }
  }

  private async request(
    url: URL,
    method: 'POST' | 'HEAD',
    headers: Record<string, string>,
    body: Buffer | null,
  ): Promise<PublicAnswer> {
    const { address, family } = await this.resolve(url);
    return await new Promise<PublicAnswer>((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method,
        headers: {
          ...headers,
          'user-agent': 'Parley',
          'accept-encoding': 'identity',
          ...(body === null ? {} : { 'content-length': body.length }),
        },
        // Pinned: resolving again could give another address than the one that was checked.
        lookup: (_host, { all }, done) =>
          all === true ? done(null, [{ address, family }]) : done(null, address, family),
        agent: false,
      });
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(new AppError('upstream', `it can’t be reached (${codeOf(error)})`, { cause: error }));
      };
      const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
      request.on('error', fail);
      request.on('response', (response) => {
        let size = 0;
        const chunks: Buffer[] = [];
        const end = (): void => {
          clearTimeout(timer);
          const text = Buffer.concat(chunks).subarray(0, maxBodyBytes).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          // Enough for a log of attempts; the rest is nobody's business.
          if (size <= maxBodyBytes) return;
          end();
          request.destroy();
        });
        response.on('error', fail);
        response.on('end', end);
      });
      request.end(body ?? undefined);
    });
  }

  private async resolve(url: URL): Promise<LookupAddress> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    let addresses: LookupAddress[];
    try {
      addresses = await dns.lookup(host, { all: true, verbatim: true });
    } catch (error) {
      throw new AppError('upstream', 'its name is not known', { cause: error });
    }
    const [first] = addresses;
    if (first === undefined) throw new AppError('upstream', 'its name is not known');
    // One inside is enough to refuse: which of them would be called is not ours to say.
    if (!this.isExcepted(url) && !addresses.every(({ address }) => isPublicAddress(address))) {
      throw new AppError('invalid_input', 'leads into a private network');
    }
    return first;
  }

  private isExcepted(url: URL): boolean {
    return this.privateHosts.has(url.host) && /^https?:$/.test(url.protocol);
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
