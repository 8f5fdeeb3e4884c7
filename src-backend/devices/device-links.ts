import { Inject, Injectable } from '@nestjs/common';
import type { DeviceState } from '#shared/device.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { DeviceAccounts } from '../accounts/device-accounts.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { EndpointsService } from '../endpoints/endpoints.service.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { changeDevice, type DeviceRow, findDevice, findDeviceOfAccount } from './devices.repository.ts';

/** What is known of a device's connection. */
export type LinkNews =
  | { state: 'open'; digits: string }
  | { state: 'connecting' }
  /** `isUnlinked`: the phone has ended it, or WhatsApp: it won't come back by itself. */
  | { state: 'close'; isUnlinked: boolean }
  /** Nobody has scanned its codes in time. */
  | { state: 'refused' }
  /** The gateway has no such device. */
  | { state: 'missing' };

interface Outcome {
  canSend: AccountId | null;
  /** The phone that was linked must not be. */
  mustUnlink: boolean;
}

const problems = {
  loggedOut: 'The phone has unlinked this device: press Reconnect and scan the code again',
  refused: 'No phone scanned the code in time: press Reconnect and scan the new one',
  missing: 'The endpoint does not know this device any more: press Reconnect and scan the code again',
};

/**
 * Notes how a device is connected and lets its account follow: it can send while the device is connected, and what was
 * held goes out when it is again. May be told the same any number of times.
 */
@Injectable()
export class DeviceLinks {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly deviceAccounts: DeviceAccounts,
    private readonly accountEvents: AccountEvents,
    private readonly endpoints: EndpointsService,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** True when the gateway is to unlink the phone again: it belongs to somebody else here. */
  async note(device: Pick<DeviceRow, 'tenantId' | 'id'>, news: LinkNews): Promise<boolean> {
    // Our own row: the id was made by newId.
    const tenantId = device.tenantId as TenantId;
    const hasEndpoint = (await this.endpoints.forTenant(tenantId)) !== undefined;
    const outcome = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const row = await findDevice(tx, tenantId, device.id);
      if (row === undefined) return null;
      return news.state === 'open'
        ? await this.connected(tx, row, news.digits, hasEndpoint)
        : await this.notConnected(tx, row, news);
    });
    if (outcome === null) return false;
    this.changes.announce(tenantId);
    if (outcome.canSend !== null) this.accountEvents.canSend(tenantId, outcome.canSend);
    return outcome.mustUnlink;
  }

  /**
   * Something was said to this phone: it must have an account to be taken in by, also when nobody told yet that it is
   * connected.
   */
  async ensureAccount(device: DeviceRow, digits: string): Promise<void> {
    if (device.number === digits && device.accountId !== null) return;
    // Our own row: the id was made by newId.
    const tenantId = device.tenantId as TenantId;
    await this.db.transaction().execute(async (tx) => {
      const row = await findDevice(tx, tenantId, device.id);
      // An event of a phone that it was linked to before is that phone's.
      if (row === undefined || row.accountId !== null) return;
      await this.adopt(tx, row, digits);
    });
    this.changes.announce(tenantId);
  }

  /** Somebody has removed its account. */
  async isOrphan({ tenantId, accountId }: DeviceRow, db: Db = this.db): Promise<boolean> {
    return accountId !== null && (await this.accounts.find(tenantId, accountId, db)) === undefined;
  }

  private async connected(tx: Tx, row: DeviceRow, digits: string, hasEndpoint: boolean): Promise<Outcome> {
    const tenantId = row.tenantId as TenantId;
    // Its account was removed: it must not come back by itself. The watch lets the device go.
    if (row.number === digits && (await this.isOrphan(row, tx))) return { canSend: null, mustUnlink: false };
    let accountId: AccountId;
    try {
      accountId = await this.adopt(tx, row, digits);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      await this.enter(tx, row, 'logged_out', error.message);
      return { canSend: null, mustUnlink: true };
    }
    const account = await this.accounts.find(tenantId, accountId, tx);
    const isNews = row.state !== 'connected' || account?.cannotSend === 'not_configured';
    await this.enter(tx, row, 'connected', null);
    // The endpoint's own troubles are over, too, when a device of it says that it is there.
    const reason = hasEndpoint ? null : 'endpoint';
    const isChanged = isNews || account?.cannotSend === 'endpoint';
    const changed = isChanged && (await this.accounts.markCannotSend(tx, tenantId, accountId, reason));
    return { canSend: changed && reason === null ? accountId : null, mustUnlink: false };
  }

  private async notConnected(tx: Tx, row: DeviceRow, news: Exclude<LinkNews, { state: 'open' }>): Promise<Outcome> {
    const [state, problem] = stateOf(row, news);
    await this.enter(tx, row, state, problem);
    if (row.accountId !== null) {
      const accountId = row.accountId as AccountId;
      await this.accounts.markCannotSend(tx, row.tenantId as TenantId, accountId, 'not_configured');
    }
    return { canSend: null, mustUnlink: false };
  }

  /** Gives the device the account of the phone. Throws `conflict` when that is another device's, or another company's. */
  private async adopt(tx: Tx, row: DeviceRow, digits: string): Promise<AccountId> {
    const tenantId = row.tenantId as TenantId;
    const accountId = await this.deviceAccounts.ensure(tx, tenantId, { digits, name: row.name });
    if (row.accountId === accountId) return accountId;
    const other = await findDeviceOfAccount(tx, tenantId, accountId);
    if (other !== undefined && other.id !== row.id) {
      throw new AppError('conflict', `This phone is linked by the device "${other.name}" already`);
    }
    // Another phone has scanned the code: the former one's conversations stay with its own account.
    if (row.accountId !== null) {
      await this.accounts.markCannotSend(tx, tenantId, row.accountId as AccountId, 'not_configured');
    }
    await changeDevice(tx, row, { accountId, number: digits });
    return accountId;
  }

  private async enter(tx: Tx, row: DeviceRow, state: DeviceState, problem: string | null): Promise<void> {
    if (row.state === state && row.problem === problem) return;
    const isNew = row.state !== state;
    await changeDevice(tx, row, { state, problem, ...(isNew ? { stateSince: this.clock.now() } : {}) });
    const became = isNew && (state === 'connected' || row.state === 'connected');
    if (!became) return;
    const { tenantId, id: target } = row;
    const action = state === 'connected' ? 'device.connected' : 'device.disconnected';
    await this.audit.append(tx, { tenantId, actorId: null, action, target, details: { state } });
    const outcome = state === 'connected' ? 'connected' : 'lost';
    this.metrics.count('parley_device_connections_total', 'Devices that connected, or lost it', { outcome });
  }
}

function stateOf(row: DeviceRow, news: Exclude<LinkNews, { state: 'open' }>): [DeviceState, string | null] {
  const wasLinked = row.accountId !== null;
  switch (news.state) {
    case 'connecting':
      // One that waits for a scan is said to be connecting, too.
      return [wasLinked && row.state !== 'logged_out' && row.state !== 'waiting' ? 'connecting' : 'waiting', null];
    case 'close':
      if (news.isUnlinked) return wasLinked ? ['logged_out', problems.loggedOut] : ['waiting', null];
      if (row.state === 'logged_out') return ['logged_out', row.problem];
      return [wasLinked && row.state !== 'waiting' ? 'disconnected' : 'waiting', row.problem];
    case 'refused':
      return [wasLinked ? 'logged_out' : 'waiting', problems.refused];
    case 'missing':
      return ['logged_out', problems.missing];
  }
}
