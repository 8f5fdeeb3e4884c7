import { Controller, Get, Header, Headers, Inject, Ip, Param } from '@nestjs/common';
import { UserId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow, Public } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { CONFIG, type Config } from '../config.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { passwordPageHtml, passwordPagePolicy, passwordPageScript } from './password-page.ts';
import { PasswordLinks, passwordPage } from './password-links.ts';
import { serverAddress } from './server-address.ts';

@Controller()
export class InvitationsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly links: PasswordLinks,
  ) {}

  @Route('inviteUser', 201)
  @Allow('user.write')
  @FreshProof()
  @Header('cache-control', 'no-store')
  async invite(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('inviteUser') body: ParsedBody<'inviteUser'>,
    @Headers('host') host: string | undefined,
  ): Promise<RestResponse<'inviteUser'>> {
    return await this.links.invite(principal, body, serverAddress(this.config, host));
  }

  @Route('listInvitations')
  @Allow('user.write')
  async list(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listInvitations'>> {
    return { invitations: await this.links.listInvitations(principal) };
  }

  @Route('withdrawInvitation')
  @Allow('user.write')
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'withdrawInvitation'>> {
    await this.links.withdraw(principal, id);
    return { success: true };
  }

  @Route('makePasswordLink', 201)
  @Allow('user.write')
  @FreshProof()
  @Header('cache-control', 'no-store')
  async renew(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('host') host: string | undefined,
  ): Promise<RestResponse<'makePasswordLink'>> {
    return await this.links.renew(principal, id as UserId, serverAddress(this.config, host));
  }

  @Route('usePasswordLink')
  @Public('the link is the proof; good once, and guesses are slowed down')
  async use(
    @RouteBody('usePasswordLink') { token, password }: ParsedBody<'usePasswordLink'>,
    @Ip() address: string,
  ): Promise<RestResponse<'usePasswordLink'>> {
    await this.links.use(token, password, address);
    return { success: true };
  }

  @Get(passwordPage)
  @Public('whoever was invited has no sign-in yet; it holds nothing')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', passwordPagePolicy)
  page(): string {
    return passwordPageHtml;
  }

  @Get(`${passwordPage}.js`)
  @Public('the script of that page')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return passwordPageScript;
  }
}
