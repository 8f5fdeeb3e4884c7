import { Controller, Header } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { Route } from '../platform/http/contract.ts';
import { MetricsService } from './metrics.service.ts';

@Controller()
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Route('metrics')
  @Allow('tenant.read', { orService: true })
  async figures(): Promise<RestResponse<'metrics'>> {
    return await this.metrics.figures();
  }

  @Route('prometheus')
  @Allow('tenant.read', { orService: true })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async text(): Promise<string> {
    return await this.metrics.text();
  }
}
