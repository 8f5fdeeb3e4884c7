import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantEndpoint } from '../endpoints/endpoint-access.ts';
import { EndpointsService } from '../endpoints/endpoints.service.ts';
import { GatewayInstances } from '../gateway/gateway-instances.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { DeviceLinks } from './device-links.ts';
import { DeviceWebhooks } from './device-webhook.ts';
import { changeDevice, type DeviceRow, listDevicesToCheck } from './devices.repository.ts';
import { DevicesService } from './devices.service.ts';

const lookEveryMs = 1000;
const atOnce = 20;
/** A removed device whose gateway does not answer, and one of a company without an endpoint, are looked at so often. */
const slowMs = 60_000;

/**
 * Asks gateways how their devices are: every health_check_interval, those that are not connected every
 * reconnect_interval. Finds what a gateway did not tell, and connects again what may (E-3, E-4).
 */
@Injectable()
export class DeviceWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly endpoints: EndpointsService,
    private readonly instances: GatewayInstances,
    private readonly devices: DevicesService,
    private readonly links: DeviceLinks,
    private readonly webhooks: DeviceWebhooks,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Looks at those whose time has come. Never rejects. */
  async look(): Promise<void> {
    this.running ??= this.run().finally(() => (this.running = null));
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      const due = await listDevicesToCheck(this.db, this.clock.now(), atOnce);
      await Promise.all(due.map((row) => this.check(row)));
    } catch (error) {
      this.log.error('The devices could not be looked at', { error });
    }
  }

  private async check(row: DeviceRow): Promise<void> {
    const { tenantId } = row;
    try {
      const again = row.removedAt === null ? await this.lookAt(row) : await this.clear(row);
      await changeDevice(this.db, row, { nextCheckAt: this.clock.now() + again });
    } catch (error) {
      this.log.error('A device could not be looked at', { tenantId, error });
      await changeDevice(this.db, row, { nextCheckAt: this.clock.now() + slowMs });
    }
  }

  private async clear(row: DeviceRow): Promise<number> {
    await this.devices.removeInstance(row);
    return slowMs;
  }

  /** Answers when to look again, in ms. */
  private async lookAt(row: DeviceRow): Promise<number> {
    if (await this.links.isOrphan(row)) {
      await changeDevice(this.db, row, { removedAt: this.clock.now() });
      return await this.clear(row);
    }
    const endpoint = await this.endpoints.forTenant(row.tenantId);
    if (endpoint === undefined) return slowMs;
    const { healthCheckInterval, reconnectInterval, autoReconnect } = endpoint.settings;
    const address = { endpoint, instance: row.instanceName };
    const answer = await this.instances.state(address);
    // The endpoint's own health is watched elsewhere.
    if (answer.kind === 'refused') return reconnectInterval * 1000;
    switch (answer.state) {
      case 'open':
        await this.devices.noteOpen(row, endpoint);
        await this.renewWebhook(row, endpoint);
        return healthCheckInterval * 1000;
      case 'connecting':
        await this.links.note(row, { state: 'connecting' });
        break;
      case 'close':
        await this.links.note(row, { state: 'close', isUnlinked: false });
        // Without its phone it would show codes that nobody looks at.
        if (autoReconnect && row.state === 'disconnected') await this.instances.connect(address);
        break;
      case 'missing':
        // One that waits is made again when its code is asked for.
        if (row.accountId !== null) await this.links.note(row, { state: 'missing' });
        break;
    }
    return reconnectInterval * 1000;
  }

  /** This server has another address than the gateway was told. */
  private async renewWebhook(row: DeviceRow, endpoint: TenantEndpoint): Promise<void> {
    const webhookUrl = this.webhooks.addressOf(row.id, endpoint);
    if (webhookUrl === row.webhookUrl) return;
    const webhook = await this.webhooks.of({ ...row, webhookUrl });
    const answer = await this.instances.setWebhook({ endpoint, instance: row.instanceName }, webhook);
    if (answer.kind === 'done') await changeDevice(this.db, row, { webhookUrl });
  }
}
