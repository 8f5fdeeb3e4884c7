import { Controller } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedQuery, Route, RouteQuery } from '../platform/http/contract.ts';
import { ChangePages } from './change-pages.ts';
import { Snapshots } from './snapshots.ts';

@Controller()
export class SyncController {
  constructor(
    private readonly pages: ChangePages,
    private readonly snapshots: Snapshots,
  ) {}

  @Route('changes')
  @Allow('inbox.read')
  async changes(
    @CurrentPrincipal() principal: Principal,
    @RouteQuery('changes') query: ParsedQuery<'changes'>,
  ): Promise<RestResponse<'changes'>> {
    return await this.pages.after(principal, query, query.limit);
  }

  @Route('snapshot')
  @Allow('inbox.read')
  async snapshot(
    @CurrentPrincipal() principal: Principal,
    @RouteQuery('snapshot') { cursor, since, limit }: ParsedQuery<'snapshot'>,
  ): Promise<RestResponse<'snapshot'>> {
    return await this.snapshots.page(principal, { since, limit, ...(cursor === undefined ? {} : { cursor }) });
  }
}
