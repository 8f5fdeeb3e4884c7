import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { TenantId, UserId } from '#shared/ids.ts';
import type { Caller, IntegrationPrincipal, Principal } from '../auth/principal.ts';
import { TenantNames } from '../credentials/tenant-names.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';

const lifeMs = 60 * 60_000;

/** For whom a sign-up at Meta is finished, and under which redirect URI it was begun. */
export interface SignupFor {
  tenantId: TenantId;
  userId: UserId | null;
  redirectUri: string | null;
}

/** The `state` of a sign-up: it ties what Meta sends back to whoever asked for it, once. */
@Injectable()
export class SignupStates {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly tenants: TenantNames,
    private readonly clock: Clock,
  ) {}

  async issue(principal: Principal, redirectUri: string): Promise<{ state: string; expiresAt: number }> {
    const state = randomBytes(24).toString('base64url');
    const now = this.clock.now();
    const { tenantId, userId } = principal;
    const row = { tenantId, hash: hashOf(state), userId, redirectUri, createdAt: now, expiresAt: now + lifeMs };
    await this.db
      .insertInto('signupNonce')
      .values({ ...row, usedAt: null })
      .execute();
    await this.db.deleteFrom('signupNonce').where('expiresAt', '<', now).execute();
    return { state, expiresAt: row.expiresAt };
  }

  /** Uses the state up. Throws `invalid_input`, and `forbidden` when it is not the caller's to use. */
  async redeem(caller: Exclude<Caller, IntegrationPrincipal>, state: string): Promise<SignupFor> {
    const tenantId = caller.kind === 'person' ? caller.person.tenantId : null;
    const userId = caller.kind === 'person' ? caller.person.userId : null;
    const now = this.clock.now();
    const row = await this.db
      .updateTable('signupNonce')
      .set({ usedAt: now })
      .where('hash', '=', hashOf(state))
      .$if(tenantId !== null, (query) => query.where('tenantId', '=', tenantId ?? ''))
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returningAll()
      .executeTakeFirst();
    // Our own row: the id was made by newId.
    if (row !== undefined) return { tenantId: row.tenantId as TenantId, userId, redirectUri: row.redirectUri };

    // The credentials guide's own flow: its state is the company, which anybody could write (ruling 25).
    const named = await this.tenants.find(state);
    if (named !== undefined) {
      if (tenantId === named.tenantId) return { tenantId: named.tenantId, userId, redirectUri: null };
      throw new AppError('forbidden', 'Only an admin of that company can finish its sign-up: sign in as one', {
        details: { field: 'state' },
      });
    }
    throw new AppError('invalid_input', 'This sign-up is unknown, over or finished already: start it again', {
      details: { field: 'state' },
    });
  }
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
