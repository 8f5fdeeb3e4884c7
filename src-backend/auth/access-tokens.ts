import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { SessionId } from '#shared/ids.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { openJwt, signJwt } from './jwt.ts';
import { SessionEvents } from './session-events.ts';
import { endingOf, findStanding } from './sessions.repository.ts';
import type { Standing } from './standing.ts';

export const accessTokenMs = 10 * 60_000;
/** How old may be what we know of a session's rights (S-46). */
const knownForMs = 5000;
const cachedSessions = 10_000;

const Claims = z.object({ sid: SessionId, iat: z.int(), exp: z.int() });

/**
 * Issues and verifies access tokens. A token names a session and nothing else: role, state of the user and revocation
 * are read from the database, at most 5 s old, and at once after a revocation on this node.
 */
@Injectable()
export class AccessTokens {
  private readonly known = new Map<SessionId, Standing & { readAt: number }>();
  /** Sessions revoked while their rights may be on their way from the database. */
  private readonly ended = new Set<SessionId>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    sessions: SessionEvents,
  ) {
    sessions.onRevoked((sessionId) => {
      if (this.ended.size >= cachedSessions) this.ended.clear();
      this.ended.add(sessionId);
      this.known.delete(sessionId);
    });
    sessions.onRightsChanged((userId) => {
      for (const [sessionId, { principal }] of this.known) {
        if (principal.userId === userId) this.known.delete(sessionId);
      }
    });
  }

  issue(sessionId: SessionId): { accessToken: string; expiresAt: number } {
    const now = this.clock.now();
    const expiresAt = now + accessTokenMs;
    const claims: z.infer<typeof Claims> = { sid: sessionId, iat: seconds(now), exp: seconds(expiresAt) };
    return { accessToken: signJwt(claims, this.config.jwtSecret), expiresAt };
  }

  /** Who holds this token, and when it expires (epoch ms). Throws `unauthenticated`. */
  async verify(token: string): Promise<Standing & { expiresAt: number }> {
    const claims = Claims.safeParse(openJwt(token, this.config.jwtSecret));
    const now = this.clock.now();
    if (!claims.success || claims.data.exp * 1000 <= now) {
      throw new AppError('unauthenticated', 'Your sign-in has expired; sign in again', {
        details: { reason: claims.success ? 'token_expired' : 'token_invalid' },
      });
    }
    return { ...(await this.standingOf(claims.data.sid, now)), expiresAt: claims.data.exp * 1000 };
  }

  /** The session's rights of now. Throws `unauthenticated` with reason `session_revoked` or `session_expired`. */
  async standingOf(sessionId: SessionId, now = this.clock.now()): Promise<Standing> {
    const cached = this.known.get(sessionId);
    if (cached !== undefined && now - cached.readAt <= knownForMs) return cached;
    const standing = await findStanding(this.db, sessionId, now);
    if (standing === null || this.ended.has(sessionId)) {
      this.known.delete(sessionId);
      throw new AppError('unauthenticated', 'This sign-in was ended; sign in again', {
        details: { reason: `session_${await endingOf(this.db, sessionId)}` },
      });
    }
    if (this.known.size >= cachedSessions) this.known.clear();
    this.known.set(sessionId, { ...standing, readAt: now });
    return standing;
  }
}

function seconds(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
