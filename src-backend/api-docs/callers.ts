import { leastRole, type Role, roles } from '#shared/permission.ts';
import type { RoutePolicy } from '../auth/allow.ts';

/** The three ways of saying who calls: each is a Bearer token of its own kind. */
export const securitySchemes = {
  session: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A person: the `accessToken` of `POST /api/auth/login`, good for ten minutes; then `POST /api/auth/refresh`.',
  },
  integrationToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'A program: the integration token of one number, `wpi_int_` and 64 hex digits.',
  },
  serviceKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A service of one’s own: the SERVICE_KEY of the server.',
  },
} as const;

type Scheme = keyof typeof securitySchemes;

/** Who may call a route with this policy, in words and as schemes of which one is enough. */
export function callersOf(policy: RoutePolicy): { words: string; schemes: readonly Scheme[] } {
  if ('public' in policy) return { words: 'Anyone, without signing in', schemes: [] };
  if ('integration' in policy)
    return { words: 'A program with the integration token of a number', schemes: ['integrationToken'] };
  if ('service' in policy) return { words: 'A service with the SERVICE_KEY', schemes: ['serviceKey'] };
  const people = policy.allow === 'signed_in' ? 'Anyone who is signed in' : peopleWith(leastRole[policy.allow]);
  if (policy.orService !== true) return { words: people, schemes: ['session'] };
  return { words: `${people}; or a service with the SERVICE_KEY`, schemes: ['session', 'serviceKey'] };
}

/** Superadmin is a right beside the roles: it alone opens nothing of a company (ruling 51). */
function peopleWith(least: Role): string {
  if (least === 'superadmin') return 'Superadmins';
  const names = roles.slice(roles.indexOf(least)).filter((role) => role !== 'superadmin');
  return `People with the role ${names.join(', ').replace(/, (\w+)$/, ' or $1')}`;
}
