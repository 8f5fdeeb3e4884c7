import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import type { Tenant } from '#shared/tenant.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import type { TenantTable } from '../platform/database/tables.ts';
import { findTenant, loadTenantsByIds, markWhatsappConfigured } from './tenants.repository.ts';

@Injectable()
export class TenantsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changes: ChangeLog,
  ) {}

  async get(tenantId: string): Promise<Tenant> {
    const [tenant] = await loadTenantsByIds(this.db, tenantId, [tenantId]);
    if (tenant === undefined) throw new AppError('not_found', 'There is no such company');
    return tenant;
  }

  /** By id, external id or slug (ruling 3). Throws `not_found`. */
  async byReference(reference: string, db: Db = this.db): Promise<TenantTable> {
    const tenant = await findTenant(db, reference);
    if (tenant === undefined) throw new AppError('not_found', 'There is no such company');
    return tenant;
  }

  /** The first number of the company works. */
  async markWhatsappConfigured(tx: Tx, tenantId: TenantId): Promise<void> {
    const tenant = await markWhatsappConfigured(tx, tenantId);
    if (tenant === null) return;
    await this.changes.append(tx, tenantId, [{ entity: 'tenant', entityId: tenant.id, version: tenant.version }]);
  }
}
