import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { revokeActive } from './tokens.repository.ts';

/** Ends the token of an account: because someone says so, or because the account is taken away. */
@Injectable()
export class EndTokens {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** False when the account has no active token. */
  async end(tx: Tx, by: { tenantId: string; userId: string }, accountId: string): Promise<boolean> {
    const { tenantId, userId: actorId } = by;
    const revoked = await revokeActive(tx, tenantId, accountId, this.clock.now());
    if (revoked === undefined) return false;
    await this.audit.append(tx, {
      tenantId,
      actorId,
      action: 'token.revoked',
      target: accountId,
      details: { tokenId: revoked.id, lastFour: revoked.lastFour },
    });
    return true;
  }
}
