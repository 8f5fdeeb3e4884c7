import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type AccountId, newId } from '#shared/ids.ts';
import { countryOf, displayPhone, toRecipientDigits } from '#shared/phone.ts';
import type { NewIntegration } from '#shared/wire/rest.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { AccountSecrets } from './account-secrets.ts';
import {
  type AccountRow,
  findByNumber,
  findConnected,
  insertAccount,
  isVerifyTokenTaken,
  listAccountRows,
  updateAccount,
} from './accounts.repository.ts';
import type { NumberFacts } from './graph-check.ts';

const colors = 8;

/** Writes what an admin entered for a number, in one transaction with its change and its audit entry. */
@Injectable()
export class AccountWriter {
  constructor(
    private readonly secrets: AccountSecrets,
    private readonly tenants: TenantsService,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds the number, or brings what is stored of it up to date (also of a removed one). `configured`: Meta accepted the
   * credentials. Throws `conflict` when another company of this server has the number, or the verify token is taken.
   */
  async save(
    tx: Tx,
    principal: Principal,
    input: NewIntegration,
    check: { configured: boolean; facts: NumberFacts | null },
  ): Promise<{ row: AccountRow; isNew: boolean }> {
    const { tenantId, userId: actorId } = principal;
    const old = await findByNumber(tx, tenantId, input.phoneNumberId);
    await this.assertFree(tx, tenantId, input, old);
    const id = (old?.id as AccountId | undefined) ?? newId<AccountId>();
    const accessToken = await this.secrets.sealAccessToken(tx, tenantId, id, input.accessToken);
    const entered = {
      ...describe(input, check.facts),
      ...stateOf(check.configured, old?.configured === 1),
      accessToken,
      deletedAt: null,
    };

    const row =
      old === undefined
        ? await this.insert(tx, tenantId, id, input, entered)
        : await this.update(tx, old, input, entered);
    const isNew = old === undefined || old.deletedAt !== null;
    if (check.configured) await this.tenants.markWhatsappConfigured(tx, tenantId);
    await this.changes.append(tx, tenantId, [{ entity: 'account', entityId: id, version: row.version }]);
    await this.audit.append(tx, {
      tenantId,
      actorId,
      action: isNew ? 'account.added' : 'account.updated',
      target: id,
      details: { phoneNumberId: row.phoneNumberId, wabaId: row.wabaId, configured: check.configured },
    });
    return { row, isNew };
  }

  private async assertFree(
    tx: Tx,
    tenantId: string,
    input: NewIntegration,
    old: AccountRow | undefined,
  ): Promise<void> {
    const connected = await findConnected(tx, input.phoneNumberId);
    if (connected !== undefined && connected.tenantId !== tenantId) {
      throw new AppError('conflict', 'This number is connected to another company of this server', {
        details: { field: 'phoneNumberId' },
      });
    }
    const { webhookVerifyToken } = input;
    if (webhookVerifyToken !== undefined && (await isVerifyTokenTaken(tx, webhookVerifyToken, old?.id ?? null))) {
      throw new AppError('conflict', 'This verify token is in use already; choose another, or leave it empty', {
        details: { field: 'webhookVerifyToken' },
      });
    }
  }

  private async insert(
    tx: Tx,
    tenantId: string,
    id: AccountId,
    input: NewIntegration,
    entered: Entered,
  ): Promise<AccountRow> {
    const now = this.clock.now();
    const row: AccountRow = {
      ...entered,
      id,
      tenantId,
      phoneNumberId: input.phoneNumberId,
      businessId: null,
      verifyToken: input.webhookVerifyToken ?? randomBytes(24).toString('hex'),
      color: leastUsedColor(await listAccountRows(tx, tenantId)),
      provider: 'meta_cloud',
      credentialSource: 'stored',
      readReceipts: input.readReceipts ?? 'on_open',
      appSecret: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await insertAccount(tx, row);
    return row;
  }

  private async update(tx: Tx, old: AccountRow, input: NewIntegration, entered: Entered): Promise<AccountRow> {
    const row = await updateAccount(tx, old.tenantId, old.id, {
      ...entered,
      verifyToken: input.webhookVerifyToken ?? old.verifyToken,
      readReceipts: input.readReceipts ?? old.readReceipts,
      updatedAt: this.clock.now(),
    });
    if (row === undefined) throw new AppError('not_found', 'There is no such account in your company');
    return row;
  }
}

type Entered = ReturnType<typeof describe> & ReturnType<typeof stateOf> & { accessToken: string; deletedAt: null };

function describe(input: NewIntegration, facts: NumberFacts | null) {
  const digits = toRecipientDigits(facts?.displayPhoneNumber ?? input.phoneNumber, null);
  return {
    name: input.name,
    wabaId: input.businessAccountId,
    businessAccountId: input.businessAccountId,
    displayPhoneNumber: displayPhone(digits),
    country: countryOf(digits),
    qualityRating: facts?.qualityRating ?? null,
  };
}

/**
 * `wasConfirmed`: Meta has confirmed the number for this company before. Then it stays theirs, and goes on taking
 * messages in, also while a newly entered token doesn't work.
 */
function stateOf(works: boolean, wasConfirmed: boolean) {
  return {
    isActive: 1,
    configured: works || wasConfirmed ? 1 : 0,
    cannotSend: works ? null : wasConfirmed ? ('token' as const) : ('not_configured' as const),
  };
}

function leastUsedColor(rows: readonly AccountRow[]): number {
  const uses = Array.from({ length: colors }, (_, color) => rows.filter((row) => row.color === color).length);
  return uses.indexOf(Math.min(...uses));
}
