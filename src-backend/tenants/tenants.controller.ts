import { Controller, Header, Headers, Inject, Param } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow, Public } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof, WhileEnrolling } from '../auth/proof.ts';
import { CONFIG, type Config } from '../config.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { serverAddress } from '../users/server-address.ts';
import { UsersService } from '../users/users.service.ts';
import { CompaniesService } from './companies.service.ts';
import { SetUpService } from './set-up.service.ts';
import { TenantsService } from './tenants.service.ts';

@Controller()
export class TenantsController {
  constructor(
    private readonly firstCompany: SetUpService,
    private readonly tenants: TenantsService,
    private readonly users: UsersService,
    private readonly companies: CompaniesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('setUp', 201)
  @Public('nobody exists yet who could sign in; refused once somebody does')
  async setUp(@RouteBody('setUp') body: ParsedBody<'setUp'>): Promise<RestResponse<'setUp'>> {
    return { ...(await this.firstCompany.setUp(body)), superadmin: true };
  }

  @Route('me')
  @Allow('signed_in')
  @WhileEnrolling()
  async me(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'me'>> {
    const { tenantId, userId, superadmin } = principal;
    const [user, tenant] = await Promise.all([this.users.get(tenantId, userId), this.tenants.get(tenantId)]);
    return { user, tenant, superadmin };
  }

  @Route('listTenants')
  @Allow('tenant.read')
  async list(): Promise<RestResponse<'listTenants'>> {
    return { tenants: await this.companies.list() };
  }

  @Route('createTenant', 201)
  @Allow('tenant.write')
  @FreshProof()
  @Header('cache-control', 'no-store')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createTenant') body: ParsedBody<'createTenant'>,
    @Headers('host') host: string | undefined,
  ): Promise<RestResponse<'createTenant'>> {
    return await this.companies.create(principal, body, serverAddress(this.config, host));
  }

  @Route('updateTenant')
  @Allow('tenant.write')
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('updateTenant') body: ParsedBody<'updateTenant'>,
  ): Promise<RestResponse<'updateTenant'>> {
    return await this.companies.update(principal, id, body);
  }
}
