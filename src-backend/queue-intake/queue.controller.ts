import { Controller, Param } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { type Caller, CurrentCaller, type IntegrationPrincipal } from '../auth/principal.ts';
import { TenantNames } from '../credentials/tenant-names.ts';
import { Route } from '../platform/http/contract.ts';
import { QueueIntake } from './queue-intake.ts';
import { QueueOrders } from './queue-orders.ts';

@Controller()
export class QueueController {
  constructor(
    private readonly intake: QueueIntake,
    private readonly orders: QueueOrders,
    private readonly tenants: TenantNames,
  ) {}

  @Route('queueState')
  @Allow('tenant.write', { orService: true })
  state(): RestResponse<'queueState'> {
    return { success: true, data: this.intake.state() };
  }

  @Route('queueMessage')
  @Allow('account.write', { orService: true })
  async message(
    @CurrentCaller() caller: Exclude<Caller, IntegrationPrincipal>,
    @Param('tenantId') name: string,
    @Param('key') key: string,
  ): Promise<RestResponse<'queueMessage'>> {
    const { tenantId } = await this.tenants.resolve(caller, name);
    const { id: messageId, wamid: waMessageId, sendState } = await this.orders.find(tenantId, key);
    return { success: true, data: { messageId, waMessageId, sendState } };
  }
}
