import { Controller } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../../auth/principal.ts';
import { type ParsedBody, Route, RouteBody } from '../../platform/http/contract.ts';
import { MutationsService } from './mutations.service.ts';

@Controller()
export class MutationsController {
  constructor(private readonly mutations: MutationsService) {}

  /** Each command has a permission of its own, judged when it is applied (R-8d). */
  @Route('mutate')
  @Allow('inbox.read')
  async mutate(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('mutate') { mutations }: ParsedBody<'mutate'>,
  ): Promise<RestResponse<'mutate'>> {
    return { results: await this.mutations.applyAll(principal, mutations) };
  }
}
