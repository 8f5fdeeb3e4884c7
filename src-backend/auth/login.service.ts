import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type ClientId, newId } from '#shared/ids.ts';
import type { User } from '#shared/user.ts';
import type { Tokens } from '#shared/wire/rest.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { nameClient } from '../platform/http/request-origin.ts';
import { type Credentials, UsersService } from '../users/users.service.ts';
import { LoginThrottle } from './login-throttle.ts';
import { SecondFactor } from './second-factor.ts';
import { programName, SessionsService } from './sessions.service.ts';

export interface LoginAttempt {
  email: string;
  password: string;
  /** Of the authenticator app, or for recovery. */
  code?: string | undefined;
  client?: { id: ClientId; name: string } | undefined;
}

type Failure = Omit<Extract<Credentials, { ok: false }>, 'reason'> & { reason: string };

@Injectable()
export class LoginService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly users: UsersService,
    private readonly throttle: LoginThrottle,
    private readonly sessions: SessionsService,
    private readonly factor: SecondFactor,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Signs a client in. Who has a second factor and gives no code is asked for it: `unauthenticated` with reason
   * `second_factor_required`. Throws `rate_limited` (S-44), `unavailable` under a flood, and one and the same
   * `unauthenticated` for an unknown address, a wrong password and a person who may no longer sign in.
   */
  async login(attempt: LoginAttempt, address: string): Promise<Tokens & { user: User }> {
    const { email, password } = attempt;
    await this.throttle.attempt(email, address);
    const credentials = await this.users.checkCredentials(email, password);
    if (!credentials.ok) {
      await this.recordFailure(credentials);
      throw new AppError('unauthenticated', 'The e-mail address or the password is wrong');
    }
    const { tenantId, userId } = credentials;
    const needsCode = await this.factor.isEnabled({ tenantId, userId });
    if (needsCode && attempt.code === undefined) {
      await this.throttle.halfway(address);
      throw new AppError('unauthenticated', 'Enter the code that your authenticator app shows', {
        details: { reason: 'second_factor_required' },
      });
    }
    // Without a client id the session can't be refreshed: it lasts as long as its access token.
    const client = attempt.client ?? { id: newId<ClientId>(), name: programName };
    nameClient(client.name);
    const tokens = await this.db.transaction().execute(async (tx) => {
      if (needsCode && !(await this.factor.take(tx, { tenantId, userId }, attempt.code ?? ''))) return null;
      await this.throttle.succeeded(tx, email, address);
      const opened = await this.sessions.open(tx, { tenantId, userId }, client);
      await this.audit.append(tx, {
        tenantId,
        actorId: userId,
        action: 'login',
        target: opened.sessionId,
        details: { clientId: client.id },
      });
      return opened;
    });
    if (tokens === null) {
      await this.recordFailure({ ok: false, reason: 'code', tenantId, userId });
      throw new AppError('unauthenticated', 'The code is wrong or was used already', {
        details: { reason: 'second_factor_wrong' },
      });
    }
    const { accessToken, refreshToken, expiresAt } = tokens;
    return { accessToken, refreshToken, expiresAt, user: await this.users.get(tenantId, userId) };
  }

  private async recordFailure(failure: Failure): Promise<void> {
    // Never what was typed: people type their password into the wrong field.
    const { reason, tenantId, userId } = failure;
    await this.db.transaction().execute(async (tx) => {
      await this.audit.append(tx, {
        tenantId: tenantId ?? '',
        actorId: null,
        action: 'login.failed',
        target: userId,
        details: { reason },
      });
    });
  }
}
