import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { TenantId, UserId } from '#shared/ids.ts';
import type { Caller, IntegrationPrincipal } from '../auth/principal.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { companySuspended } from '../tenants/suspended.ts';

/** A company that was named in a route, and who acts in it; a service is nobody (null). */
export interface NamedTenant {
  tenantId: TenantId;
  externalId: string;
  userId: UserId | null;
}

/** Companies by what they are called outside: id, external id or slug (ruling 3). */
@Injectable()
export class TenantNames {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Undefined when nobody is called that. */
  async find(name: string): Promise<{ tenantId: TenantId; externalId: string; isSuspended: boolean } | undefined> {
    const rows = await this.db
      .selectFrom('tenant')
      .select(['id', 'externalId', 'suspendedAt'])
      .where((eb) => eb.or([eb('id', '=', name), eb('externalId', '=', name), eb('slug', '=', name)]))
      .execute();
    // A slug may look like another company's id.
    const row = rows.find(({ id }) => id === name) ?? rows.find(({ externalId }) => externalId === name) ?? rows[0];
    // Our own row: the id was made by newId.
    return row && { tenantId: row.id as TenantId, externalId: row.externalId, isSuspended: row.suspendedAt !== null };
  }

  /**
   * The company, for a person of it, a superadmin or a service. Throws `not_found`, also for another's company, and
   * `forbidden` for services of a suspended one.
   */
  async resolve(caller: Exclude<Caller, IntegrationPrincipal>, name: string): Promise<NamedTenant> {
    const found = await this.find(name);
    const person = caller.kind === 'person' ? caller.person : null;
    const isTheirs = person === null || person.superadmin || person.tenantId === found?.tenantId;
    if (found === undefined || !isTheirs) throw new AppError('not_found', 'There is no such company');
    if (found.isSuspended && person === null) throw companySuspended();
    const { tenantId, externalId } = found;
    // Of another company a superadmin is no member.
    return { tenantId, externalId, userId: person?.userId ?? null };
  }
}
