import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/error.ts';
import type { ClientId, SessionId, TenantId, UserId } from '#shared/ids.ts';
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
}

/** May they? `inboxFloor` is the configuration's. What only superadmins may do hangs on their installation right. */
export function may(principal: Principal, permission: Permission, inboxFloor: Role): boolean {
  if (leastRole[permission] === 'superadmin') return principal.superadmin;
  return can(principal.role, permission, inboxFloor);
}

/** The highest role they can speak with when they hand out rights. */
export function grantingRole(principal: Principal): Role {
  return principal.superadmin ? 'superadmin' : principal.role;
}

const principals = new WeakMap<FastifyRequest, Principal>();

export function attachPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** The principal of the request; only on routes with `@Allow`. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principals.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (principal === undefined) throw new AppError('unauthenticated', 'Sign in first');
  return principal;
});
