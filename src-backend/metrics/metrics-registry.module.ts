import { Module } from '@nestjs/common';
import { Metrics } from './metrics.ts';

/** Where everything is counted. A module of its own: whoever counts must not need whoever shows. */
@Module({ providers: [Metrics], exports: [Metrics] })
export class MetricsRegistryModule {}
