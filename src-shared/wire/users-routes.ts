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

/** Somebody of the company as those see them who manage people. */
export const Person = z.object({
  ...User.shape,
  /** With the installation's own right, this is `superadmin`, whatever they are in the company. */
  role: Role,
  secondFactor: z.boolean(),
  /** When a client of theirs last renewed its sign-in; null: they never signed in. */
  lastSeenAt: z.int().nullable(),
  /** How many clients are signed in now. */
  signIns: z.int(),
  /** They were invited and have not set a password yet. */
  invitation: z.object({ id: PasswordLinkId, expiresAt: z.int() }).nullable(),
});
export type Person = z.infer<typeof Person>;

export const usersRoutes = {
  listPeople: route('GET', '/api/people', {
    summary: 'People with how they sign in',
    description: '`inboxFloor`: the least role that this server lets into the inbox (WHATSAPP_MIN_ROLE).',
    query: nothing,
    body: nothing,
    response: z.object({ people: z.array(Person), inboxFloor: Role }),
  }),
  listUsers: route('GET', '/api/users', {
    summary: 'List people',
    query: nothing,
    body: nothing,
    response: z.object({ users: z.array(User) }),
  }),
  createUser: route('POST', '/api/users', {
    summary: 'Add a person with a password',
    description: 'With a password that somebody tells them; `inviteUser` lets them choose their own.',
    proof: 'fresh',
    query: nothing,
    body: z.object({ name, email: Email, password: Password, role: Role }),
    response: User,
  }),
  updateUser: route('PATCH', '/api/users/:id', {
    summary: 'Change a person’s name, role or access',
    description: 'Raising rights wants a fresh proof (S-62); lowering and switching off never do.',
    proof: 'fresh_for_more',
    query: nothing,
    body: z.object({ name: name.optional(), role: Role.optional(), active: z.boolean().optional() }),
    response: User,
  }),
  inviteUser: route('POST', '/api/invitations', {
    summary: 'Invite a person by link',
    proof: 'fresh',
    query: nothing,
    body: z.object({ name, email: Email, role: Role }),
    response: z.object({ user: User, ...PasswordLink.shape }),
  }),
  listInvitations: route('GET', '/api/invitations', {
    summary: 'Open invitations',
    description: 'Those who have not set a password yet and still can.',
    query: nothing,
    body: nothing,
    response: z.object({ invitations: z.array(Invitation) }),
  }),
  withdrawInvitation: route('DELETE', '/api/invitations/:id', {
    summary: 'Withdraw an invitation',
    description: 'The link stops working, the person stays without a way in.',
    query: nothing,
    body: nothing,
    response: done,
  }),
  makePasswordLink: route('POST', '/api/users/:id/password-link', {
    summary: 'New password link for a person',
    description:
      'A new link for somebody who forgot their password, or whose invitation ran out. Links of before stop working.',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: PasswordLink,
  }),
  usePasswordLink: route('POST', '/api/auth/password-link', {
    summary: 'Set one’s password by a link',
    description: 'Sets the password by a link, once. All sessions of the person end.',
    proof: 'own',
    query: nothing,
    body: z.object({ token: z.string().min(20).max(200), password: Password }),
    response: done,
  }),
  listUserSessions: route('GET', '/api/users/:id/sessions', {
    summary: 'Sign-ins of a person',
    query: nothing,
    body: nothing,
    response: z.object({ sessions: z.array(Session) }),
  }),
  revokeUserSessions: route('DELETE', '/api/users/:id/sessions', {
    summary: 'End all sign-ins of a person',
    query: nothing,
    body: nothing,
    response: done,
  }),
  resetSecondFactor: route('DELETE', '/api/users/:id/second-factor', {
    summary: 'Take away a person’s second factor',
    description: 'For somebody who lost their phone and their recovery codes.',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: done,
  }),
  securitySettings: route('GET', '/api/settings/security', {
    summary: 'Security settings of the company',
    query: nothing,
    body: nothing,
    response: z.object({ secondFactorForAdmins: z.boolean() }),
  }),
  changeSecuritySettings: route('PUT', '/api/settings/security', {
    summary: 'Change security settings',
    proof: 'fresh',
    query: nothing,
    body: z.object({ secondFactorForAdmins: z.boolean() }),
    response: z.object({ secondFactorForAdmins: z.boolean() }),
  }),
} as const;
