import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AccountId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { type ParsedBody, Route, RouteBody, ZodPipe } from '../platform/http/contract.ts';
import { AccountViews } from './account-views.ts';
import { AccountsService } from './accounts.service.ts';
import { ConnectAccount } from './connect-account.ts';
import { assertMayRefer } from './token-reference.ts';

// The view shows verify tokens, so it is for those who may change accounts. Everyone else has accounts by sync.
@Controller()
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly connectAccount: ConnectAccount,
    private readonly views: AccountViews,
  ) {}

  @Route('listIntegrations')
  @Allow('account.write')
  async list(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listIntegrations'>> {
    return { success: true, data: await this.views.list(principal.tenantId) };
  }

  /** 201 for a new number, 200 when the number was known and is up to date now. */
  @Route('createIntegration', 201)
  @Allow('account.write')
  @FreshProof()
  async connect(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('createIntegration') body: ParsedBody<'createIntegration'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RestResponse<'createIntegration'>> {
    assertMayRefer(principal, body.accessToken);
    const { row, isNew, verification } = await this.connectAccount.connect(principal, body);
    if (!isNew) void reply.code(200);
    return { success: true, data: { ...(await this.views.of(row)), verification } };
  }

  @Route('deleteIntegration')
  @Allow('account.write')
  @FreshProof()
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new ZodPipe(AccountId)) id: AccountId,
  ): Promise<RestResponse<'deleteIntegration'>> {
    await this.accounts.remove(principal, id);
    return { success: true };
  }

  @Route('toggleIntegration')
  @Allow('account.write')
  async toggle(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new ZodPipe(AccountId)) id: AccountId,
  ): Promise<RestResponse<'toggleIntegration'>> {
    return { success: true, data: await this.views.of(await this.accounts.toggle(principal, id)) };
  }
}
