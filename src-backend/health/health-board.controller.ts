import { Controller } from '@nestjs/common';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { Route } from '../platform/http/contract.ts';
import { HealthBoards } from './health-board.ts';

@Controller()
export class HealthBoardController {
  constructor(private readonly boards: HealthBoards) {}

  @Route('healthBoard')
  @Allow('health.read')
  async show(@CurrentPrincipal() { tenantId }: Principal): Promise<RestResponse<'healthBoard'>> {
    return await this.boards.show(tenantId);
  }
}
