import { Controller, Header, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RestResponse } from '#shared/wire/rest.ts';
import { signupCallbackPath } from '#shared/wire/signup-routes.ts';
import { Allow, Public } from '../auth/allow.ts';
import {
  type Caller,
  CurrentCaller,
  CurrentPrincipal,
  type IntegrationPrincipal,
  type Principal,
} from '../auth/principal.ts';
import { FreshProof } from '../auth/proof.ts';
import { CONFIG, type Config } from '../config.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery } from '../platform/http/contract.ts';
import { callbackPage } from './callback-page.ts';
import { SignupService } from './signup.service.ts';

@Controller()
export class SignupController {
  constructor(
    private readonly signups: SignupService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('startSignup')
  @Allow('account.write')
  async start(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<RestResponse<'startSignup'>> {
    const redirectUri = this.callbackUrl(request);
    const { url, state, expiresAt } = await this.signups.start(principal, redirectUri);
    return { success: true, data: { url, state, redirectUri, expiresAt: new Date(expiresAt).toISOString() } };
  }

  @Route('signupCallback')
  @Public('Meta’s dialog sends a browser here, which is not signed in; the page does nothing but lead to the desktop')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  callback(@RouteQuery('signupCallback') query: ParsedQuery<'signupCallback'>): string {
    return callbackPage(query);
  }

  @Route('signup')
  @Allow('account.write', { orService: true })
  @FreshProof()
  async finish(
    @CurrentCaller() caller: Exclude<Caller, IntegrationPrincipal>,
    @RouteBody('signup') body: ParsedBody<'signup'>,
    @Req() request: FastifyRequest,
  ): Promise<RestResponse<'signup'>> {
    const row = await this.signups.finish(caller, body, this.callbackUrl(request));
    const { wabaId, phoneNumberId, displayPhoneNumber } = row;
    return { success: true, data: { wabaId, phoneNumberId, displayPhoneNumber } };
  }

  private callbackUrl(request: FastifyRequest): string {
    // On a laptop without a public address the browser is on the same machine.
    const base = this.config.publicUrl ?? `http://${request.host}`;
    return `${base}${signupCallbackPath}`;
  }
}
