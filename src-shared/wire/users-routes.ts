import { z } from 'zod';
import { SessionId, UserId, PasswordLinkId } from '../ids.ts';
import { Role } from '../permission.ts';
import { Email, Password, User } from '../user.ts';
import { done, nothing, route } from './route.ts';

const name = z.string().trim().min(1).max(200);

/** A single-use link by which somebody sets their password. The link is in this answer and nowhere else. */
export const PasswordLink = z.object({ link: z.url(), expiresAt: z.int() });
export type PasswordLink = z.infer<typeof PasswordLink>;

export const Invitation = z.object({
  id: PasswordLinkId,
  user: User,
  createdBy: UserId,
  createdAt: z.int(),
  expiresAt: z.int(),
});
export type Invitation = z.infer<typeof Invitation>;

/** One signed-in client of a person. */
export const Session = z.object({
  id: SessionId,
  clientName: z.string(),
  createdAt: z.int(),
  lastUsedAt: z.int(),
  /** The one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const usersRoutes = {
  listUsers: route('GET', '/api/users', {
    query: nothing,
    body: nothing,
    response: z.object({ users: z.array(User) }),
  }),
  /** With a password that somebody tells them; `inviteUser` lets them choose their own. */
  createUser: route('POST', '/api/users', {
    query: nothing,
    body: z.object({ name, email: Email, password: Password, role: Role }),
    response: User,
  }),
  /** Raising rights wants a fresh proof (S-62); lowering and switching off never do. */
  updateUser: route('PATCH', '/api/users/:id', {
    query: nothing,
    body: z.object({ name: name.optional(), role: Role.optional(), active: z.boolean().optional() }),
    response: User,
  }),
  inviteUser: route('POST', '/api/invitations', {
    query: nothing,
    body: z.object({ name, email: Email, role: Role }),
    response: z.object({ user: User, ...PasswordLink.shape }),
  }),
  /** Those who have not set a password yet and still can. */
  listInvitations: route('GET', '/api/invitations', {
    query: nothing,
    body: nothing,
    response: z.object({ invitations: z.array(Invitation) }),
  }),
  /** The link stops working, the person stays without a way in. */
  withdrawInvitation: route('DELETE', '/api/invitations/:id', { query: nothing, body: nothing, response: done }),
  /** A new link for somebody who forgot their password, or whose invitation ran out. Links of before stop working. */
  makePasswordLink: route('POST', '/api/users/:id/password-link', {
    query: nothing,
    body: nothing,
    response: PasswordLink,
  }),
  /** Sets the password by a link, once. All sessions of the person end. */
  usePasswordLink: route('POST', '/api/auth/password-link', {
    query: nothing,
    body: z.object({ token: z.string().min(20).max(200), password: Password }),
    response: done,
  }),
  listUserSessions: route('GET', '/api/users/:id/sessions', {
    query: nothing,
    body: nothing,
    response: z.object({ sessions: z.array(Session) }),
  }),
  revokeUserSessions: route('DELETE', '/api/users/:id/sessions', { query: nothing, body: nothing, response: done }),
  /** For somebody who lost their phone and their recovery codes. */
  resetSecondFactor: route('DELETE', '/api/users/:id/second-factor', {
    query: nothing,
    body: nothing,
    response: done,
  }),
  securitySettings: route('GET', '/api/settings/security', {
    query: nothing,
    body: nothing,
    response: z.object({ secondFactorForAdmins: z.boolean() }),
  }),
  changeSecuritySettings: route('PUT', '/api/settings/security', {
    query: nothing,
    body: z.object({ secondFactorForAdmins: z.boolean() }),
    response: z.object({ secondFactorForAdmins: z.boolean() }),
  }),
} as const;
