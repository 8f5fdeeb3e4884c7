import { Controller, Header, Inject, Ip, Param } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type ParsedBody, Route, RouteBody } from '../platform/http/contract.ts';
import { UsersService } from '../users/users.service.ts';
import { Allow } from './allow.ts';
import { CurrentPrincipal, type Principal } from './principal.ts';
import { FreshProof, WhileEnrolling } from './proof.ts';
import { SecondFactor } from './second-factor.ts';
import { SessionsService } from './sessions.service.ts';
import { StepUp } from './step-up.ts';

/** What people do about their own sign-in. */
@Controller()
export class MeController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly steps: StepUp,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly factor: SecondFactor,
  ) {}

  @Route('stepUp')
  @Allow('signed_in')
  @WhileEnrolling()
  async stepUp(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('stepUp') body: ParsedBody<'stepUp'>,
    @Ip() address: string,
  ): Promise<RestResponse<'stepUp'>> {
    return await this.steps.prove(principal, body, address);
  }

  @Route('changePassword')
  @Allow('signed_in')
  @WhileEnrolling()
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('changePassword') { current, password }: ParsedBody<'changePassword'>,
    @Ip() address: string,
  ): Promise<RestResponse<'changePassword'>> {
    await this.steps.prove(principal, { password: current }, address);
    await this.sessions.changePassword(principal, password);
    return { success: true };
  }

  @Route('listSessions')
  @Allow('signed_in')
  @WhileEnrolling()
  async list(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listSessions'>> {
    return { sessions: await this.sessions.list(principal, principal.userId) };
  }

  @Route('revokeSession')
  @Allow('signed_in')
  @WhileEnrolling()
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'revokeSession'>> {
    await this.sessions.revoke(principal, id);
    return { success: true };
  }

  @Route('secondFactor')
  @Allow('signed_in')
  @WhileEnrolling()
  async secondFactor(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'secondFactor'>> {
    return {
      enabled: await this.factor.isEnabled(principal),
      required: await this.users.needsSecondFactor(principal),
      recoveryCodesLeft: await this.factor.recoveryCodesLeft(principal),
    };
  }

  @Route('beginSecondFactor')
  @Allow('signed_in')
  @WhileEnrolling()
  @FreshProof()
  @Header('cache-control', 'no-store')
  async begin(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'beginSecondFactor'>> {
    const { email } = await this.users.get(principal.tenantId, principal.userId);
    return await this.factor.begin(principal, email);
  }

  @Route('confirmSecondFactor')
  @Allow('signed_in')
  @WhileEnrolling()
  @Header('cache-control', 'no-store')
  async confirm(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('confirmSecondFactor') { code }: ParsedBody<'confirmSecondFactor'>,
  ): Promise<RestResponse<'confirmSecondFactor'>> {
    const recoveryCodes = await this.factor.confirm(principal, code);
    this.sessions.rightsChanged(principal.userId);
    return { recoveryCodes };
  }

  @Route('renewRecoveryCodes')
  @Allow('signed_in')
  @FreshProof()
  @Header('cache-control', 'no-store')
  async renew(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'renewRecoveryCodes'>> {
    return { recoveryCodes: await this.factor.renewCodes(principal) };
  }

  @Route('disableSecondFactor')
  @Allow('signed_in')
  @FreshProof()
  async disable(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'disableSecondFactor'>> {
    if (await this.users.needsSecondFactor(principal)) {
      throw new AppError('conflict', 'Your company asks its admins for a second factor: it can’t be switched off');
    }
    await this.db.transaction().execute(async (tx) => this.factor.disable(tx, principal, principal.userId));
    return { success: true };
  }
}
