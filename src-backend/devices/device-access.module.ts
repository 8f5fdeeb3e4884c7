import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { MetricsRegistryModule } from '../metrics/metrics-registry.module.ts';
import { DeviceDirectory } from './device-directory.ts';
import { DeviceFiles } from './device-files.ts';
import { DeviceSending } from './device-sending.ts';

/** Sending and fetching through devices. A module of its own: the inbox needs it, and adding devices needs the inbox. */
@Module({
  imports: [EndpointsModule, GatewayModule, MetricsRegistryModule],
  providers: [DeviceDirectory, DeviceFiles, DeviceSending],
  exports: [DeviceDirectory, DeviceFiles, DeviceSending],
})
export class DeviceAccessModule {}
