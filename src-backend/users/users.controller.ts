import { Controller, Inject, Param } from '@nestjs/common';
import type { UserId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { CONFIG, type Config } from '../config.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { PeopleService } from './people.service.ts';
import { UsersService } from './users.service.ts';

// An id of a path is looked up and never trusted: whatever it holds, an unknown one answers `not_found`.

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('listPeople')
  @Allow('user.write')
  async listPeople(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listPeople'>> {
    return { people: await this.people.list(principal), inboxFloor: this.config.inboxFloor };
  }

  @Route('listUsers')
  @Allow('user.read')
  async list(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listUsers'>> {
    return { users: await this.users.list(principal.tenantId) };
  }

  @Route('createUser', 201)
  @Allow('user.write')
  @FreshProof()
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createUser') body: ParsedBody<'createUser'>,
  ): Promise<RestResponse<'createUser'>> {
    return await this.users.create(principal, body);
  }

  @Route('updateUser')
  @Allow('user.write')
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @RouteBody('updateUser') body: ParsedBody<'updateUser'>,
  ): Promise<RestResponse<'updateUser'>> {
    return await this.people.update(principal, id as UserId, body);
  }

  @Route('listUserSessions')
  @Allow('user.write')
  async listSessions(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'listUserSessions'>> {
    const { id: userId } = await this.users.get(principal.tenantId, id as UserId);
    return { sessions: await this.sessions.list(principal, userId) };
  }

  @Route('revokeUserSessions')
  @Allow('user.write')
  async signOut(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'revokeUserSessions'>> {
    await this.people.signOut(principal, id as UserId);
    return { success: true };
  }

  @Route('resetSecondFactor')
  @Allow('user.write')
  @FreshProof()
  async resetSecondFactor(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'resetSecondFactor'>> {
    await this.people.resetSecondFactor(principal, id as UserId);
    return { success: true };
  }

  @Route('securitySettings')
  @Allow('security.write')
  async security(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'securitySettings'>> {
    return { secondFactorForAdmins: await this.users.isSecondFactorForAdmins(tenantId) };
  }

  @Route('changeSecuritySettings')
  @Allow('security.write')
  @FreshProof()
  async changeSecurity(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('changeSecuritySettings') { secondFactorForAdmins }: ParsedBody<'changeSecuritySettings'>,
  ): Promise<RestResponse<'changeSecuritySettings'>> {
    await this.people.askForSecondFactor(principal, secondFactorForAdmins);
    return { secondFactorForAdmins };
  }
}
