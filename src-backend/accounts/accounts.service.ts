import { Inject, Injectable } from '@nestjs/common';
import { type Account, type CannotSendReason, CredentialSource } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { type AuditAction, AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import { EndTokens } from '../integrations/end-tokens.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { AccountEvents } from './account-events.ts';
import { assertCredentialSource } from './credential-policy.ts';
import {
  type AccountRow,
  clearDefault,
  findAccount,
  findByNumber,
  findConnected,
  listAccountRows,
  listAccounts,
  listAccountsWithToken,
  listOnPhone,
  storeOnPhone,
  listTenantsWithEndpoint,
  toAccount,
  updateAccount,
} from './accounts.repository.ts';

export type { AccountRow } from './accounts.repository.ts';

interface Decision {
  action: AuditAction;
  change: Partial<AccountRow>;
  details?: { field: string; from: string | number | boolean; to: string | number | boolean };
}

/** What an admin may call a number, and how it behaves. */
export type AccountSettings = Pick<Account, 'name' | 'color' | 'readReceipts'> & { autoCreateContacts: boolean };

/** The numbers of a company and whether they may be used. Adding one: ConnectAccount. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
    private readonly endTokens: EndTokens,
  ) {}

  async list(tenantId: TenantId): Promise<AccountRow[]> {
    return await listAccountRows(this.db, tenantId);
  }

  /** As desktops see them. `db`: the transaction to read in. */
  async entities(tenantId: string, db: Db = this.db): Promise<Account[]> {
    return await listAccounts(db, tenantId);
  }

  /** Undefined also for another company's, and for one that was removed. */
  async find(tenantId: string, id: string, db: Db = this.db): Promise<Account | undefined> {
    const row = await findAccount(db, tenantId, id);
    return row === undefined ? undefined : toAccount(row);
  }

  /** With its credentials, sealed. `db`: the transaction to read in. */
  async row(tenantId: string, id: string, db: Db = this.db): Promise<AccountRow | undefined> {
    return await findAccount(db, tenantId, id);
  }

  /** The company's account of this number, connected or not. */
  async byNumber(tenantId: string, phoneNumberId: string): Promise<AccountRow | undefined> {
    return await findByNumber(this.db, tenantId, phoneNumberId);
  }

  /** Of all companies. */
  async withToken(): Promise<AccountRow[]> {
    return await listAccountsWithToken(this.db);
  }

  /** Accounts of all companies whose number is also used on a phone. */
  async onPhone(): Promise<AccountId[]> {
    // Our own rows: the ids were made by newId.
    return (await listOnPhone(this.db)).map(({ id }) => id as AccountId);
  }

  /** Of whatever tenant: a webhook says so. */
  async noteOnPhone(accountId: string): Promise<void> {
    await storeOnPhone(this.db, accountId);
  }

  /** Companies with an account that uses their endpoint. */
  async tenantsWithEndpoint(): Promise<string[]> {
    return await listTenantsWithEndpoint(this.db);
  }

  /** Since when its endpoint has been down, in the caller's transaction; null: it is well. */
  async noteEndpointDown(tx: Tx, tenantId: TenantId, accountId: AccountId, since: number | null): Promise<void> {
    const row = await updateAccount(tx, tenantId, accountId, { endpointDownSince: since });
    if (row === undefined) return;
    await this.changes.append(tx, tenantId, [{ entity: 'account', entityId: accountId, version: row.version }]);
  }

  /** What is known of an account's token, and the token itself. Undefined when the account is gone. */
  async noteToken(
    tx: Tx,
    tenantId: string,
    id: string,
    change: Partial<
      Pick<AccountRow, 'tokenCheckedAt' | 'tokenExpiresAt' | 'tokenWarnedDays' | 'accessToken' | 'tokenSetAt'>
    >,
  ): Promise<AccountRow | undefined> {
    return await updateAccount(tx, tenantId, id, change);
  }

  /** Where a webhook of this number goes, if any company has it connected. */
  async findByPhoneNumberId(phoneNumberId: string): Promise<AccountRow | undefined> {
    return await findConnected(this.db, phoneNumberId);
  }

  /**
   * Switches the account off, or on again. Throws `not_found`, also for another company's, and `forbidden` where its
   * credentials may no longer come from where they do.
   */
  async toggle(principal: Principal, accountId: AccountId): Promise<AccountRow> {
    const row = await this.act(principal, accountId, (old) => this.switched(old, old.isActive === 0));
    this.switchedOn(row);
    return row;
  }

  /** The same in the caller's transaction, to a state that is named. Announce it, and call `switchedOn`, after the commit. */
  async setActive(tx: Tx, principal: Principal, accountId: AccountId, isActive: boolean): Promise<AccountRow> {
    return await this.change(tx, principal, accountId, (old) => this.switched(old, isActive));
  }

  /** Call after the commit. What waits for a number that can send again goes out. */
  switchedOn({ tenantId, id, cannotSend }: AccountRow): void {
    // Our own row: the ids were made by newId.
    if (cannotSend === null) this.events.canSend(tenantId as TenantId, id as AccountId);
  }

  /** Changes one setting in the caller's transaction. Announce the change log after the commit. */
  async edit<F extends keyof AccountSettings>(
    tx: Tx,
    principal: Principal,
    accountId: AccountId,
    field: F,
    value: AccountSettings[F],
  ): Promise<void> {
    await this.change(tx, principal, accountId, (old) => {
      const before: AccountSettings = { ...toAccount(old), autoCreateContacts: old.autoCreateContacts === 1 };
      return {
        action: 'account.updated',
        // Flags are numbers in the database.
        change: { [field]: typeof value === 'boolean' ? Number(value) : value },
        details: { field, from: before[field], to: value },
      };
    });
  }

  private switched(old: AccountRow, isActive: boolean): Decision {
    const details = { field: 'active', from: old.isActive === 1, to: isActive };
    if (!isActive) return { action: 'account.disabled', change: { isActive: 0, cannotSend: 'disabled' }, details };
    assertCredentialSource(this.config.credentials, CredentialSource.parse(old.credentialSource));
    const cannotSend = old.configured === 1 ? null : 'not_configured';
    return { action: 'account.enabled', change: { isActive: 1, cannotSend }, details };
  }

  /** Takes the account away and erases its credentials. Its conversations stay. Throws `not_found`. */
  async remove(principal: Principal, accountId: AccountId): Promise<void> {
    await this.act(principal, accountId, () => ({
      action: 'account.removed',
      change: {
        isActive: 0,
        configured: 0,
        cannotSend: 'not_configured',
        accessToken: null,
        appSecret: null,
        twoStepPin: null,
        tokenExpiresAt: null,
        isDefault: 0,
        deletedAt: this.clock.now(),
      },
    }));
  }

  /**
   * Notes why the account can't send, or that it can again (null), in the caller's transaction. Announce the change
   * log after the commit; true when something changed.
   */
  async markCannotSend(
    tx: Tx,
    tenantId: TenantId,
    accountId: AccountId,
    reason: CannotSendReason | null,
  ): Promise<boolean> {
    const old = await findAccount(tx, tenantId, accountId);
    // What a person switched off stays off.
    if (old === undefined || old.cannotSend === reason || old.cannotSend === 'disabled') return false;
    const row = await updateAccount(tx, tenantId, accountId, { cannotSend: reason, updatedAt: this.clock.now() });
    if (row === undefined) return false;
    await this.changes.append(tx, tenantId, [{ entity: 'account', entityId: accountId, version: row.version }]);
    await this.audit.append(tx, {
      tenantId,
      actorId: null,
      action: reason === null ? 'account.can_send' : 'account.cannot_send',
      target: accountId,
      details: { reason },
    });
    return true;
  }

  /**
   * Was the token entered after `at`? Then an attempt that began before was made with another one, and its refusal says
   * nothing about this one (C-7).
   */
  async hasNewerToken(tx: Tx, tenantId: string, accountId: string, at: number): Promise<boolean> {
    const { tokenSetAt = null } = (await findAccount(tx, tenantId, accountId)) ?? {};
    return tokenSetAt !== null && tokenSetAt > at;
  }

  /** The account that is meant when a service names none (ruling 23). Throws `not_found`. */
  async makeDefault(principal: Principal, accountId: AccountId): Promise<AccountRow> {
    return await this.act(principal, accountId, async (_old, tx) => {
      await clearDefault(tx, principal.tenantId);
      return { action: 'account.made_default', change: { isDefault: 1 } };
    });
  }

  private async act(
    principal: Principal,
    accountId: AccountId,
    decide: (old: AccountRow, tx: Tx) => Decision | Promise<Decision>,
  ): Promise<AccountRow> {
    const row = await this.db.transaction().execute(async (tx) => await this.change(tx, principal, accountId, decide));
    this.changes.announce(principal.tenantId);
    return row;
  }

  private async change(
    tx: Tx,
    principal: Principal,
    accountId: AccountId,
    decide: (old: AccountRow, tx: Tx) => Decision | Promise<Decision>,
  ): Promise<AccountRow> {
    const { tenantId, userId: actorId } = principal;
    const old = await findAccount(tx, tenantId, accountId);
    if (old === undefined) throw new AppError('not_found', 'There is no such account in your company');
    const { action, change, details = {} } = await decide(old, tx);
    const changed = await updateAccount(tx, tenantId, accountId, { ...change, updatedAt: this.clock.now() });
    if (changed === undefined) throw new AppError('not_found', 'There is no such account in your company');
    const deleted = action === 'account.removed';
    await this.changes.append(tx, tenantId, [
      { entity: 'account', entityId: accountId, version: changed.version, deleted },
    ]);
    await this.audit.append(tx, { tenantId, actorId, action, target: accountId, details });
    // Connecting the number again must not bring an old token back to life.
    if (deleted) await this.endTokens.end(tx, principal, accountId);
    return changed;
  }
}
