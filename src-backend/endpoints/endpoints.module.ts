import { Module } from '@nestjs/common';
import { EndpointsController } from './endpoints.controller.ts';

@Module({ controllers: [EndpointsController] })
export class EndpointsModule {}
