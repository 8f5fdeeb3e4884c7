import { Controller, Header, Ip } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { Allow, Public } from './allow.ts';
import { LoginService } from './login.service.ts';
import { CurrentPrincipal, type Principal } from './principal.ts';
import { WhileEnrolling } from './proof.ts';
import { SessionsService } from './sessions.service.ts';

@Controller()
export class AuthController {
  constructor(
    private readonly logins: LoginService,
    private readonly sessions: SessionsService,
  ) {}

  @Route('login')
  @Public('this is how one becomes somebody; throttled')
  @Header('cache-control', 'no-store')
  async login(@RouteBody('login') body: ParsedBody<'login'>, @Ip() address: string): Promise<RestResponse<'login'>> {
    return await this.logins.login(body, address);
  }

  @Route('refresh')
  @Public('the refresh token is the proof')
  @Header('cache-control', 'no-store')
  async refresh(@RouteBody('refresh') body: ParsedBody<'refresh'>): Promise<RestResponse<'refresh'>> {
    return await this.sessions.refresh(body.refreshToken, body.clientId);
  }

  @Route('logout')
  @Allow('signed_in')
  @WhileEnrolling()
  async logout(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'logout'>> {
    await this.sessions.logout(principal);
    return { success: true };
  }
}
