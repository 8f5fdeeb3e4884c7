import { Controller, Inject } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CONFIG, type Config } from '../config.ts';
import { Route } from '../platform/http/contract.ts';

@Controller()
export class EndpointsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Route('availableEndpoints')
  @Allow('endpoint.read', { orService: true })
  list(): RestResponse<'availableEndpoints'> {
    const { endpoints, problems } = this.config.endpoints;
    return {
      endpoints: endpoints.map(({ name }) => name),
      count: endpoints.length,
      ...(endpoints.length === 0 ? { message: 'No endpoints available' } : {}),
      ...(problems.length === 0 ? {} : { problems: [...problems] }),
    };
  }
}
