import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { newId, type PasswordLinkId, type TenantId, type UserId } from '#shared/ids.ts';
import type { Role } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import type { Invitation, PasswordLink } from '#shared/wire/users-routes.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { networkKey } from '../auth/login-throttle.ts';
import type { Principal } from '../auth/principal.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import type { PasswordLinkTable } from '../platform/database/tables.ts';
import { RequestLimits } from '../platform/http/request-limits.ts';
import { ChangeLog } from '../sync/change-log.ts';
import * as links from './password-links.repository.ts';
import { findMember } from './users.repository.ts';
import { assertGrants, UsersService } from './users.service.ts';

const dayMs = 24 * 60 * 60_000;
const validForMs = { invitation: 7 * dayMs, reset: dayMs };
const guesses = { perSecond: 0.2, burst: 20 };

/** Where the page is that asks for the new password. */
export const passwordPage = '/set-password';

/**
 * Single-use links by which people set their own password, so that no admin ever knows it and no mail server is needed:
 * the link is shown to the admin, once, who hands it on. Only its SHA-256 is stored.
 */
@Injectable()
export class PasswordLinks {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly limits: RequestLimits,
    private readonly clock: Clock,
  ) {}

  /** A new colleague without a password. `base`: the address of this server. Throws `forbidden`, `conflict`. */
  async invite(
    principal: Principal,
    input: { name: string; email: string; role: Role },
    base: string,
  ): Promise<PasswordLink & { user: User }> {
    assertGrants(principal, input.role);
    const { tenantId, userId: actorId } = principal;
    const passwordHash = await this.unknownPassword();
    const made = await this.db.transaction().execute(async (tx) => {
      return await this.inviteIn(tx, tenantId, input, passwordHash, { actorId, base });
    });
    this.changes.announce(tenantId);
    return made;
  }

  /** The same in the caller's transaction, which has checked the rights. `passwordHash`: of `unknownPassword`. */
  async inviteIn(
    tx: Tx,
    tenantId: TenantId,
    input: { name: string; email: string; role: Role },
    passwordHash: string,
    { actorId, base }: { actorId: UserId; base: string },
  ): Promise<PasswordLink & { user: User }> {
    const user = await this.users.add(tx, tenantId, input, passwordHash, { actorId, action: 'user.invited' });
    return { user, ...(await this.make(tx, tenantId, user.id, 'invitation', { actorId, base })) };
  }

  /** The hash of a password that nobody knows. */
  async unknownPassword(): Promise<string> {
    return await this.users.hashPassword(randomBytes(32).toString('base64url'));
  }

  /** A link for somebody who can't sign in. Links of before stop working. Throws `not_found`, `forbidden`, `conflict`. */
  async renew(principal: Principal, userId: UserId, base: string): Promise<PasswordLink> {
    const { tenantId, userId: actorId } = principal;
    return await this.db.transaction().execute(async (tx) => {
      const member = await this.users.assertManages(principal, userId, tx);
      if (member.active !== 1) throw new AppError('conflict', 'They are switched off: switch them on first');
      await links.endPasswordLinksOf(tx, tenantId, userId, this.clock.now());
      return await this.make(tx, tenantId, userId, 'reset', { actorId, base });
    });
  }

  async listInvitations(principal: Principal): Promise<Invitation[]> {
    const { tenantId } = principal;
    const users = new Map((await this.users.list(tenantId)).map((user) => [user.id as string, user]));
    const rows = await links.listInvitations(this.db, tenantId, this.clock.now());
    return rows.flatMap(({ id, userId, createdBy, createdAt, expiresAt }) => {
      const user = users.get(userId);
      // Our own row: the ids were made by newId.
      return user === undefined
        ? []
        : [{ id: id as PasswordLinkId, user, createdBy: createdBy as UserId, createdAt, expiresAt }];
    });
  }

  /** Throws `not_found` when there is none that could still be used. */
  async withdraw(principal: Principal, id: string): Promise<void> {
    const { tenantId, userId: actorId } = principal;
    await this.db.transaction().execute(async (tx) => {
      const isEnded = await links.endPasswordLink(tx, tenantId, id, this.clock.now());
      if (!isEnded) throw new AppError('not_found', 'There is no such invitation');
      await this.audit.append(tx, { tenantId, actorId, action: 'password.link_withdrawn', target: id });
    });
  }

  /** Sets the password, once. Every cause of a refusal has the same answer. Throws `not_found`, `rate_limited`. */
  async use(token: string, password: string, address: string): Promise<void> {
    this.limits.take({ key: `password-link:${networkKey(address)}`, ...guesses });
    const link = await this.usable(token);
    const passwordHash = await this.users.hashPassword(password);
    const ended = await this.db.transaction().execute(async (tx) => {
      const { tenantId, id, purpose } = link;
      if (!(await links.endPasswordLink(tx, tenantId, id, this.clock.now()))) throw useless();
      // Our own row: the ids were made by newId.
      const member = { tenantId: tenantId as TenantId, userId: link.userId as UserId };
      await this.users.storePassword(tx, member.userId, passwordHash);
      const details = { purpose };
      await this.audit.append(tx, { ...member, actorId: member.userId, action: 'password.set', target: id, details });
      return await this.sessions.revokeAll(tx, member, 'password_set_by_link');
    });
    this.sessions.ended(ended);
  }

  /** A slow hash is only made for whoever has a good link. */
  private async usable(token: string): Promise<PasswordLinkTable> {
    const link = await links.findPasswordLink(this.db, hashOf(token));
    if (link === undefined || link.endedAt !== null || link.expiresAt <= this.clock.now()) throw useless();
    const member = await findMember(this.db, link.tenantId, link.userId);
    if (member?.active !== 1) throw useless();
    return link;
  }

  private async make(
    tx: Tx,
    tenantId: TenantId,
    userId: UserId,
    purpose: 'invitation' | 'reset',
    { actorId, base }: { actorId: UserId; base: string },
  ): Promise<PasswordLink> {
    const token = `plk_${randomBytes(32).toString('base64url')}`;
    const now = this.clock.now();
    const expiresAt = now + validForMs[purpose];
    const id = newId<PasswordLinkId>();
    await links.insertPasswordLink(tx, {
      tenantId,
      id,
      userId,
      purpose,
      hash: hashOf(token),
      createdBy: actorId,
      createdAt: now,
      expiresAt,
      endedAt: null,
    });
    const details = { purpose, userId };
    await this.audit.append(tx, { tenantId, actorId, action: 'password.link_made', target: id, details });
    // Behind the #: it is in no log of any server on the way.
    return { link: `${base}${passwordPage}#${token}`, expiresAt };
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function useless(): AppError {
  return new AppError('not_found', 'This link was used, has expired or was withdrawn: ask an admin for a new one');
}
