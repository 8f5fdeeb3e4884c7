import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type ClientId, newId, type SessionId, type TenantId, type UserId } from '#shared/ids.ts';
import type { Tokens } from '#shared/wire/rest.ts';
import type { Session } from '#shared/wire/users-routes.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import type { ClientSessionTable } from '../platform/database/tables.ts';
import { UsersService } from '../users/users.service.ts';
import { AccessTokens } from './access-tokens.ts';
import { may, type Principal } from './principal.ts';
import { hashRefreshToken, newRefreshToken, nextRefreshToken } from './refresh-token.ts';
import { roleLowered, SessionEvents, type SessionEnding } from './session-events.ts';
import * as sessions from './sessions.repository.ts';

const day = 24 * 60 * 60_000;
export const idleMs = 7 * day;
export const absoluteMs = 30 * day;
/** A lost answer may be asked for again this long after the token was spent. */
export const lostAnswerMs = 30_000;

/** A refresh token was spent twice, or by another client than its own: somebody has a copy. */
type Misuse = 'refresh_token_reused' | 'refresh_token_of_another_client';

/** What a sign-in without a client is called. */
export const programName = 'API';

/** A desktop that is signed in. */
export interface OpenClient {
  clientId: string;
  sessionId: string;
  userId: string;
  name: string;
}

