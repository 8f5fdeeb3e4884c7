import { Controller } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow, Public } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { UsersService } from '../users/users.service.ts';
import { SetUpService } from './set-up.service.ts';
import { TenantsService } from './tenants.service.ts';

@Controller()
export class TenantsController {
  constructor(
    private readonly firstCompany: SetUpService,
    private readonly tenants: TenantsService,
    private readonly users: UsersService,
  ) {}

  @Route('setUp', 201)
  @Public('nobody exists yet who could sign in; refused once somebody does')
  async setUp(@RouteBody('setUp') body: ParsedBody<'setUp'>): Promise<RestResponse<'setUp'>> {
    return { ...(await this.firstCompany.setUp(body)), superadmin: true };
  }

  @Route('me')
  @Allow('signed_in')
  async me(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'me'>> {
    const { tenantId, userId, superadmin } = principal;
    const [user, tenant] = await Promise.all([this.users.get(tenantId, userId), this.tenants.get(tenantId)]);
    return { user, tenant, superadmin };
  }
}
