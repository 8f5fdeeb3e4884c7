import { Module } from '@nestjs/common';
import { EndpointRegistry } from './endpoint-registry.ts';
import { EndpointsController } from './endpoints.controller.ts';
import { EndpointsService } from './endpoints.service.ts';

/** The endpoints of the environment, and which company uses which. */
@Module({
  controllers: [EndpointsController],
  providers: [EndpointRegistry, EndpointsService],
  exports: [EndpointRegistry, EndpointsService],
})
export class EndpointsModule {}
