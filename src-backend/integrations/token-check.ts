import { Injectable, Inject } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { AccountId, IntegrationTokenId, TenantId } from '#shared/ids.ts';
import { integrationTokenPattern } from '#shared/integration-token.ts';
import { networkKey } from '../auth/login-throttle.ts';
import type { IntegrationPrincipal } from '../auth/principal.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { RequestLimits } from '../platform/http/request-limits.ts';
import { Log } from '../platform/log/log.ts';
import { companySuspended } from '../tenants/suspended.ts';
import { tokenHash } from './token-text.ts';
import { TokenUse } from './token-use.ts';
import { findTokenByHash, type KnownToken } from './tokens.repository.ts';

/** Who shows something, and from where. */
export interface Shown {
  authorization: string | undefined;
  address: string;
  userAgent: string | undefined;
}

const ofNetwork = { perSecond: 200, burst: 1000 };
const ofToken = { perSecond: 80, burst: 400 };
const ofTenant = { perSecond: 200, burst: 1000 };
/** Tokens that are none: guessing is hopeless, but need not be free. */
const ofGuesser = { perSecond: 0.5, burst: 30 };

/** Is this a valid token, and whose? Every cause of a refusal has the same answer; only the log tells them apart. */
@Injectable()
export class TokenCheck {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly limits: RequestLimits,
    private readonly use: TokenUse,
    private readonly log: Log,
  ) {}

  /** Throws `unauthenticated`, `forbidden` while the company is suspended, or `rate_limited` (S-58). */
  async check(shown: Shown): Promise<IntegrationPrincipal> {
    const network = networkKey(shown.address);
    const guesser = { key: `guesses:${network}`, ...ofGuesser };
    this.limits.assertRoom(guesser);
    this.limits.take({ key: network, ...ofNetwork });
    const token = await this.find(shown.authorization);
    if (typeof token === 'string') {
      this.limits.count(guesser);
      this.log.warn(token);
      throw new AppError('unauthenticated', 'Invalid or expired integration token');
    }
    const { id, tenantId, accountId, name, lastFour, lastUsedAt } = token;
    if (token.tenantSuspendedAt !== null) {
      this.log.warn('❌ Company suspended', { tenantId, accountId });
      throw companySuspended();
    }
    this.limits.take({ key: `token:${id}`, ...ofToken }, { key: `tenant:${tenantId}`, ...ofTenant });
    await this.use.record(token, { network: network.replace('network:', ''), userAgent: shown.userAgent ?? null });
    this.log.info('🔑 Integration Token Check: ✅ Valid', { tenantId, accountId });
    this.log.info(`→ ✅ Token verified for: ${masked(token.creatorEmail)} (${token.accountName})`, {
      tenantId,
      accountId,
    });
    // Our own row: the ids were made by newId.
    return {
      kind: 'integration',
      tokenId: id as IntegrationTokenId,
      tenantId: tenantId as TenantId,
      accountId: accountId as AccountId,
      name,
      lastFour,
      lastUsedAt,
    };
  }

  /** The token, or the log's line about why it is none. */
  private async find(authorization: string | undefined): Promise<KnownToken | string> {
    if (authorization === undefined || authorization.trim() === '') return '❌ Token not provided';
    const [, text = ''] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    if (!integrationTokenPattern.test(text)) return '❌ Invalid token format';
    const token = await findTokenByHash(this.db, tokenHash(text));
    if (token === undefined) return '❌ Token not recognised';
    if (token.accountDeletedAt !== null) return '❌ Account not found';
    if (token.revokedAt !== null) return '❌ Token revoked or replaced';
    return token;
  }
}

/** `a***@email.com`: enough to recognise, too little to write to. */
function masked(email: string): string {
  return email.replace(/^(.).*(?=@)/u, '$1***');
}
