import { Module } from '@nestjs/common';
import { MetricsRegistryModule } from '../metrics/metrics-registry.module.ts';
import { GatewayClient } from './gateway.client.ts';
import { GatewayInstances } from './gateway-instances.ts';

/** WhatsApp gateways that speak Evolution API v2. */
@Module({
  imports: [MetricsRegistryModule],
  providers: [GatewayClient, GatewayInstances],
  exports: [GatewayClient, GatewayInstances],
})
export class GatewayModule {}
