import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/error.ts';
import type { AccountId, ClientId, IntegrationTokenId, SessionId, TenantId, UserId } from '#shared/ids.ts';
import { type Permission, type Role, can, leastRole } from '#shared/permission.ts';

/** Who is asking: the member of a tenant behind a verified access token, as the database knew them at most 5 s ago. */
export interface Principal {
  readonly userId: UserId;
  readonly tenantId: TenantId;
  readonly role: Role;
  /** An installation right on top of the role; by itself it opens no messages (ruling 51). */
  readonly superadmin: boolean;
  readonly sessionId: SessionId;
  readonly clientId: ClientId;
  /** What the desktop calls itself. */
  readonly clientName: string;
}

/** A program with a valid integration token. `name` and `lastFour` are the token's; `lastUsedAt` is before this request. */
export interface IntegrationPrincipal {
  readonly kind: 'integration';
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly tokenId: IntegrationTokenId;
  readonly name: string;
  readonly lastFour: string;
  readonly lastUsedAt: number | null;
}

/** Whoever the guard let in. A `service` belongs to no company. */
export type Caller =
  | { readonly kind: 'person'; readonly person: Principal }
  | IntegrationPrincipal
  | { readonly kind: 'service' };

/** May they? `inboxFloor` is the configuration's. What only superadmins may do hangs on their installation right. */
export function may(principal: Principal, permission: Permission, inboxFloor: Role): boolean {
  if (leastRole[permission] === 'superadmin') return principal.superadmin;
  return can(principal.role, permission, inboxFloor);
}

/** The highest role they can speak with when they hand out rights. */
export function grantingRole(principal: Principal): Role {
  return principal.superadmin ? 'superadmin' : principal.role;
}

const callers = new WeakMap<FastifyRequest, Caller>();

export function attachCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** The signed-in person of the request; only on routes with `@Allow`. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const caller = callerOf(context);
  if (caller.kind !== 'person') throw new AppError('unauthenticated', 'Sign in first');
  return caller.person;
});

/** The program of the request; only on routes with `@AllowIntegration`. */
export const CurrentIntegration = createParamDecorator(
  (_: unknown, context: ExecutionContext): IntegrationPrincipal => {
    const caller = callerOf(context);
    if (caller.kind !== 'integration') throw new AppError('unauthenticated', 'Invalid or expired integration token');
    return caller;
  },
);

/** A person or a service; for routes with `@Allow(…, { orService: true })`. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Exclude<Caller, IntegrationPrincipal> => {
    const caller = callerOf(context);
    if (caller.kind === 'integration') throw new AppError('unauthenticated', 'Sign in first');
    return caller;
  },
);

/** Whoever the guard let in. Throws on a public route. */
export function callerOf(context: ExecutionContext): Caller {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new AppError('unauthenticated', 'Sign in first');
  return caller;
}
