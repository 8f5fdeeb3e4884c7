import { Inject, Injectable } from '@nestjs/common';
import {
  type Company,
  type CompanyEdit,
  CompanySettings,
  defaultCompany,
  sameSetting,
  shortens,
} from '#shared/company.ts';
import { AppError } from '#shared/error.ts';
import type { TenantId, UserId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';

type Listener = (tenantId: TenantId) => void;
type Consent = (tx: Tx) => Promise<void>;

/** What a company has settled for everyone in it. */
@Injectable()
export class CompanyService {
  private readonly listeners = new Set<Listener>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Who has settled nothing has what everyone begins with. */
  async get(tenantId: string, db: Db = this.db): Promise<Company> {
    const row = await db.selectFrom('companySettings').selectAll().where('tenantId', '=', tenantId).executeTakeFirst();
    // Our own ids; the settings were checked when they came in, and what a newer version adds has its default.
    const id = tenantId as TenantId;
    if (row === undefined) return { id, version: 0, ...defaultCompany, updatedAt: null, updatedBy: null };
    const settings = CompanySettings.parse({ ...defaultCompany, ...JSON.parse(row.settings) });
    return { id, version: row.version, ...settings, updatedAt: row.updatedAt, updatedBy: row.updatedBy as UserId };
  }

  /** Called after each change. Returns its own unsubscribe. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** All of them or none, like `apply`. */
  async update(principal: Principal, edits: readonly CompanyEdit[], mayShorten: Consent): Promise<Company> {
    await this.db.transaction().execute(async (tx) => await this.apply(tx, principal, edits, { mayShorten }));
    this.told(principal.tenantId);
    return await this.get(principal.tenantId);
  }

  /** What `apply` wrote is on disk. */
  told(tenantId: TenantId): void {
    this.changes.announce(tenantId);
    for (const listener of this.listeners) listener(tenantId);
  }

  /**
   * In the caller's transaction, who says `told` afterwards. Throws `conflict` with a `Conflict` when somebody has
   * changed a field meanwhile; what says already what is wanted is left alone. `mayShorten` is asked when less would
   * be kept than now, and throws to refuse.
   */
  async apply(
    tx: Tx,
    { tenantId, userId }: Pick<Principal, 'tenantId' | 'userId'>,
    edits: readonly CompanyEdit[],
    { mayShorten }: { mayShorten: Consent },
  ): Promise<void> {
    await serialise(tx, `company ${tenantId}`);
    const { id: _, version, updatedAt: theirsAt, updatedBy: theirsBy, ...settings } = await this.get(tenantId, tx);
    const changed: CompanyEdit[] = [];
    let after: CompanySettings = settings;
    for (const edit of edits) {
      const now = after[edit.field];
      if (sameSetting(now, edit.value)) continue;
      if (!sameSetting(now, edit.base)) {
        throw new AppError('conflict', 'Somebody has changed this meanwhile: look at it before you change it', {
          details: { field: edit.field, mine: edit.value, theirs: now, base: edit.base, theirsBy, theirsAt },
        });
      }
      if (shortens(after, edit)) await mayShorten(tx);
      after = { ...after, [edit.field]: edit.value };
      changed.push(edit);
    }
    if (changed.length === 0) return;
    const row = {
      tenantId,
      version: version + 1,
      settings: JSON.stringify(after),
      updatedBy: userId,
      updatedAt: this.clock.now(),
    };
    await tx
      .insertInto('companySettings')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('tenantId').doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          settings: eb.ref('excluded.settings'),
          updatedBy: eb.ref('excluded.updatedBy'),
          updatedAt: eb.ref('excluded.updatedAt'),
        })),
      )
      .execute();
    await this.changes.append(tx, tenantId, [{ entity: 'company', entityId: tenantId, version: row.version }]);
    for (const { field, base, value } of changed) {
      const details = { field, ...(isPlain(base) && isPlain(value) ? { before: base, after: value } : {}) };
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'company.settled', target: tenantId, details });
    }
  }
}

/** Lists and texts stay out of the audit log; how many days something is kept is what one looks for there. */
const isPlain = (value: unknown): value is number | null => value === null || typeof value === 'number';