/** Sessions of signed-in clients, kept alive by rotating refresh tokens (S-45). */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: AccessTokens,
    private readonly users: UsersService,
    private readonly audit: AuditLog,
    private readonly events: SessionEvents,
    private readonly clock: Clock,
  ) {}

  /** A new session in the caller's transaction. The tokens are good once that is committed. */
  async open(
    tx: Tx,
    member: { tenantId: TenantId; userId: UserId },
    client: { id: ClientId; name: string },
  ): Promise<Tokens & { sessionId: SessionId }> {
    const now = this.clock.now();
    const sessionId = newId<SessionId>();
    const refreshToken = newRefreshToken();
    await sessions.forgetExpiredTokens(tx, member, now);
    await sessions.insertSession(tx, {
      id: sessionId,
      ...member,
      clientId: client.id,
      clientName: client.name,
      createdAt: now,
      lastUsedAt: now,
      idleExpiresAt: now + idleMs,
      absoluteExpiresAt: now + absoluteMs,
      revokedAt: null,
      revokedReason: null,
      provedAt: now,
    });
    await this.store(tx, refreshToken, { sessionId, parentHash: null });
    return { sessionId, refreshToken, ...this.tokens.issue(sessionId) };
  }

  /** The desktops of a company that are signed in, each once; programs that name no client keep nothing we know of. */
  async listClients(db: Db, tenantId: string): Promise<OpenClient[]> {
    const open = await sessions.listOpenSessions(db, { tenantId }, this.clock.now());
    const clients = open
      .filter(({ clientName }) => clientName !== programName)
      .map(({ clientId, id: sessionId, userId, clientName: name }) => ({ clientId, sessionId, userId, name }));
    return [...new Map(clients.toReversed().map((client) => [client.clientId, client])).values()];
  }

  /**
   * Trades a refresh token for its successor. A token that was spent already ends the session, unless it was spent
   * within the last 30 s and its successor never was: then the first answer got lost and is given again.
   * Throws `unauthenticated`; with reason `device_revoked` the desktop is to forget what it has (S-36).
   */
  async refresh(refreshToken: string, clientId: ClientId): Promise<Tokens> {
    const outcome = await this.db.transaction().execute(async (tx) => await this.rotate(tx, refreshToken, clientId));
    if ('refreshToken' in outcome) {
      return { refreshToken: outcome.refreshToken, ...this.tokens.issue(outcome.sessionId) };
    }
    if (outcome.ended !== null) this.events.revoked(outcome.ended);
    throw new AppError('unauthenticated', 'Your sign-in has ended; sign in again', {
      details: { reason: outcome.ended === null ? 'session_expired' : 'session_revoked' },
    });
  }

  /** Signs the client out, at once. */
  async logout(principal: Principal): Promise<void> {
    const { tenantId, userId, sessionId } = principal;
    await this.db.transaction().execute(async (tx) => {
      await sessions.revokeSession(tx, sessionId, 'logout', this.clock.now());
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'logout', target: sessionId });
    });
    this.events.revoked(sessionId);
  }

  /** Where somebody is signed in. */
  async list(principal: Principal, userId: UserId): Promise<Session[]> {
    const of = { tenantId: principal.tenantId, userId };
    const open = await sessions.listOpenSessions(this.db, of, this.clock.now());
    return open.map(({ id, clientName, createdAt, lastUsedAt }) => {
      // Our own row: the id was made by newId.
      return { id: id as SessionId, clientName, createdAt, lastUsedAt, current: id === principal.sessionId };
    });
  }

  /** Ends one session, at once: one's own, or that of somebody one may manage. Throws `not_found`. */
  async revoke(principal: Principal, sessionId: string): Promise<void> {
    const isEnded = await this.db.transaction().execute((tx) => this.end(tx, principal, sessionId));
    if (!isEnded) throw new AppError('not_found', 'There is no such session');
    // There is one of this id, made by newId.
    this.events.revoked(sessionId as SessionId);
  }

  /**
   * The same in the caller's transaction; false when it was over already. Tell `ended` after the commit. Throws
   * `not_found`, and `forbidden` for the session of somebody above.
   */
  async end(tx: Tx, principal: Principal, sessionId: string): Promise<boolean> {
    const { tenantId, userId } = principal;
    const session = await sessions.findSession(tx, sessionId);
    const isTheirs = session?.userId === userId;
    const mayManage = isTheirs || may(principal, 'user.write', 'viewer');
    if (session === undefined || session.tenantId !== tenantId || !mayManage) {
      throw new AppError('not_found', 'There is no such session');
    }
    if (session.revokedAt !== null) return false;
    // Our own row: the id was made by newId.
    if (!isTheirs) await this.users.assertManages(principal, session.userId as UserId, tx);
    await sessions.revokeSession(tx, sessionId, isTheirs ? 'by_owner' : 'by_admin', this.clock.now());
    const details = { userId: session.userId };
    await this.audit.append(tx, { tenantId, actorId: userId, action: 'session.revoked', target: sessionId, details });
    return true;
  }

  /** Ends sessions of somebody, or of a whole company, in the caller's transaction. Give the result to `ended`. */
  async revokeAll(
    tx: Tx,
    of: { tenantId: TenantId; userId?: UserId; except?: SessionId },
    reason: string,
  ): Promise<SessionId[]> {
    return await sessions.revokeOpenSessions(tx, of, reason, this.clock.now());
  }

  /** Call after the commit that revoked them. */
  ended(sessionIds: readonly SessionId[], how: SessionEnding = 'revoked'): void {
    for (const sessionId of sessionIds) this.events.revoked(sessionId, how);
  }

  /** Call after the commit that changed somebody's rights and left their sessions alone. */
  rightsChanged(userId: UserId): void {
    this.events.rightsChanged(userId);
  }

  /** Sets one's own password; all other sessions end. */
  async changePassword(principal: Principal, password: string): Promise<void> {
    const { tenantId, userId, sessionId } = principal;
    const hash = await this.users.hashPassword(password);
    const ended = await this.db.transaction().execute(async (tx) => {
      await this.users.storePassword(tx, userId, hash);
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'password.set', target: userId });
      return await this.revokeAll(tx, { tenantId, userId, except: sessionId }, 'password_changed');
    });
    this.ended(ended);
  }

  private async rotate(
    tx: Tx,
    refreshToken: string,
    clientId: ClientId,
  ): Promise<{ sessionId: SessionId; refreshToken: string } | { ended: SessionId | null }> {
    const now = this.clock.now();
    const hash = hashRefreshToken(refreshToken);
    const stored = await sessions.findRefreshToken(tx, hash);
    const session = stored === undefined ? undefined : await sessions.findSession(tx, stored.sessionId);
    if (stored === undefined || session === undefined) return { ended: null };
    if (session.clientId === clientId && isOrderToErase(session)) throw deviceRevoked();
    if (!isAlive(session, now)) return { ended: null };
    // Our own row: the id was made by newId.
    const sessionId = session.id as SessionId;
    if (session.clientId !== clientId) return await this.endMisused(tx, session, 'refresh_token_of_another_client');

    const next = nextRefreshToken(refreshToken, this.config.jwtSecret);
    if (await sessions.spendRefreshToken(tx, hash, now)) {
      await this.store(tx, next, { sessionId, parentHash: hash });
      await sessions.prolongSession(tx, sessionId, now, now + idleMs);
      return { sessionId, refreshToken: next };
    }
    const spent = await sessions.findRefreshToken(tx, hash);
    const successor = await sessions.findRefreshToken(tx, hashRefreshToken(next));
    const wasLost = now - (spent?.spentAt ?? 0) <= lostAnswerMs && successor?.spentAt === null;
    return wasLost ? { sessionId, refreshToken: next } : await this.endMisused(tx, session, 'refresh_token_reused');
  }

  private async endMisused(tx: Tx, session: ClientSessionTable, reason: Misuse): Promise<{ ended: SessionId }> {
    await sessions.revokeSession(tx, session.id, reason, this.clock.now());
    await this.audit.append(tx, {
      tenantId: session.tenantId,
      actorId: null,
      action: 'session.token_reused',
      target: session.id,
      details: { reason, userId: session.userId },
    });
    return { ended: session.id as SessionId };
  }

  private async store(tx: Tx, token: string, link: { sessionId: string; parentHash: string | null }): Promise<void> {
    const row = { ...link, hash: hashRefreshToken(token), issuedAt: this.clock.now(), spentAt: null };
    await sessions.insertRefreshToken(tx, row);
  }
}

/** Somebody ended it on purpose: not its owner on that very desktop, no lowered role, and no token that may be copied. */
function isOrderToErase({ revokedReason }: ClientSessionTable): boolean {
  const others: readonly string[] = [
    roleLowered,
    'logout',
    'refresh_token_reused',
    'refresh_token_of_another_client',
  ] satisfies (Misuse | 'logout' | typeof roleLowered)[];
  return revokedReason !== null && !others.includes(revokedReason);
}

function deviceRevoked(): AppError {
  return new AppError('unauthenticated', 'This desktop was signed out by an admin or from another desktop', {
    details: { reason: 'device_revoked' },
  });
}

function isAlive(session: ClientSessionTable, now: number): boolean {
  return session.revokedAt === null && session.idleExpiresAt > now && session.absoluteExpiresAt > now;
}
