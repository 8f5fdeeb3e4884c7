import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError } from '#shared/error.ts';
import { CONFIG, type Config } from '../config.ts';
import type { EndpointAddress } from '../gateway/endpoint-address.ts';
import type { DeviceWebhook } from '../gateway/gateway-instances.ts';
import { FieldEncryption, type Place } from '../platform/crypto/field-encryption.ts';
import type { Tx } from '../platform/database/database.ts';
import { webhookPath } from '../platform/http/access-policy.ts';
import { isLoopback } from '../platform/http/loopback.ts';
import type { DeviceRow } from './devices.repository.ts';

/** Where a gateway tells of a device, and by what we know that it is the gateway. */
@Injectable()
export class DeviceWebhooks {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly encryption: FieldEncryption,
    private readonly host: HttpAdapterHost,
  ) {}

  /** A gateway on this machine needs no PUBLIC_URL. Throws `conflict` when it could not reach us. */
  addressOf(deviceId: string, endpoint: EndpointAddress): string {
    const base = this.config.publicUrl ?? this.loopbackFor(endpoint);
    return `${base}${webhookPath}/gateway/${deviceId}`;
  }

  /** A secret of its own for a new device. */
  async newSecret(tx: Tx, tenantId: string, deviceId: string): Promise<Pick<DeviceRow, 'secret' | 'secretHash'>> {
    const plain = randomBytes(32).toString('base64url');
    const secret = await this.encryption.encrypt(tx, placeOf({ tenantId, id: deviceId }), plain);
    return { secret, secretHash: digest(plain).toString('hex') };
  }

  /** What the gateway is told. Never log, never answer with what comes from here. */
  async of(device: Pick<DeviceRow, 'tenantId' | 'id' | 'secret' | 'webhookUrl'>): Promise<DeviceWebhook> {
    const secret = await this.encryption.decrypt(placeOf(device), device.secret);
    return { url: device.webhookUrl, secret };
  }

  /** In constant time, also where there is no such device. */
  isFrom(device: Pick<DeviceRow, 'secretHash'> | undefined, authorization: unknown): boolean {
    const [, given = ''] = typeof authorization === 'string' ? (/^Bearer (\S{1,200})$/.exec(authorization) ?? []) : [];
    const expected = device === undefined ? digest('') : Buffer.from(device.secretHash, 'hex');
    return timingSafeEqual(digest(given), expected) && device !== undefined;
  }

  private loopbackFor({ apiUrl }: EndpointAddress): string {
    // The server's own socket: Nest types it as whatever the adapter has.
    const server = this.host.httpAdapter.getHttpServer() as import('node:http').Server;
    const address = server.address();
    if (isLoopback(new URL(apiUrl).hostname) && typeof address === 'object' && address !== null) {
      return `http://127.0.0.1:${address.port}`;
    }
    throw new AppError(
      'conflict',
      'The endpoint could not tell us of messages: set PUBLIC_URL to this server’s address',
    );
  }
}

const placeOf = ({ tenantId, id }: Pick<DeviceRow, 'tenantId' | 'id'>): Place => ({
  tenantId,
  table: 'device',
  column: 'secret',
  rowId: id,
});

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
