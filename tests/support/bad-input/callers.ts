import type { RoutePolicy } from '../../../src-backend/auth/allow.ts';
import { createApi } from '../api.ts';
import type { Team } from '../team.ts';

export const password = 'correct horse battery staple';

/** Somebody who may call what they call, and who is let in again when what they sent locked them out. */
export interface Caller {
  bearer(): Promise<string | null>;
  /** A request with this bearer was refused as nobody's, or for want of a proof: the next is a fresh one. */
  signedOut(bearer: string | null): void;
  /** Their company shuts them out: the next bearer is of another. */
  shutOut(bearer: string | null): void;
}

let made = 0;

/** Signs in from an address of its own, so that guesses of others don't slow it down. */
export async function signIn(team: Team, email: string): Promise<string> {
  const response = await fetch(`${team.backend.url()}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.9.${made >> 8}.${made++ & 255}` },
    body: JSON.stringify({ email, password }),
  });
  const body = (await response.json()) as { accessToken?: string };
  if (body.accessToken === undefined) throw new Error(`${email} can't sign in: ${JSON.stringify(body)}`);
  return body.accessToken;
}

/** A new company with an admin. */
export async function addCompany(
  team: Team,
): Promise<{ tenantId: string; externalId: string; slug: string; email: string }> {
  const email = `admin-${made++}@companies.example`;
  await team.signInAdmin();
  const { tenant, invitation } = await team.admin.call('createTenant', {
    body: { name: `Company ${made}`, admin: { name: 'Admin', email } },
  });
  const token = new URL(invitation.link).hash.slice(1);
  await createApi(team.backend.url()).call('usePasswordLink', { body: { token, password } });
  return { tenantId: tenant.id, externalId: tenant.externalId, slug: tenant.slug, email };
}

type CallerOf = (route: { policy: RoutePolicy | undefined }) => Caller;

/** Who may call a route, by its policy. `keys`: of programs and services. */
export function createCallers(team: Team, keys: { integration: string; service: string }): CallerOf {
  const fixed = (token: string | null): Caller => ({
    bearer: async () => token,
    signedOut: () => undefined,
    shutOut: () => undefined,
  });
  return ({ policy }) => {
    if (policy === undefined || 'public' in policy) return fixed(null);
    if ('integration' in policy) return fixed(keys.integration);
    if ('service' in policy) return fixed(keys.service);
    // What succeeds there may lock a whole company out: it is another each time.
    const isRisky = policy.allow === 'security.write' || policy.allow === 'signed_in';
    return person(team, async () => (isRisky ? (await addCompany(team)).email : await addColleague(team)));
  };
}

function person(team: Team, make: () => Promise<string>): Caller {
  let email: Promise<string> | null = null;
  let token: Promise<string> | null = null;
  const forget = async (bearer: string | null, what: () => void): Promise<void> => {
    // Others may have noticed before.
    if (token !== null && (await token.catch(() => bearer)) === bearer) what();
  };
  const enter = async (): Promise<string> => {
    email ??= make();
    try {
      return await signIn(team, await email);
    } catch {
      // Their guesses at their own password slow them down.
      email = make();
      return await signIn(team, await email);
    }
  };
  return {
    bearer: () => (token ??= enter()),
    signedOut: (bearer) => void forget(bearer, () => (token = null)),
    shutOut: (bearer) => void forget(bearer, () => (email = token = null)),
  };
}

/** Of the team's own company, with every right there is. */
async function addColleague(team: Team): Promise<string> {
  const email = `colleague-${made++}@parley.example`;
  await team.signInAdmin();
  await team.admin.call('createUser', { body: { name: 'Colleague', email, password, role: 'superadmin' } });
  return email;
}
