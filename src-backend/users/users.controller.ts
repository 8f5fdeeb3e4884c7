import { Controller } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { UsersService } from './users.service.ts';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Route('listUsers')
  @Allow('user.read')
  async list(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listUsers'>> {
    return { users: await this.users.list(principal.tenantId) };
  }

  @Route('createUser', 201)
  @Allow('user.write')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createUser') body: ParsedBody<'createUser'>,
  ): Promise<RestResponse<'createUser'>> {
    return await this.users.create(principal, body);
  }
}
