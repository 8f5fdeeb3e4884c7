import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { newId, type TenantId } from '#shared/ids.ts';
import type { PasswordLink } from '#shared/wire/users-routes.ts';
import type { TenantView } from '#shared/wire/tenants-routes.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { type AuditAction, AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, isUniqueViolation } from '../platform/database/database.ts';
import type { TenantTable } from '../platform/database/tables.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { PasswordLinks } from '../users/password-links.ts';
import { insertTenant, listTenantRows, storeTenant, toTenant } from './tenants.repository.ts';
import { TenantsService } from './tenants.service.ts';

export interface NewCompany {
  name: string;
  slug?: string | undefined;
  admin: { name: string; email: string };
}

export interface CompanyChange {
  name?: string | undefined;
  slug?: string | undefined;
  suspended?: boolean | undefined;
}

/** What superadmins do about companies. It opens none of their messages to them (ruling 51). */
@Injectable()
export class CompaniesService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly tenants: TenantsService,
    private readonly links: PasswordLinks,
    private readonly sessions: SessionsService,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly accountEvents: AccountEvents,
  ) {}

  async list(): Promise<TenantView[]> {
    return (await listTenantRows(this.db)).map(toView);
  }

  /** Its first admin is invited. Throws `conflict` for a taken slug or address. */
  async create(
    { userId: actorId }: Principal,
    input: NewCompany,
    base: string,
  ): Promise<{ tenant: TenantView; invitation: PasswordLink }> {
    const id = newId<TenantId>();
    const passwordHash = await this.links.unknownPassword();
    const { link, expiresAt } = await this.db.transaction().execute(async (tx) => {
      const tenant = await insertTenant(tx, id, input.name, this.clock.now(), input.slug).catch(asSlugConflict);
      await this.changes.append(tx, id, [{ entity: 'tenant', entityId: id, version: tenant.version }]);
      await this.audit.append(tx, { tenantId: id, actorId, action: 'company.created', target: id });
      return await this.links.inviteIn(tx, id, { ...input.admin, role: 'admin' }, passwordHash, { actorId, base });
    });
    return { tenant: await this.view(id), invitation: { link, expiresAt } };
  }

  /** Throws `not_found`, and `conflict` for a taken slug or one's own company. */
  async update(principal: Principal, reference: string, change: CompanyChange): Promise<TenantView> {
    const { userId: actorId } = principal;
    const { id, ended, isResumed } = await this.db.transaction().execute(async (tx) => {
      const row = await this.tenants.byReference(reference, tx);
      // Our own row: the id was made by newId.
      const tenantId = row.id as TenantId;
      if (change.suspended === true && tenantId === principal.tenantId) {
        throw new AppError('conflict', 'This is your own company: suspended, it would lock you out');
      }
      const changed = apply(row, change, this.clock.now());
      const acts = actsOf(row, changed);
      if (acts.length === 0) return { id: tenantId, ended: [], isResumed: false };
      const version = await storeTenant(tx, changed).catch(asSlugConflict);
      await this.changes.append(tx, tenantId, [{ entity: 'tenant', entityId: tenantId, version }]);
      for (const action of acts) await this.audit.append(tx, { tenantId, actorId, action, target: tenantId });
      const isSuspended = row.suspendedAt === null && changed.suspendedAt !== null;
      return {
        id: tenantId,
        ended: isSuspended ? await this.sessions.revokeAll(tx, { tenantId }, 'company_suspended') : [],
        isResumed: row.suspendedAt !== null && changed.suspendedAt === null,
      };
    });
    this.sessions.ended(ended);
    this.changes.announce(id);
    if (isResumed) await this.goOn(id);
    return await this.view(id);
  }

  /** Whoever waits for a number of theirs looks again: messages, campaigns, webhooks. */
  private async goOn(tenantId: TenantId): Promise<void> {
    for (const account of await this.accounts.entities(tenantId)) this.accountEvents.canSend(tenantId, account.id);
  }

  private async view(id: string): Promise<TenantView> {
    const [row] = await listTenantRows(this.db, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such company');
    return toView(row);
  }
}

function apply(row: TenantTable, { name, slug, suspended }: CompanyChange, now: number): TenantTable {
  const suspendedAt = suspended === undefined ? row.suspendedAt : suspended ? (row.suspendedAt ?? now) : null;
  return { ...row, name: name ?? row.name, slug: slug ?? row.slug, suspendedAt };
}

function actsOf(before: TenantTable, after: TenantTable): AuditAction[] {
  const acts: AuditAction[] = [];
  if (before.name !== after.name || before.slug !== after.slug) acts.push('company.updated');
  if (before.suspendedAt !== after.suspendedAt) {
    acts.push(after.suspendedAt === null ? 'company.resumed' : 'company.suspended');
  }
  return acts;
}

function toView(row: TenantTable & { users: number }): TenantView {
  return {
    ...toTenant(row),
    suspended: row.suspendedAt !== null,
    whatsappConfigured: row.whatsappConfigured === 1,
    users: row.users,
    createdAt: row.createdAt,
  };
}

function asSlugConflict(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new AppError('conflict', 'Another company has that slug', { details: { field: 'slug' } });
}
