import { Injectable } from '@nestjs/common';
import type { Content } from '#shared/content.ts';
import { type GatewayFile, GatewayClient } from '../gateway/gateway.client.ts';
import { GatewayInstances } from '../gateway/gateway-instances.ts';
import { type GatewayMessage, jidOf, toGatewayMessage, toGatewayReaction } from '../gateway/to-gateway-message.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { CallOutcome } from '../whatsapp/cloud-api.client.ts';
import { DeviceDirectory } from './device-directory.ts';
import { sameMessage } from './same-message.ts';

/** What goes to whom. `to`: digits. */
export type DeviceOrder = { tenantId: string; accountId: string; to: string } & (
  | { content: Content; replyTo: string | null; file: GatewayFile | null }
  | { reaction: string; target: { wamid: string; isOurs: boolean } }
);

interface Flight {
  accountId: string;
  to: string;
  content: Content | null;
  /** What the gateway told of it before it answered. */
  wamid: string | null;
}

const typingMs = 10_000;

/** Sends through the device of an account. */
@Injectable()
export class DeviceSending {
  private readonly inFlight = new Set<Flight>();

  constructor(
    private readonly devices: DeviceDirectory,
    private readonly client: GatewayClient,
    private readonly instances: GatewayInstances,
    private readonly metrics: Metrics,
  ) {}

  /** One call, within the endpoint's message_timeout. An answer that never comes is in doubt (R-6d). */
  async send(order: DeviceOrder): Promise<CallOutcome<{ wamid: string }>> {
    const outcome = await this.attempt(order);
    const labels = { outcome: outcome.kind === 'done' ? 'accepted' : outcome.kind };
    this.metrics.count('parley_device_sends_total', 'Calls that send through a device, by how they ended', labels);
    return outcome;
  }

  /**
   * The gateway tells of a message that it has sent for us. True when it is the one whose answer is being waited for: then
   * the answer may get lost without a doubt.
   */
  noteSent(sent: { accountId: string; to: string; wamid: string; content: Content | null }): boolean {
    const flight = [...this.inFlight].find(
      ({ accountId, to, content }) =>
        accountId === sent.accountId && to === sent.to && content !== null && sameMessage(content, sent.content),
    );
    if (flight === undefined) return false;
    flight.wamid ??= sent.wamid;
    return true;
  }

  /** Blue ticks, with `typing` also "typing…". A courtesy: tried once. */
  async markRead(
    tenantId: string,
    accountId: string,
    { to, wamid, typing }: { to: string; wamid: string; typing: boolean },
  ): Promise<void> {
    const found = await this.devices.find(tenantId, accountId);
    if (typeof found === 'string') return;
    await this.instances.markRead(found.address, jidOf(to), wamid);
    // It ends when the bubble goes.
    if (typing) void this.instances.showTyping(found.address, to, typingMs);
  }

  private async attempt(order: DeviceOrder): Promise<CallOutcome<{ wamid: string }>> {
    const found = await this.devices.find(order.tenantId, order.accountId);
    if (typeof found === 'string') return { ...refusal('The device is not connected'), hold: found };
    const isReaction = 'reaction' in order;
    const message: GatewayMessage | null = isReaction
      ? toGatewayReaction(order.to, order.target, order.reaction)
      : toGatewayMessage(order.to, order.content, order.replyTo);
    if (message === null)
      return { ...refusal('Numbers linked by QR code can’t send this kind of message'), code: 131051 };
    const file = isReaction ? null : order.file;
    if (message.fileField !== null && file === null) {
      return { ...refusal('The file is no longer on the server: upload it again'), code: 131051 };
    }
    const { accountId, to } = order;
    const flight: Flight = { accountId, to, content: isReaction ? null : order.content, wamid: null };
    this.inFlight.add(flight);
    try {
      const timeoutMs = found.endpoint.settings.messageTimeout * 1000;
      const outcome = await this.client.send(found.address, message, file, timeoutMs);
      const { wamid } = flight;
      return outcome.kind === 'unknown' && wamid !== null ? { kind: 'done', value: { wamid } } : outcome;
    } finally {
      this.inFlight.delete(flight);
    }
  }
}

const refusal = (title: string) =>
  ({ kind: 'refused', status: 400, code: null, title, details: null, retryAfterMs: null }) as const;
