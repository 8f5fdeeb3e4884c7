import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/error.ts';
import type { Permission } from '#shared/permission.ts';
import { CONFIG, type Config } from '../config.ts';
import { TokenCheck } from '../integrations/token-check.ts';
import { RequestLimits } from '../platform/http/request-limits.ts';
import { nameClient } from '../platform/http/request-origin.ts';
import { AccessTokens } from './access-tokens.ts';
import { type RoutePolicy, routePolicy } from './allow.ts';
import { attachCaller, may, type Principal } from './principal.ts';

/**
 * S-58: what one person may ask of the server. A desktop that comes back after a day sends its outbox and fetches its
 * pages as fast as it can; nobody has to wait for that.
 */
const ofPerson = { perSecond: 50, burst: 1000 };

/** Deny by default (S-61): what a route doesn't say, it doesn't allow. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly integrationTokens: TokenCheck,
    private readonly limits: RequestLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are judged where they connect.
    if (context.getType() !== 'http') return true;
    const policy = this.reflector.get<RoutePolicy | undefined>(routePolicy, context.getHandler());
    if (policy === undefined) throw new AppError('forbidden', 'This route has no access rule');
    if ('public' in policy) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { authorization, 'user-agent': userAgent } = request.headers;
    if ('integration' in policy) {
      attachCaller(request, await this.integrationTokens.check({ authorization, address: request.ip, userAgent }));
      return true;
    }
    const [, token] = /^Bearer (\S{1,4096})$/i.exec(authorization ?? '') ?? [];
    if ('service' in policy) {
      if (token === undefined || !this.isServiceKey(token)) {
        throw new AppError('unauthenticated', 'This route is for services: send Authorization: Bearer <SERVICE_KEY>');
      }
      attachCaller(request, { kind: 'service' });
      return true;
    }
    if (token === undefined) throw new AppError('unauthenticated', 'Sign in first');
    if (policy.orService === true && this.isServiceKey(token)) attachCaller(request, { kind: 'service' });
    else attachCaller(request, { kind: 'person', person: await this.personWith(token, policy.allow) });
    return true;
  }

  private async personWith(token: string, permission: Permission | 'signed_in'): Promise<Principal> {
    const { principal } = await this.tokens.verify(token);
    nameClient(principal.clientName);
    this.limits.take({ key: `person:${principal.userId}`, ...ofPerson });
    if (permission !== 'signed_in' && !may(principal, permission, this.config.inboxFloor)) {
      throw new AppError('forbidden', 'Your role does not allow this; ask an admin of your company', {
        details: { permission },
      });
    }
    return principal;
  }

  /** In constant time, whatever the lengths. */
  private isServiceKey(token: string): boolean {
    const { serviceKey } = this.config;
    return serviceKey !== null && timingSafeEqual(digest(token), digest(serviceKey));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
