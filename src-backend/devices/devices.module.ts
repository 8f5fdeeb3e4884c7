import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { EndpointsModule } from '../endpoints/endpoints.module.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { MetricsRegistryModule } from '../metrics/metrics-registry.module.ts';
import { WhatsappModule } from '../whatsapp/whatsapp.module.ts';
import { DeviceAccessModule } from './device-access.module.ts';
import { DeviceLinks } from './device-links.ts';
import { DeviceWatch } from './device-watch.ts';
import { DeviceWebhooks } from './device-webhook.ts';
import { DevicesController } from './devices.controller.ts';
import { DevicesService } from './devices.service.ts';
import { GatewayInbox } from './gateway-inbox.ts';
import { SettleDoubts } from './settle-doubts.ts';

/** Numbers that are linked by QR code, over the endpoint of their company. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    DeviceAccessModule,
    EndpointsModule,
    GatewayModule,
    InboxModule,
    MetricsRegistryModule,
    WhatsappModule,
  ],
  controllers: [DevicesController],
  providers: [DeviceLinks, DeviceWatch, DeviceWebhooks, DevicesService, GatewayInbox, SettleDoubts],
  exports: [DevicesService],
})
export class DevicesModule {}
