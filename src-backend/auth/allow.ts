import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#shared/permission.ts';

/** What a route asks of its caller. A route without a policy is refused (S-61). */
export type RoutePolicy =
  | { allow: Permission | 'signed_in'; orService?: boolean }
  | { integration: true }
  | { service: true }
  | { public: string };

export const routePolicy = 'parley:route-policy';

/**
 * The caller must be signed in and hold the permission; `signed_in` asks for the session only. `orService`: a service of
 * the company's with the SERVICE_KEY may call it, too; the handler then asks for `@CurrentCaller()`.
 */
export const Allow = (permission: Permission | 'signed_in', options: { orService?: true } = {}) =>
  SetMetadata(routePolicy, { allow: permission, ...options } satisfies RoutePolicy);

/** A program with the integration token of an account, and it sees that account only: `@CurrentIntegration()`. */
export const AllowIntegration = () => SetMetadata(routePolicy, { integration: true } satisfies RoutePolicy);

/** Only a service with the SERVICE_KEY, never a person. It belongs to no company: the route says which it means. */
export const AllowService = () => SetMetadata(routePolicy, { service: true } satisfies RoutePolicy);

/** Anyone may call it; the reason stands in the code. */
export const Public = (reason: string) => SetMetadata(routePolicy, { public: reason } satisfies RoutePolicy);
