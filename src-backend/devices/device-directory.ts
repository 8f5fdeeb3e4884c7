import { Inject, Injectable } from '@nestjs/common';
import type { CannotSendReason } from '#shared/account.ts';
import type { TenantEndpoint } from '../endpoints/endpoint-access.ts';
import { EndpointsService } from '../endpoints/endpoints.service.ts';
import type { InstanceAddress } from '../gateway/endpoint-address.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type DeviceRow, findDeviceOfAccount } from './devices.repository.ts';

/** How an account that is a device is reached now. */
export type ReachableDevice = { device: DeviceRow; address: InstanceAddress; endpoint: TenantEndpoint };

/** Finds the device behind an account, for those who send and fetch. */
@Injectable()
export class DeviceDirectory {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly endpoints: EndpointsService,
  ) {}

  /** Why it can't be reached, or how it is. */
  async find(tenantId: string, accountId: string): Promise<ReachableDevice | Exclude<CannotSendReason, 'token'>> {
    const device = await findDeviceOfAccount(this.db, tenantId, accountId);
    if (device === undefined) return 'not_configured';
    const endpoint = await this.endpoints.forTenant(tenantId);
    if (endpoint === undefined) return 'endpoint';
    return { device, endpoint, address: { endpoint, instance: device.instanceName } };
  }
}
