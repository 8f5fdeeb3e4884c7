import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.ts';
import { EndpointsModule } from '../endpoints/endpoints.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsRegistryModule } from './metrics-registry.module.ts';
import { MetricsService } from './metrics.service.ts';

/** What is counted and how things stand, for people and for Prometheus. */
@Module({
  imports: [DevicesModule, EndpointsModule, MetricsRegistryModule, TenantsModule],
  controllers: [MetricsController],
  providers: [MetricsService],
})
export class MetricsModule {}
