import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { UsersService } from '../users/users.service.ts';
import { LoginThrottle } from './login-throttle.ts';
import type { Principal } from './principal.ts';
import { freshForMs, proofMissing } from './proof.ts';
import { SecondFactor } from './second-factor.ts';
import { findProvedAt, storeProof } from './sessions.repository.ts';

/** Fresh proof of who somebody is, per session (S-62). Signing in is one. */
@Injectable()
export class StepUp {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly users: UsersService,
    private readonly factor: SecondFactor,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** `db`: the transaction to read in. Throws `forbidden` with reason `step_up_required` when the last proof is older than five minutes. */
  async assertFresh(principal: Principal, db: Db = this.db): Promise<void> {
    const provedAt = await findProvedAt(db, principal.sessionId);
    if (this.clock.now() - provedAt >= freshForMs) throw proofMissing();
  }

  /** Guesses count like failed sign-ins (S-44). Returns until when the proof is fresh. Throws `forbidden`. */
  async prove(
    principal: Principal,
    proof: { password: string } | { code: string },
    address: string,
  ): Promise<{ until: number }> {
    const { tenantId, userId, sessionId } = principal;
    const { email } = await this.users.get(tenantId, userId);
    await this.throttle.attempt(email, address);
    const passwordOk = 'password' in proof && (await this.users.isPassword(userId, proof.password));
    const until = await this.db.transaction().execute(async (tx) => {
      const isProved = passwordOk || ('code' in proof && (await this.factor.take(tx, principal, proof.code)));
      if (!isProved) return null;
      const now = this.clock.now();
      await storeProof(tx, sessionId, now);
      await this.throttle.succeeded(tx, email, address);
      const details = { with: 'code' in proof ? 'code' : 'password' };
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'session.proved', target: sessionId, details });
      return now + freshForMs;
    });
    // Not `unauthenticated`: the session stays, and its desktop must not sign it out.
    if (until !== null) return { until };
    throw new AppError(
      'forbidden',
      'code' in proof ? 'The code is wrong or was used already' : 'The password is wrong',
      { details: { reason: 'step_up_wrong' } },
    );
  }
}
