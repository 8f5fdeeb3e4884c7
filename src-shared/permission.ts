import { z } from 'zod';

/** Ascending rights within a tenant. `superadmin` is an installation right on top (ruling 51). */
export const Role = z.enum(['viewer', 'agent', 'marketer', 'admin', 'superadmin']);
export type Role = z.infer<typeof Role>;

export const roles: readonly Role[] = Role.options;

/** The least role for each act: the one permission table (M-8). UI, backend and tests read this and nothing else. */
export const leastRole = {
  'inbox.read': 'viewer',
  'message.send': 'agent',
  'note.add': 'agent',
  'conversation.assign': 'agent',
  'conversation.setState': 'agent',
  'conversation.read': 'viewer',
  'library.write': 'agent',
  'library.share': 'marketer',
  'contact.write': 'agent',
  'contact.block': 'agent',
  'account.read': 'viewer',
  'account.write': 'admin',
  'endpoint.read': 'admin',
  'endpoint.assign': 'superadmin',
  'company.read': 'viewer',
  'company.write': 'admin',
  'contact.export': 'admin',
  'contact.erase': 'admin',
  'user.read': 'viewer',
  'user.write': 'admin',
  'security.write': 'admin',
  'audit.read': 'admin',
  'health.read': 'admin',
  'webhook.read': 'admin',
  'webhook.replay': 'admin',
  'template.read': 'viewer',
  'template.write': 'marketer',
  'campaign.read': 'viewer',
  'campaign.write': 'marketer',
  'token.write': 'admin',
  'outgoingWebhook.write': 'admin',
  'tenant.read': 'superadmin',
  'tenant.write': 'superadmin',
  'encryption.rotate': 'superadmin',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof leastRole;

const rank = (role: Role): number => roles.indexOf(role);

/** What is not of the inbox: running the company. Everything else makes the inbox up, also what is added here later. */
const ofAdministration: ReadonlySet<Permission> = new Set<Permission>([
  'account.write',
  'endpoint.read',
  'endpoint.assign',
  'company.write',
  'contact.export',
  'contact.erase',
  'user.read',
  'user.write',
  'security.write',
  'audit.read',
  'health.read',
  'webhook.read',
  'webhook.replay',
  'token.write',
  'outgoingWebhook.write',
  'tenant.read',
  'tenant.write',
  'encryption.rotate',
]);

/**
 * May this role do it? `inboxFloor` is the installation's WHATSAPP_MIN_ROLE: it lifts what makes up the inbox, and nothing
 * else, to at least that role (the strict rule of the CRM seed is `marketer`).
 */
export function can(role: Role, permission: Permission, inboxFloor: Role = 'viewer'): boolean {
  const least = rank(leastRole[permission]);
  return rank(role) >= (ofAdministration.has(permission) ? least : Math.max(least, rank(inboxFloor)));
}

/** Does the second hold more than the first? */
export function isRaise(from: Role, to: Role): boolean {
  return rank(to) > rank(from);
}

/** Nobody hands out more than they hold themselves. */
export function canGrant(granter: Role, granted: Role): boolean {
  return can(granter, 'user.write') && rank(granter) >= rank(granted);
}
