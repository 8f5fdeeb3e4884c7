import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { EndpointsService } from '../endpoints/endpoints.service.ts';
import {
  digitsOfJid,
  type GatewayEvent,
  itemsOf,
  MessageData,
  readEvent,
  withoutSecrets,
} from '../gateway/event-schema.ts';
import { GatewayInstances } from '../gateway/gateway-instances.ts';
import { contentOfParts } from '../gateway/map-gateway-content.ts';
import { Metrics } from '../metrics/metrics.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Ingest } from '../whatsapp/ingest.ts';
import { DeviceLinks, type LinkNews } from './device-links.ts';
import { DeviceSending } from './device-sending.ts';
import { DeviceWebhooks } from './device-webhook.ts';
import { type DeviceRow, findDeviceOfAnyTenant } from './devices.repository.ts';
import { SettleDoubts } from './settle-doubts.ts';

/** WhatsApp's reasons after which a phone has to scan again: it unlinked the device, or it is banned. */
const final = [401, 403];

const Connection = z.looseObject({
  state: z.string(),
  statusReason: z.number().optional().catch(undefined),
  wuid: z.string().max(200).optional().catch(undefined),
});

/** Takes in what gateways tell of devices. */
@Injectable()
export class GatewayInbox {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly endpoints: EndpointsService,
    private readonly webhooks: DeviceWebhooks,
    private readonly ingest: Ingest,
    private readonly links: DeviceLinks,
    private readonly instances: GatewayInstances,
    private readonly sending: DeviceSending,
    private readonly doubts: SettleDoubts,
    private readonly metrics: Metrics,
  ) {}

  /** Resolves once it is safe on disk and acted upon. Throws `unauthenticated`, and `unavailable`: send it again. */
  async take(deviceId: string, authorization: unknown, bytes: Buffer): Promise<void> {
    const device = await findDeviceOfAnyTenant(this.db, deviceId);
    if (!this.webhooks.isFrom(device, authorization) || device === undefined) {
      throw new AppError('unauthenticated', 'This is not the secret of this device');
    }
    const event = readable(bytes);
    if (event !== null && event.instance !== device.instanceName) {
      throw new AppError('invalid_input', 'The event is about another device', { details: { field: 'instance' } });
    }
    const digits = digitsOfJid(event?.sender);
    const isMessage = event?.event.startsWith('messages.') === true;
    if (digits !== null && isMessage) await this.links.ensureAccount(device, digits).catch(ofConflict);
    const { tenantId } = device;
    const endpoint = await this.endpoints.forTenant(tenantId);
    const tries = Math.max(1, endpoint?.settings.webhookRetries ?? 1);
    await this.ingest.accept(withoutSecrets(bytes), { id: device.id, tenantId }, { provider: 'gateway', tries });
    if (event !== null) await this.actOn(device, event);
  }

  private async actOn(device: DeviceRow, event: GatewayEvent): Promise<void> {
    switch (event.event) {
      case 'connection.update':
        return await this.connection(device, event);
      case 'logout.instance':
        await this.links.note(device, { state: 'close', isUnlinked: true });
        return;
      case 'instance.delete':
      case 'remove.instance':
        await this.links.note(device, { state: 'missing' });
        return;
      case 'send.message':
        return await this.sent(device, event);
      case 'messages.update':
        return this.count(event);
    }
  }

  private async connection(device: DeviceRow, event: GatewayEvent): Promise<void> {
    const data = Connection.safeParse(event.data).data;
    if (data === undefined) return;
    const news = newsOf(data, digitsOfJid(data.wuid) ?? digitsOfJid(event.sender));
    if (news === null) return;
    const mustUnlink = await this.links.note(device, news);
    const endpoint = mustUnlink ? await this.endpoints.forTenant(device.tenantId) : undefined;
    if (endpoint !== undefined) await this.instances.logout({ endpoint, instance: device.instanceName });
  }

  /** A message of ours has left: it settles a send whose answer was lost. */
  private async sent(device: DeviceRow, event: GatewayEvent): Promise<void> {
    const current = await findDeviceOfAnyTenant(this.db, device.id);
    if (current === undefined || current.accountId === null) return;
    const { accountId } = current;
    for (const item of itemsOf(event.data)) {
      const data = MessageData.safeParse(item).data;
      const to = digitsOfJid(data?.key.remoteJid);
      if (data === undefined || to === null) continue;
      const { content } = contentOfParts('', data.key.id, data.message ?? {});
      const told = { accountId, to, wamid: data.key.id, content };
      if (!this.sending.noteSent(told)) await this.doubts.settle(device.tenantId, told);
    }
  }

  private count(event: GatewayEvent): void {
    for (const item of itemsOf(event.data)) {
      const { status } = z.object({ status: z.string() }).safeParse(item).data ?? {};
      const outcome = status === 'DELIVERY_ACK' ? 'delivered' : status === 'ERROR' ? 'failed' : null;
      if (outcome === null) continue;
      this.metrics.count('parley_device_deliveries_total', 'Messages of devices that arrived, or failed', { outcome });
    }
  }
}

function newsOf({ state, statusReason }: z.infer<typeof Connection>, digits: string | null): LinkNews | null {
  switch (state) {
    case 'open':
      return digits === null ? null : { state, digits };
    case 'connecting':
    case 'refused':
      return { state };
    case 'close':
      return { state, isUnlinked: statusReason !== undefined && final.includes(statusReason) };
    default:
      return null;
  }
}

function readable(bytes: Buffer): GatewayEvent | null {
  try {
    return readEvent(bytes);
  } catch {
    // It is kept as a dead letter.
    return null;
  }
}

/** Somebody else's phone: its message is kept without a receiver. */
function ofConflict(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
}
