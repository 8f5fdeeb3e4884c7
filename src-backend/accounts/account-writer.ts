import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type AccountId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import { countryOf, displayPhone, toRecipientDigits } from '#shared/phone.ts';
import type { NewIntegration } from '#shared/wire/rest.ts';
import { AuditLog } from '../audit/audit-log.ts';
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

/** Who enters credentials: a person of the company, or a service in its name (null). */
export interface Enterer {
  tenantId: TenantId;
  userId: UserId | null;
}

/** What is entered of a number; what is left out stays as it is, or is taken from Meta. */
export interface EnteredAccount extends Pick<NewIntegration, 'phoneNumberId' | 'businessAccountId' | 'accessToken'> {
  name?: string | undefined;
  phoneNumber?: string | undefined;
  webhookVerifyToken?: string | undefined;
  readReceipts?: NewIntegration['readReceipts'] | undefined;
  businessId?: string | undefined;
  isActive?: boolean | undefined;
  /** That of the number's two-step verification, when we have just set it. */
  twoStepPin?: string | undefined;
}

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
   * credentials. Throws `conflict` when another company of this server has the number, when it goes through an endpoint,
   * or the verify token is taken.
   */
  async save(
    tx: Tx,
    enterer: Enterer,
    input: EnteredAccount,
    check: { configured: boolean; facts: NumberFacts | null },
  ): Promise<{ row: AccountRow; isNew: boolean }> {
    const { tenantId, userId: actorId } = enterer;
    const old = await findByNumber(tx, tenantId, input.phoneNumberId);
    await this.assertFree(tx, tenantId, input, old);
    const id = (old?.id as AccountId | undefined) ?? newId<AccountId>();
    const { twoStepPin } = input;
    const entered: Entered = {
      ...describe(input, check.facts, old),
      ...stateOf(check.configured, old, input.isActive),
      accessToken: await this.secrets.sealAccessToken(tx, tenantId, id, input.accessToken),
      tokenSetAt: this.clock.now(),
      tokenCheckedAt: null,
      tokenExpiresAt: check.facts?.tokenExpiresAt ?? null,
      tokenWarnedDays: null,
      twoStepPin:
        twoStepPin === undefined
          ? (old?.twoStepPin ?? null)
          : await this.secrets.sealTwoStepPin(tx, tenantId, id, twoStepPin),
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
    input: EnteredAccount,
    old: AccountRow | undefined,
  ): Promise<void> {
    const connected = await findConnected(tx, input.phoneNumberId);
    if (connected !== undefined && connected.tenantId !== tenantId) {
      throw new AppError('conflict', 'This number is connected to another company of this server', {
        details: { field: 'phoneNumberId' },
      });
    }
    if (old !== undefined && old.deletedAt === null && old.credentialSource === 'endpoint') {
      throw new AppError(
        'conflict',
        'This number goes through an endpoint and has no access token: remove its device first',
        {
          details: { field: 'phoneNumberId' },
        },
      );
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
    input: EnteredAccount,
    entered: Entered,
  ): Promise<AccountRow> {
    const now = this.clock.now();
    const row: AccountRow = {
      ...entered,
      id,
      tenantId,
      phoneNumberId: input.phoneNumberId,
      verifyToken: input.webhookVerifyToken ?? randomBytes(24).toString('hex'),
      color: leastUsedColor(await listAccountRows(tx, tenantId)),
      provider: 'meta_cloud',
      credentialSource: 'stored',
      readReceipts: input.readReceipts ?? 'on_open',
      appSecret: null,
      isDefault: 0,
      standing: null,
      endpointDownSince: null,
      autoCreateContacts: 1,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await insertAccount(tx, row);
    return row;
  }

  private async update(tx: Tx, old: AccountRow, input: EnteredAccount, entered: Entered): Promise<AccountRow> {
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

type Entered = Omit<
  AccountRow,
  | 'id'
  | 'tenantId'
  | 'phoneNumberId'
  | 'verifyToken'
  | 'color'
  | 'provider'
  | 'credentialSource'
  | 'readReceipts'
  | 'appSecret'
  | 'isDefault'
  | 'standing'
  | 'endpointDownSince'
  | 'autoCreateContacts'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
>;

function describe(input: EnteredAccount, facts: NumberFacts | null, old: AccountRow | undefined) {
  const phone = facts?.displayPhoneNumber ?? input.phoneNumber;
  const { displayPhoneNumber, country } = phone === undefined ? knownPhone(input, old) : readPhone(phone);
  return {
    name: input.name ?? old?.name ?? facts?.verifiedName ?? displayPhoneNumber,
    wabaId: input.businessAccountId,
    businessAccountId: input.businessAccountId,
    businessId: input.businessId ?? old?.businessId ?? null,
    displayPhoneNumber,
    country,
    qualityRating: facts?.qualityRating ?? null,
    onPhone: facts === null ? (old?.onPhone ?? 0) : Number(facts.onPhone),
  };
}

/** Meta's number is shown as it is where it is none that we can read (test numbers). */
function readPhone(phone: string): Pick<AccountRow, 'displayPhoneNumber' | 'country'> {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15) return { displayPhoneNumber: phone, country: null };
  const read = toRecipientDigits(phone, null);
  return { displayPhoneNumber: displayPhone(read), country: countryOf(read) };
}

/** Nobody has told the phone number: the ID stands in for it until Meta does. */
function knownPhone(input: EnteredAccount, old: AccountRow | undefined) {
  return { displayPhoneNumber: old?.displayPhoneNumber ?? input.phoneNumberId, country: old?.country ?? null };
}

/**
 * Once Meta has confirmed the number for this company it stays theirs, and goes on taking messages in, also while a newly
 * entered token doesn't work. What a person switched off stays off, unless they say otherwise.
 */
function stateOf(
  works: boolean,
  old: AccountRow | undefined,
  isActive: boolean | undefined,
): Pick<AccountRow, 'isActive' | 'configured' | 'cannotSend'> {
  const wasConfirmed = old?.configured === 1;
  const configured = works || wasConfirmed ? 1 : 0;
  const wasOff = old !== undefined && old.deletedAt === null && old.isActive === 0;
  if (!(isActive ?? !wasOff)) return { isActive: 0, configured, cannotSend: 'disabled' };
  return { isActive: 1, configured, cannotSend: works ? null : wasConfirmed ? 'token' : 'not_configured' };
}

export function leastUsedColor(rows: readonly AccountRow[]): number {
  const uses = Array.from({ length: colors }, (_, color) => rows.filter((row) => row.color === color).length);
  return uses.indexOf(Math.min(...uses));
}
