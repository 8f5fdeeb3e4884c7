import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/error.ts';
import { CONFIG, type Config } from '../config.ts';
import { AccessTokens } from './access-tokens.ts';
import { type RoutePolicy, routePolicy } from './allow.ts';
import { attachPrincipal, may } from './principal.ts';

/** Deny by default (S-61): what a route doesn't say, it doesn't allow. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are judged where they connect.
    if (context.getType() !== 'http') return true;
    const policy = this.reflector.get<RoutePolicy | undefined>(routePolicy, context.getHandler());
    if (policy === undefined) throw new AppError('forbidden', 'This route has no access rule');
    if ('public' in policy) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, token] = /^Bearer (\S{1,4096})$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw new AppError('unauthenticated', 'Sign in first');
    const { principal } = await this.tokens.verify(token);
    if (policy.allow !== 'signed_in' && !may(principal, policy.allow, this.config.inboxFloor)) {
      throw new AppError('forbidden', 'Your role does not allow this; ask an admin of your company', {
        details: { permission: policy.allow },
      });
    }
    attachPrincipal(request, principal);
    return true;
  }
}
