import { Inject, Injectable } from '@nestjs/common';
import { type Device, DeviceState } from '#shared/device.ts';
import { AppError } from '#shared/error.ts';
import { type AccountId, type DeviceId, newId } from '#shared/ids.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import type { TenantEndpoint } from '../endpoints/endpoint-access.ts';
import { EndpointsService } from '../endpoints/endpoints.service.ts';
import { GatewayInstances, type GatewayRefusal, type LinkCode } from '../gateway/gateway-instances.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { DeviceLinks } from './device-links.ts';
import { DeviceWebhooks } from './device-webhook.ts';
import {
  changeDevice,
  countDevices,
  type DeviceRow,
  findDevice,
  insertDevice,
  listDeviceRows,
  toDevice,
} from './devices.repository.ts';

/** Numbers that are linked by QR code (E-4): adding, showing the code, connecting again, removing. */
@Injectable()
export class DevicesService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly endpoints: EndpointsService,
    private readonly instances: GatewayInstances,
    private readonly webhooks: DeviceWebhooks,
    private readonly links: DeviceLinks,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  async list({ tenantId }: Principal): Promise<Device[]> {
    return (await listDeviceRows(this.db, tenantId)).map(toDevice);
  }

  /** How many of all companies are in each state. */
  async counts(): Promise<{ tenantId: string; state: string; count: number }[]> {
    return await countDevices(this.db);
  }

  /** Throws `conflict` when the company has no endpoint, `upstream` when that does not take the device. */
  async add(principal: Principal, name: string): Promise<Device> {
    const { tenantId, userId } = principal;
    const endpoint = await this.endpointOf(principal);
    const id = newId<DeviceId>();
    const now = this.clock.now();
    const row = await this.db.transaction().execute(async (tx) => {
      const made: DeviceRow = {
        tenantId,
        id,
        name,
        instanceName: `parley-${id}`,
        endpointName: endpoint.name,
        state: 'waiting',
        problem: null,
        number: null,
        accountId: null,
        ...(await this.webhooks.newSecret(tx, tenantId, id)),
        webhookUrl: this.webhooks.addressOf(id, endpoint),
        stateSince: now,
        nextCheckAt: now + endpoint.settings.reconnectInterval * 1000,
        createdBy: userId,
        createdAt: now,
        removedAt: null,
        instanceRemoved: 0,
      };
      await insertDevice(tx, made);
      await this.audit.append(tx, {
        tenantId,
        actorId: userId,
        action: 'device.added',
        target: id,
        details: { endpointName: endpoint.name },
      });
      return made;
    });
    const created = await this.create(row, endpoint);
    if (created !== null) {
      // Whether it was made is not known: it is looked for until it is gone.
      await changeDevice(this.db, row, { removedAt: this.clock.now(), nextCheckAt: this.clock.now() });
      throw failed(created);
    }
    return toDevice(row);
  }

  /** What a phone is to scan now; null when there is nothing to scan. */
  async code(principal: Principal, id: string): Promise<{ state: DeviceState; qr: LinkCode | null }> {
    const row = await this.get(principal, id);
    if (row.state === 'connected') return { state: 'connected', qr: null };
    const endpoint = await this.endpointOf(principal);
    return await this.connect(row, endpoint);
  }

  async reconnect(principal: Principal, id: string): Promise<Device> {
    const row = await this.get(principal, id);
    const endpoint = await this.endpointOf(principal);
    const { tenantId, userId: actorId } = principal;
    await this.db.transaction().execute(async (tx) => {
      await this.audit.append(tx, { tenantId, actorId, action: 'device.reconnected', target: id });
      // A phone that scans is news whatever was before.
      if (row.state === 'logged_out') await changeDevice(tx, row, { state: 'waiting', problem: null });
    });
    // Of one that is connected, a person has seen that it is not.
    if (row.state === 'connected') await this.instances.restart({ endpoint, instance: row.instanceName });
    await this.connect(await this.get(principal, id), endpoint);
    return toDevice(await this.get(principal, id));
  }

  /** The gateway is told to unlink it; where it can't be reached, it is told later. */
  async remove(principal: Principal, id: string): Promise<void> {
    const row = await this.get(principal, id);
    const { tenantId, userId: actorId } = principal;
    const now = this.clock.now();
    await this.db.transaction().execute(async (tx) => {
      await changeDevice(tx, row, { removedAt: now, nextCheckAt: now });
      await this.audit.append(tx, { tenantId, actorId, action: 'device.removed', target: id });
    });
    if (row.accountId !== null) await this.accounts.remove(principal, row.accountId as AccountId);
    await this.removeInstance(row);
  }

  /** Takes a removed device from its gateway. False: it has to be tried again. */
  async removeInstance(row: DeviceRow): Promise<boolean> {
    const endpoint = this.endpoints.byName(row.endpointName);
    if (endpoint === undefined) return false;
    const answer = await this.instances.remove({ endpoint, instance: row.instanceName });
    if (answer.kind === 'refused') return false;
    await changeDevice(this.db, row, { instanceRemoved: 1 });
    return true;
  }

  /**
   * Makes the gateway connect it, and notes how far that is. A device the gateway does not have is made again. Throws
   * `upstream`.
   */
  async connect(row: DeviceRow, endpoint: TenantEndpoint): Promise<{ state: DeviceState; qr: LinkCode | null }> {
    const address = { endpoint, instance: row.instanceName };
    let answer = await this.instances.connect(address);
    if (answer.kind === 'state' && answer.state === 'missing') {
      const created = await this.create(row, endpoint);
      if (created !== null) throw failed(created);
      answer = await this.instances.connect(address);
    }
    if (answer.kind === 'refused') throw failed(answer);
    if (answer.kind === 'code') {
      await this.links.note(row, { state: 'connecting' });
      return { state: await this.stateOf(row), qr: answer.code };
    }
    if (answer.state === 'open') await this.noteOpen(row, endpoint);
    return { state: await this.stateOf(row), qr: null };
  }

  /** The gateway says that it is connected: with which phone? */
  async noteOpen(row: DeviceRow, endpoint: TenantEndpoint): Promise<void> {
    const address = { endpoint, instance: row.instanceName };
    const digits = await this.instances.phoneOf(address);
    if (digits === null) return;
    const mustUnlink = await this.links.note(row, { state: 'open', digits });
    if (mustUnlink) await this.instances.logout(address);
  }

  private async stateOf({ tenantId, id, state }: DeviceRow): Promise<DeviceState> {
    return DeviceState.parse((await findDevice(this.db, tenantId, id))?.state ?? state);
  }

  /** Makes it at the gateway; null: done. */
  private async create(row: DeviceRow, endpoint: TenantEndpoint): Promise<GatewayRefusal | null> {
    const webhookUrl = this.webhooks.addressOf(row.id, endpoint);
    const webhook = await this.webhooks.of({ ...row, webhookUrl });
    const answer = await this.instances.create({ endpoint, instance: row.instanceName }, webhook);
    const outcome = answer.kind === 'done' ? 'created' : 'failed';
    this.metrics.count('parley_device_creations_total', 'Devices that a gateway was asked to make', { outcome });
    if (answer.kind === 'refused') return answer;
    await changeDevice(this.db, row, { endpointName: endpoint.name, webhookUrl });
    return null;
  }

  private async endpointOf({ tenantId }: Principal): Promise<TenantEndpoint> {
    const endpoint = await this.endpoints.forTenant(tenantId);
    if (endpoint !== undefined) return endpoint;
    throw new AppError('conflict', 'Your company has no WhatsApp endpoint: ask a superadmin to assign one');
  }

  private async get({ tenantId }: Principal, id: string): Promise<DeviceRow> {
    const row = await findDevice(this.db, tenantId, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such device in your company');
    return row;
  }
}

function failed({ status, words }: GatewayRefusal): AppError {
  const cause = status === 401 ? 'the endpoint refuses its API key' : words;
  return new AppError('upstream', `Failed to create device: ${cause}`);
}
