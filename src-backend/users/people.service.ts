import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { SessionId, TenantId, UserId } from '#shared/ids.ts';
import { isRaise, type Role } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import type { Person } from '#shared/wire/users-routes.ts';
import { AuditLog, type NewAuditEntry } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { roleLowered, type SessionEnding } from '../auth/session-events.ts';
import { SecondFactor } from '../auth/second-factor.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { StepUp } from '../auth/step-up.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { PasswordLinks } from './password-links.ts';
import {
  countOtherAdmins,
  loadMarked,
  loadSignIns,
  type Member,
  storeMember,
  storeSecondFactorForAdmins,
  toUser,
} from './users.repository.ts';
import { assertGrants, roleOf, UsersService } from './users.service.ts';

export interface UserChange {
  name?: string | undefined;
  role?: Role | undefined;
  active?: boolean | undefined;
}

interface Changed {
  user: User;
  tell: () => void;
}

/** What admins do about the people of their company. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly stepUp: StepUp,
    private readonly factor: SecondFactor,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly links: PasswordLinks,
    private readonly clock: Clock,
  ) {}

  /** Everybody of the company, with how they sign in. */
  async list(principal: Principal): Promise<Person[]> {
    const { tenantId } = principal;
    const [users, signIns, marked, invitations] = await Promise.all([
      this.users.list(tenantId),
      loadSignIns(this.db, tenantId, this.clock.now()),
      loadMarked(this.db, tenantId),
      this.links.listInvitations(principal),
    ]);
    return users.map((user) => {
      const invitation = invitations.find((each) => each.user.id === user.id);
      return {
        ...user,
        role: marked.superadmin.has(user.id) ? 'superadmin' : user.role,
        secondFactor: marked.secondFactor.has(user.id),
        lastSeenAt: null,
        signIns: 0,
        ...signIns.get(user.id),
        invitation: invitation === undefined ? null : { id: invitation.id, expiresAt: invitation.expiresAt },
      };
    });
  }

  /**
   * Raising rights wants a fresh proof; lowering them and switching off work without (ruling 29) and end the person's
   * sessions at once. Throws `forbidden`, `not_found`, and `conflict` for the last admin.
   */
  async update(principal: Principal, userId: UserId, change: UserChange): Promise<User> {
    const changed = await this.db.transaction().execute(async (tx) => await this.change(tx, principal, userId, change));
    changed.tell();
    return changed.user;
  }

  /** The same in the caller's transaction. Call `tell` after the commit. */
  async change(tx: Tx, principal: Principal, userId: UserId, change: UserChange): Promise<Changed> {
    const { tenantId } = principal;
    if (change.role !== undefined) assertGrants(principal, change.role);
    await serialise(tx, 'people');
    const member = await this.users.assertManages(principal, userId, tx);
    const changed = apply(member, change);
    if (isRaised(member, changed)) await this.stepUp.assertFresh(principal, tx);
    await assertSomebodyStays(tx, tenantId, member, changed);
    const acts = actsOf(member, changed);
    if (acts.length === 0) return { user: toUser(member), tell: () => this.told(tenantId, userId, [], 'revoked') };
    const version = await storeMember(tx, tenantId, changed);
    await this.changes.append(tx, tenantId, [{ entity: 'user', entityId: userId, version }]);
    for (const act of acts) {
      await this.audit.append(tx, { tenantId, actorId: principal.userId, target: userId, ...act });
    }
    const isLowered = changed.active === 0 || isRaise(roleOf(changed), roleOf(member));
    const reason = changed.active === 0 ? 'deactivated' : roleLowered;
    const ended = isLowered ? await this.sessions.revokeAll(tx, { tenantId, userId }, reason) : [];
    const how = changed.active === 0 ? 'revoked' : 'expired';
    return { user: toUser({ ...changed, version }), tell: () => this.told(tenantId, userId, ended, how) };
  }

  /** Ends all sessions of somebody, at once. */
  async signOut(principal: Principal, userId: UserId): Promise<void> {
    this.sessions.ended(await this.db.transaction().execute((tx) => this.endSessions(tx, principal, userId)));
  }

  /** The same in the caller's transaction. Tell `sessions` of the ended ones after the commit. */
  async endSessions(tx: Tx, principal: Principal, userId: UserId): Promise<SessionId[]> {
    const { tenantId, userId: actorId } = principal;
    await this.users.assertManages(principal, userId, tx);
    const ended = await this.sessions.revokeAll(tx, { tenantId, userId }, 'by_admin');
    const details = { count: ended.length };
    await this.audit.append(tx, { tenantId, actorId, action: 'session.revoked', target: userId, details });
    return ended;
  }

  /** For somebody who lost their phone. Their sessions end: whoever has the phone may have those, too. */
  async resetSecondFactor(principal: Principal, userId: UserId): Promise<void> {
    const { tenantId, userId: actorId } = principal;
    const ended = await this.db.transaction().execute(async (tx) => {
      await this.users.assertManages(principal, userId, tx);
      await this.factor.disable(tx, { tenantId, userId }, actorId);
      return await this.sessions.revokeAll(tx, { tenantId, userId }, 'second_factor_reset');
    });
    this.sessions.ended(ended);
  }

  private told(tenantId: TenantId, userId: UserId, ended: readonly SessionId[], how: SessionEnding): void {
    this.sessions.ended(ended, how);
    this.sessions.rightsChanged(userId);
    this.changes.announce(tenantId);
  }

  /** Must the company's admins have a second factor? Those without one can do nothing else until they have. */
  async askForSecondFactor(principal: Principal, isAsked: boolean): Promise<void> {
    const { tenantId, userId: actorId } = principal;
    await this.db.transaction().execute(async (tx) => {
      await storeSecondFactorForAdmins(tx, tenantId, isAsked);
      const details = { secondFactorForAdmins: isAsked };
      await this.audit.append(tx, { tenantId, actorId, action: 'security.changed', target: tenantId, details });
    });
    for (const { id } of await this.users.list(tenantId)) this.sessions.rightsChanged(id);
  }
}

