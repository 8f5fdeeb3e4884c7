import { Controller, Param } from '@nestjs/common';
import { EndpointHealthStatus } from '#shared/wire/endpoints-routes.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { type Caller, CurrentCaller, type IntegrationPrincipal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { TenantNames } from '../credentials/tenant-names.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { AssignmentsService } from './assignments.service.ts';
import { EndpointBoard } from './endpoint-board.ts';
import { EndpointRegistry } from './endpoint-registry.ts';

type PersonOrService = Exclude<Caller, IntegrationPrincipal>;

@Controller()
export class EndpointsController {
  constructor(
    private readonly registry: EndpointRegistry,
    private readonly assignments: AssignmentsService,
    private readonly board: EndpointBoard,
    private readonly tenants: TenantNames,
  ) {}

  @Route('availableEndpoints')
  @Allow('endpoint.read', { orService: true })
  list(): RestResponse<'availableEndpoints'> {
    const endpoints = this.registry.names();
    const problems = this.registry.problems();
    return {
      endpoints,
      count: endpoints.length,
      ...(endpoints.length === 0 ? { message: 'No endpoints available' } : {}),
      ...(problems.length === 0 ? {} : { problems: [...problems] }),
    };
  }

  @Route('tenantEndpoint')
  @Allow('endpoint.read', { orService: true })
  async read(
    @CurrentCaller() caller: PersonOrService,
    @Param('tenantId') name: string,
  ): Promise<RestResponse<'tenantEndpoint'>> {
    const { tenantId, externalId } = await this.tenants.resolve(caller, name);
    const row = await this.assignments.get(tenantId);
    return {
      config: {
        id: row.id,
        tenant_id: externalId,
        endpoint_name: row.endpointName,
        is_configured: this.registry.isValid(row.endpointName),
        health_status: EndpointHealthStatus.parse(row.healthStatus),
        auto_reconnect: row.autoReconnect === 1,
        reconnect_interval: row.reconnectInterval,
      },
    };
  }

  @Route('assignEndpoint')
  @Allow('endpoint.assign', { orService: true })
  @FreshProof()
  async assign(
    @CurrentCaller() caller: PersonOrService,
    @Param('tenantId') name: string,
    @RouteBody('assignEndpoint') body: ParsedBody<'assignEndpoint'>,
  ): Promise<RestResponse<'assignEndpoint'>> {
    const row = await this.assignments.assign(await this.tenants.resolve(caller, name), body);
    return { config: { endpoint_name: row.endpointName, is_configured: true, health_status: 'unknown' } };
  }

  @Route('removeEndpoint')
  @Allow('endpoint.assign', { orService: true })
  @FreshProof()
  async remove(
    @CurrentCaller() caller: PersonOrService,
    @Param('tenantId') name: string,
  ): Promise<RestResponse<'removeEndpoint'>> {
    await this.assignments.remove(await this.tenants.resolve(caller, name));
    return { success: true };
  }

  @Route('endpointHealth')
  @Allow('endpoint.read', { orService: true })
  async health(@CurrentCaller() caller: PersonOrService): Promise<RestResponse<'endpointHealth'>> {
    const isOfAll = caller.kind === 'service' || caller.person.superadmin;
    return { success: true, data: await this.board.list(isOfAll ? undefined : caller.person.tenantId) };
  }
}
