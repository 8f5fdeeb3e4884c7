import { Controller } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { StepUp } from '../auth/step-up.ts';
import type { Tx } from '../platform/database/database.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery } from '../platform/http/contract.ts';
import { CompanyService } from './company.service.ts';
import { Retention } from './retention.ts';

@Controller()
export class CompanyController {
  constructor(
    private readonly settings: CompanyService,
    private readonly retention: Retention,
    private readonly stepUp: StepUp,
  ) {}

  @Route('company')
  @Allow('company.read')
  async get(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'company'>> {
    return { company: await this.settings.get(tenantId) };
  }

  @Route('updateCompany')
  @Allow('company.write')
  async update(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('updateCompany') { edits }: ParsedBody<'updateCompany'>,
  ): Promise<RestResponse<'updateCompany'>> {
    const mayShorten = async (tx: Tx): Promise<void> => await this.stepUp.assertFresh(principal, tx);
    return { company: await this.settings.update(principal, edits, mayShorten) };
  }

  @Route('countRetention')
  @Allow('company.write')
  async count(
    @CurrentPrincipal() { tenantId }: Principal,
    @RouteQuery('countRetention') query: ParsedQuery<'countRetention'>,
  ): Promise<RestResponse<'countRetention'>> {
    return await this.retention.count(tenantId, query);
  }
}