function apply(member: Member, { name, role, active }: UserChange): Member {
  return {
    ...member,
    name: name ?? member.name,
    active: active === undefined ? member.active : Number(active),
    ...(role === undefined
      ? {}
      : { role: role === 'superadmin' ? 'admin' : role, superadmin: role === 'superadmin' ? 1 : 0 }),
  };
}

function isRaised(before: Member, after: Member): boolean {
  return isRaise(roleOf(before), roleOf(after)) || (before.active === 0 && after.active === 1);
}

function actsOf(before: Member, after: Member): Pick<NewAuditEntry, 'action' | 'details'>[] {
  const acts: Pick<NewAuditEntry, 'action' | 'details'>[] = [];
  if (before.name !== after.name) {
    acts.push({ action: 'user.updated', details: { field: 'name', from: before.name, to: after.name } });
  }
  if (roleOf(before) !== roleOf(after)) {
    acts.push({ action: 'user.role_changed', details: { from: roleOf(before), to: roleOf(after) } });
  }
  if (before.active !== after.active) {
    acts.push({ action: after.active === 1 ? 'user.reactivated' : 'user.deactivated' });
  }
  return acts;
}

/** A company without an admin, or an installation without a superadmin, could never be managed again. */
async function assertSomebodyStays(tx: Tx, tenantId: string, before: Member, after: Member): Promise<void> {
  const others = await countOtherAdmins(tx, tenantId, before.id);
  const stays = (of: (member: Member) => boolean): boolean =>
    !(before.active === 1 && of(before)) || (after.active === 1 && of(after));
  if (!stays((member) => member.role === 'admin') && others.admins === 0) {
    throw new AppError('conflict', 'This is the last admin of the company: make somebody else an admin first');
  }
  if (!stays((member) => member.superadmin === 1) && others.superadmins === 0) {
    throw new AppError('conflict', 'This is the last superadmin of the server: make somebody else one first');
  }
}
