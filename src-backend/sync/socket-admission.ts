import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { SessionId } from '#shared/ids.ts';
import type { Permission } from '#shared/permission.ts';
import { secondFactorMissing } from '#shared/second-factor.ts';
import { Handshake } from '#shared/wire/socket.ts';
import { AccessTokens } from '../auth/access-tokens.ts';
import { may, type Principal } from '../auth/principal.ts';
import type { Standing } from '../auth/standing.ts';
import { CONFIG, type Config } from '../config.ts';
import { AccessPolicy } from '../platform/http/access-policy.ts';

/** Who may have a live line, and for how long. */
@Injectable()
export class SocketAdmission {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly policy: AccessPolicy,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `auth`: what the socket sent with its handshake. Throws what its owner is told. `expiresAt`: of the token, epoch ms. */
  async admit(auth: unknown): Promise<{ principal: Principal; expiresAt: number }> {
    const handshake = Handshake.safeParse(auth);
    if (!handshake.success) throw new AppError('unauthenticated', 'Sign in first');
    if (!this.policy.isLaunchSecret(handshake.data.launch)) {
      throw new AppError('forbidden', 'This server belongs to a Parley desktop and serves only that');
    }
    const admitted = await this.tokens.verify(handshake.data.accessToken);
    this.assertReader(admitted);
    return admitted;
  }

  /** S-46: are these still the rights of the session? Throws when not. */
  async assertStill(sessionId: SessionId): Promise<void> {
    this.assertReader(await this.tokens.standingOf(sessionId));
  }

  /** May the session's person do it, by the rights they have now? */
  async assertMay(sessionId: SessionId, permission: Permission): Promise<void> {
    const { principal } = await this.tokens.standingOf(sessionId);
    if (!may(principal, permission, this.config.inboxFloor)) throw notAllowed(permission);
  }

  private assertReader({ principal, mustEnrol }: Standing): void {
    if (mustEnrol) throw secondFactorMissing();
    if (may(principal, 'inbox.read', this.config.inboxFloor)) return;
    throw notAllowed('inbox.read');
  }
}

const notAllowed = (permission: Permission): AppError =>
  new AppError('forbidden', 'Your role does not allow this; ask an admin of your company', { details: { permission } });
