import { Controller, Headers, Param } from '@nestjs/common';
import { AccountId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedBody, type ParsedQuery, Route, RouteBody, RouteQuery, ZodPipe } from '../platform/http/contract.ts';
import { waitSeconds } from '../platform/http/wait-seconds.ts';
import { DoctorService } from './doctor.service.ts';

/** For the status of a test message. */
const maxWaitSeconds = 10;

@Controller()
export class DoctorController {
  constructor(private readonly doctor: DoctorService) {}

  @Route('examine')
  @Allow('account.write')
  async examine(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new ZodPipe(AccountId)) id: AccountId,
    @RouteQuery('examine') { part }: ParsedQuery<'examine'>,
  ): Promise<RestResponse<'examine'>> {
    return { success: true, data: await this.doctor.examine(principal, id, null, part) };
  }

  @Route('examineWithMessage')
  @Allow('account.write')
  async examineWithMessage(
    @CurrentPrincipal() principal: Principal,
    @Param('id', new ZodPipe(AccountId)) id: AccountId,
    @RouteBody('examineWithMessage') { recipient }: ParsedBody<'examineWithMessage'>,
    @RouteQuery('examineWithMessage') { part }: ParsedQuery<'examineWithMessage'>,
    @Headers('prefer') prefer: unknown,
  ): Promise<RestResponse<'examineWithMessage'>> {
    return {
      success: true,
      data: await this.doctor.examine(
        principal,
        id,
        { recipient, statusWithinMs: waitSeconds(prefer, maxWaitSeconds) * 1000 },
        part,
      ),
    };
  }
}
