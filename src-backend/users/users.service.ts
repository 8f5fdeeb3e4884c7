import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { newId, type TenantId, type UserId } from '#shared/ids.ts';
import { can, canGrant, Role } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { type Principal, grantingRole } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx, isUniqueViolation } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { Passwords } from './passwords.ts';
import {
  findMember,
  findPasswordHash,
  findUserByEmail,
  insertGrant,
  insertUser,
  isSecondFactorForAdmins,
  listTenantsOf,
  loadUsers,
  loadUsersByIds,
  type Member,
  storePasswordHash,
} from './users.repository.ts';

export interface NewUser {
  name: string;
  email: string;
  password: string;
  role: Role;
}

/** What a right or wrong password tells. `tenantId`: the company they sign in to. */
export type Credentials =
  | { ok: true; userId: UserId; tenantId: TenantId }
  | {
      ok: false;
      reason: 'unknown' | 'password' | 'inactive' | 'no_company';
      userId: UserId | null;
      tenantId: TenantId | null;
    };

@Injectable()
export class UsersService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly passwords: Passwords,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** `db`: the transaction to read in. */
  async list(tenantId: string, db: Db = this.db): Promise<User[]> {
    return await loadUsers(db, tenantId);
  }

  /** Throws `not_found` for anyone who is not of this tenant. */
  async get(tenantId: TenantId, userId: UserId): Promise<User> {
    const [user] = await loadUsersByIds(this.db, tenantId, [userId]);
    if (user === undefined) throw new AppError('not_found', 'There is no such person in your company');
    return user;
  }

  /** A new colleague. Throws `forbidden` for a role above the creator's, `conflict` for a taken address. */
  async create(principal: Principal, input: NewUser): Promise<User> {
    assertGrants(principal, input.role);
    const passwordHash = await this.passwords.hash(input.password);
    const { tenantId, userId: actorId } = principal;
    const user = await this.db.transaction().execute(async (tx) => {
      return await this.add(tx, tenantId, input, passwordHash, { actorId, action: 'user.created' });
    });
    this.changes.announce(tenantId);
    return user;
  }

  /** A new member in the caller's transaction, with what desktops and the audit log are told. */
  async add(
    tx: Tx,
    tenantId: TenantId,
    input: Omit<NewUser, 'password'>,
    passwordHash: string,
    by: { actorId: UserId; action: 'user.created' | 'user.invited' },
  ): Promise<User> {
    const created = await this.insert(tx, tenantId, input, passwordHash);
    await this.changes.append(tx, tenantId, [{ entity: 'user', entityId: created.id, version: created.version }]);
    await this.audit.append(tx, { tenantId, ...by, target: created.id, details: { role: input.role } });
    return created;
  }

  /** Writes the rows of a new user. A `superadmin` is an admin of the tenant with the right of the installation. */
  async insert(tx: Tx, tenantId: TenantId, input: Omit<NewUser, 'password'>, passwordHash: string): Promise<User> {
    const id = newId<UserId>();
    const superadmin = input.role === 'superadmin';
    const { name, email } = input;
    try {
      await insertUser(tx, {
        id,
        name,
        email,
        passwordHash,
        superadmin: superadmin ? 1 : 0,
        active: 1,
        createdAt: this.clock.now(),
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError('conflict', 'There is already a user with that e-mail address', {
        details: { field: 'email' },
      });
    }
    const role = superadmin ? 'admin' : input.role;
    await insertGrant(tx, { tenantId, userId: id, role, version: 1 });
    return { id, version: 1, name, email, role, active: true };
  }

  async hashPassword(password: string): Promise<string> {
    return await this.passwords.hash(password);
  }

  async storePassword(tx: Tx, userId: UserId, passwordHash: string): Promise<void> {
    await storePasswordHash(tx, userId, passwordHash);
  }

  /** Throws `unavailable` under a flood. */
  async isPassword(userId: UserId, password: string): Promise<boolean> {
    const { matches } = await this.passwords.check(await findPasswordHash(this.db, userId), password);
    return matches;
  }

  /** Does the company ask its admins for a second factor? */
  async isSecondFactorForAdmins(tenantId: TenantId): Promise<boolean> {
    return await isSecondFactorForAdmins(this.db, tenantId);
  }

  /** Does it ask this one? */
  async needsSecondFactor(principal: Principal): Promise<boolean> {
    return can(grantingRole(principal), 'security.write') && (await this.isSecondFactorForAdmins(principal.tenantId));
  }

  /** Somebody of the company whose rights are not above one's own. Throws `not_found`, `forbidden`. */
  async assertManages(principal: Principal, userId: UserId, db: Db = this.db): Promise<Member> {
    const member = await findMember(db, principal.tenantId, userId);
    if (member === undefined) throw new AppError('not_found', 'There is no such person in your company');
    if (!canGrant(grantingRole(principal), roleOf(member))) {
      throw new AppError('forbidden', 'Their rights are above your own: ask somebody who holds as much');
    }
    return member;
  }

  /** Takes as long for an unknown address as for a known one. Throws `unavailable` under a flood. */
  async checkCredentials(email: string, password: string): Promise<Credentials> {
    const user = await findUserByEmail(this.db, email);
    const { matches, rehash } = await this.passwords.check(user?.passwordHash ?? null, password);
    if (user === undefined) return { ok: false, reason: 'unknown', userId: null, tenantId: null };
    const [tenantId = null] = (await listTenantsOf(this.db, user.id)) as TenantId[];
    const userId = user.id as UserId;
    if (!matches) return { ok: false, reason: 'password', userId, tenantId };
    if (user.active !== 1) return { ok: false, reason: 'inactive', userId, tenantId };
    if (tenantId === null) return { ok: false, reason: 'no_company', userId, tenantId };
    if (rehash !== null) await storePasswordHash(this.db, userId, rehash);
    return { ok: true, userId, tenantId };
  }
}

/** What they can do: the right of the installation counts above the role. */
export function roleOf(member: Pick<Member, 'role' | 'superadmin'>): Role {
  return member.superadmin === 1 ? 'superadmin' : Role.parse(member.role);
}

/** Throws `forbidden` for a role above one's own. */
export function assertGrants(principal: Principal, role: Role): void {
  if (canGrant(grantingRole(principal), role)) return;
  throw new AppError('forbidden', `You can't give the role ${role}: it is above your own`);
}
