import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type AccountId, type IntegrationTokenId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import { type IntegrationToken, rotateAfterMs, type TokenAlert } from '#shared/integration-token.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import { EndTokens } from './end-tokens.ts';
import { newTokenText, tokenHash } from './token-text.ts';
import { insertToken, type KnownToken, listActiveTokens, revokeActive } from './tokens.repository.ts';

/** Hands out the tokens of integrators, one per account, and takes them back (I-1, S-42). */
@Injectable()
export class IntegrationTokens {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
    private readonly endTokens: EndTokens,
  ) {}

  async list(tenantId: TenantId): Promise<IntegrationToken[]> {
    const now = this.clock.now();
    return (await listActiveTokens(this.db, tenantId)).map((row) => toView(row, now));
  }

  /** A new token for the account; the old one ends in the same transaction. Throws `not_found`. */
  async create(
    { tenantId, userId }: Principal,
    { accountId, name }: { accountId: AccountId; name: string },
  ): Promise<RestResponse<'createIntegrationToken'>['data']> {
    const token = newTokenText();
    const lastFour = token.slice(-4);
    return await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `tokens:${accountId}`);
      const account = await this.accounts.find(tenantId, accountId, tx);
      if (account === undefined) throw new AppError('not_found', 'There is no such account in your company');
      const now = this.clock.now();
      const replaced = await revokeActive(tx, tenantId, accountId, now);
      const id = newId<IntegrationTokenId>();
      await insertToken(tx, {
        tenantId,
        id,
        accountId,
        name,
        hash: tokenHash(token),
        lastFour,
        createdBy: userId,
        createdAt: now,
        revokedAt: null,
        lastUsedAt: null,
        lastNetwork: null,
        lastUserAgent: null,
        alert: null,
      });
      await this.audit.append(tx, {
        tenantId,
        actorId: userId,
        action: replaced === undefined ? 'token.created' : 'token.replaced',
        target: accountId,
        details: { tokenId: id, lastFour, replaced: replaced?.lastFour ?? null },
      });
      return { token, accountId, wabaId: account.wabaId, lastFour, createdAt: new Date(now).toISOString() };
    });
  }

  /** Throws `not_found` when the account has no token, or is not the company's. */
  async revoke(principal: Principal, accountId: AccountId): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      if (await this.endTokens.end(tx, principal, accountId)) return;
      throw new AppError('not_found', 'This account has no integration token');
    });
  }
}

function toView(row: KnownToken, now: number): IntegrationToken {
  const isOld = now - row.createdAt >= rotateAfterMs;
  return {
    // Our own row: the ids were made by newId, the alert was written by TokenUse.
    id: row.id as IntegrationTokenId,
    accountId: row.accountId as AccountId,
    accountName: row.accountName,
    wabaId: row.wabaId,
    name: row.name,
    lastFour: row.lastFour,
    createdAt: new Date(row.createdAt).toISOString(),
    createdBy: { id: row.createdBy as UserId, name: row.creatorName },
    lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt).toISOString(),
    rotateHint: isOld ? 'This token is older than 90 days: generate a new one and give it to your integrator' : null,
    alert: row.alert === null ? null : (JSON.parse(row.alert) as TokenAlert),
  };
}
