import { Controller, Header, Param } from '@nestjs/common';
import { AccountId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { type ParsedBody, Route, RouteBody, ZodPipe } from '../platform/http/contract.ts';
import { IntegrationTokens } from './integration-tokens.service.ts';

@Controller()
export class IntegrationTokensController {
  constructor(private readonly tokens: IntegrationTokens) {}

  @Route('listIntegrationTokens')
  @Allow('token.write')
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'listIntegrationTokens'>> {
    return { success: true, data: await this.tokens.list(tenantId) };
  }

  @Route('createIntegrationToken', 201)
  @Allow('token.write')
  @FreshProof()
  @Header('cache-control', 'no-store')
  async create(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createIntegrationToken') body: ParsedBody<'createIntegrationToken'>,
  ): Promise<RestResponse<'createIntegrationToken'>> {
    return { success: true, data: await this.tokens.create(principal, body) };
  }

  @Route('revokeIntegrationToken')
  @Allow('token.write')
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('accountId', new ZodPipe(AccountId)) accountId: AccountId,
  ): Promise<RestResponse<'revokeIntegrationToken'>> {
    await this.tokens.revoke(principal, accountId);
    return { success: true };
  }
}
