import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { newId, type TenantId } from '#shared/ids.ts';
import type { Tenant } from '#shared/tenant.ts';
import type { User } from '#shared/user.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { UsersService } from '../users/users.service.ts';
import { hasTenants, insertTenant } from './tenants.repository.ts';

export interface FirstCompany {
  company: string;
  name: string;
  email: string;
  password: string;
}

/** Makes an empty database into a company with one admin. */
@Injectable()
export class SetUpService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly users: UsersService,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async isNeeded(): Promise<boolean> {
    return !(await hasTenants(this.db));
  }

  /** The first company and its admin, who is superadmin too (ruling 51). Throws `conflict` once there is a company. */
  async setUp(input: FirstCompany): Promise<{ tenant: Tenant; user: User }> {
    await assertEmpty(this.db);
    const passwordHash = await this.users.hashPassword(input.password);
    const made = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, 'setup');
      await assertEmpty(tx);
      const tenantId = newId<TenantId>();
      const tenant = await insertTenant(tx, tenantId, input.company, this.clock.now());
      const { name, email } = input;
      const user = await this.users.insert(tx, tenantId, { name, email, role: 'superadmin' }, passwordHash);
      await this.changes.append(tx, tenantId, [
        { entity: 'tenant', entityId: tenant.id, version: tenant.version },
        { entity: 'user', entityId: user.id, version: user.version },
      ]);
      await this.audit.append(tx, { tenantId, actorId: user.id, action: 'company.created', target: tenantId });
      return { tenant, user };
    });
    this.changes.announce(made.tenant.id);
    return made;
  }
}

async function assertEmpty(db: Db): Promise<void> {
  if (await hasTenants(db)) throw new AppError('conflict', 'This server is already set up; sign in instead');
}
