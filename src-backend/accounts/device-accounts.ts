import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type AccountId, newId, type TenantId } from '#shared/ids.ts';
import { countryOf, displayPhone } from '#shared/phone.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { deviceNumber } from '../gateway/event-schema.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { leastUsedColor } from './account-writer.ts';
import {
  type AccountRow,
  findByNumber,
  findConnected,
  insertAccount,
  listAccountRows,
  updateAccount,
} from './accounts.repository.ts';

/** Accounts of phones that are linked by QR code: they come with the scan, not with a form. */
@Injectable()
export class DeviceAccounts {
  constructor(
    private readonly tenants: TenantsService,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The account of this phone, made or, if it was removed, revived with its conversations. It can't send before whoever
   * calls says so. Throws `conflict` when another company of this server has the phone.
   */
  async ensure(tx: Tx, tenantId: TenantId, { digits, name }: { digits: string; name: string }): Promise<AccountId> {
    const phoneNumberId = deviceNumber(digits);
    const connected = await findConnected(tx, phoneNumberId);
    if (connected !== undefined && connected.tenantId !== tenantId) {
      throw new AppError('conflict', 'This phone is linked to another company of this server: unlink it there first');
    }
    const old = await findByNumber(tx, tenantId, phoneNumberId);
    // Our own row: the id was made by newId.
    if (old !== undefined && old.deletedAt === null) return old.id as AccountId;
    const row = old === undefined ? await this.insert(tx, tenantId, digits, name) : await this.revive(tx, old, name);
    await this.tenants.markWhatsappConfigured(tx, tenantId);
    await this.changes.append(tx, tenantId, [{ entity: 'account', entityId: row.id, version: row.version }]);
    await this.audit.append(tx, {
      tenantId,
      actorId: null,
      action: 'account.added',
      target: row.id,
      details: { provider: 'gateway', configured: true },
    });
    return row.id as AccountId;
  }

  private async revive(tx: Tx, old: AccountRow, name: string): Promise<AccountRow> {
    const row = await updateAccount(tx, old.tenantId, old.id, {
      name,
      isActive: 1,
      configured: 1,
      cannotSend: 'not_configured',
      deletedAt: null,
      updatedAt: this.clock.now(),
    });
    return row ?? old;
  }

  private async insert(tx: Tx, tenantId: string, digits: string, name: string): Promise<AccountRow> {
    const now = this.clock.now();
    const number = deviceNumber(digits);
    const row: AccountRow = {
      id: newId<AccountId>(),
      tenantId,
      // A device has no business account: people are known within their number.
      wabaId: number,
      phoneNumberId: number,
      accessToken: null,
      businessId: null,
      displayPhoneNumber: displayPhone(digits),
      qualityRating: null,
      isActive: 1,
      createdAt: now,
      updatedAt: now,
      businessAccountId: null,
      verifyToken: randomBytes(24).toString('hex'),
      configured: 1,
      name,
      color: leastUsedColor(await listAccountRows(tx, tenantId)),
      provider: 'gateway',
      credentialSource: 'endpoint',
      country: countryOf(digits),
      cannotSend: 'not_configured',
      readReceipts: 'on_open',
      appSecret: null,
      version: 1,
      deletedAt: null,
      isDefault: 0,
      tokenSetAt: null,
      tokenCheckedAt: null,
      tokenExpiresAt: null,
      tokenWarnedDays: null,
      twoStepPin: null,
      endpointDownSince: null,
      onPhone: 0,
      autoCreateContacts: 1,
      standing: null,
    };
    await insertAccount(tx, row);
    return row;
  }
}
