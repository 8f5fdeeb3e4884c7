import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#shared/permission.ts';

/** What a route asks of its caller. A route without a policy is refused (S-61). */
export type RoutePolicy = { allow: Permission | 'signed_in' } | { public: string };

export const routePolicy = 'parley:route-policy';

/** The caller must be signed in and hold the permission; `signed_in` asks for the session only. */
export const Allow = (permission: Permission | 'signed_in') =>
  SetMetadata(routePolicy, { allow: permission } satisfies RoutePolicy);

/** Anyone may call it; the reason stands in the code. */
export const Public = (reason: string) => SetMetadata(routePolicy, { public: reason } satisfies RoutePolicy);
