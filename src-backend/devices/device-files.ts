import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { GatewayInstances } from '../gateway/gateway-instances.ts';
import { DeviceDirectory } from './device-directory.ts';

export type DeviceFile =
  | { kind: 'done'; bytes: Readable; mimeType: string }
  | { kind: 'gone' }
  | { kind: 'unreachable'; retryAfterMs: null };

/** Files of messages that came over a device: its gateway decrypts and hands them out. */
@Injectable()
export class DeviceFiles {
  constructor(
    private readonly devices: DeviceDirectory,
    private readonly instances: GatewayInstances,
  ) {}

  /** Never throws for what the gateway does. */
  async fetch(tenantId: string, accountId: string, wamid: string): Promise<DeviceFile> {
    const found = await this.devices.find(tenantId, accountId);
    if (typeof found === 'string') return { kind: 'unreachable', retryAfterMs: null };
    const answer = await this.instances.file(found.address, wamid);
    if (answer.kind === 'file') {
      const bytes = Buffer.from(answer.base64, 'base64');
      return { kind: 'done', bytes: Readable.from([bytes]), mimeType: answer.mimeType };
    }
    // It says so of what it never had, and of what WhatsApp no longer hands out.
    const isGone = answer.status === 400 || answer.status === 404;
    return isGone ? { kind: 'gone' } : { kind: 'unreachable', retryAfterMs: null };
  }
}
