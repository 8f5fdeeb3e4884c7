import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { secondFactorMissing } from '#shared/second-factor.ts';
import { AccessTokens } from './access-tokens.ts';
import { type RoutePolicy, routePolicy } from './allow.ts';
import { callerOf } from './principal.ts';
import { freshProof, whileEnrolling } from './proof.ts';
import { StepUp } from './step-up.ts';

/** Runs after AuthGuard and asks of a person what their role alone doesn't answer. */
@Injectable()
export class ProofGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly stepUp: StepUp,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const policy = this.reflector.get<RoutePolicy | undefined>(routePolicy, context.getHandler());
    if (policy === undefined || 'public' in policy) return true;
    const caller = callerOf(context);
    if (caller.kind !== 'person') return true;
    const asks = (key: string) => this.reflector.get<true | undefined>(key, context.getHandler()) === true;
    const { mustEnrol } = await this.tokens.standingOf(caller.person.sessionId);
    if (mustEnrol && !asks(whileEnrolling)) throw secondFactorMissing();
    if (asks(freshProof)) await this.stepUp.assertFresh(caller.person);
    return true;
  }
}
