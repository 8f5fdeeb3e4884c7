import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { launchHeader } from '#shared/wire/rest.ts';
import { signupCallbackPath } from '#shared/wire/signup-routes.ts';
import { CONFIG, type Config } from '../../config.ts';
import { isLoopback } from './loopback.ts';

/** What is asked of every request before anyone looks at what it wants: the right address, origin and launch secret. */
@Injectable()
export class AccessPolicy {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * Against DNS rebinding: a web page that points its own name at us still sends that name as Host, so names must be
   * ours; an address can't be rebound. A browser's Origin must be one of ours exactly (S-57). Throws `forbidden`.
   */
  assertAddress(headers: IncomingHttpHeaders): void {
    const { host, origin } = headers;
    const hostname = host === undefined ? null : hostnameOf(`http://${host}`);
    const publicHostname = this.config.publicUrl === null ? null : new URL(this.config.publicUrl).hostname;
    const isOurs =
      hostname !== null &&
      (isLoopback(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || hostname === publicHostname);
    if (!isOurs) {
      throw new AppError('forbidden', 'This server does not answer under that name: set PUBLIC_URL to its address');
    }
    if (origin === undefined) return;
    const ours = [this.config.frontendOrigin, `http://${host}`, originOf(this.config.publicUrl)];
    if (!ours.includes(origin)) throw new AppError('forbidden', 'Requests from that web origin are refused');
  }

  /** A bundled backend serves only whoever started it (S-21). Always true for a stand-alone server. */
  isLaunchSecret(given: unknown): boolean {
    const { launchSecret } = this.config;
    if (launchSecret === null) return true;
    return typeof given === 'string' && timingSafeEqual(digest(given), digest(launchSecret));
  }

  /** Throws `forbidden` unless the header carries the launch secret, or the route is open to all. */
  assertLaunch(headers: IncomingHttpHeaders, path: string): void {
    if (isOpenToAll(path) || this.isLaunchSecret(headers[launchHeader])) return;
    throw new AppError('forbidden', 'This server belongs to a Parley desktop and serves only that');
  }
}

/** Meta, health checks and a browser that comes back from Meta's dialog can't know the launch secret. */
function isOpenToAll(path: string): boolean {
  return (
    path === '/health' || path === signupCallbackPath || path === webhookPath || path.startsWith(`${webhookPath}/`)
  );
}

/** Below it, bodies are kept as the bytes that came. */
export const webhookPath = '/api/whatsapp/webhook';

function hostnameOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function originOf(url: string | null): string | null {
  return url === null ? null : new URL(url).origin;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
