import { expect, it } from 'vitest';
import { can, canGrant, leastRole, roles, type Permission } from './permission.ts';

const permissions = Object.keys(leastRole) as Permission[];

it('M-8 a higher role may do everything a lower one may', () => {
  for (const permission of permissions) {
    const allowed = roles.map((role) => can(role, permission));
    expect(allowed).toEqual(allowed.toSorted());
    expect(allowed.at(-1)).toBe(true);
  }
});

it('M-8 viewers read, agents reply, admins manage', () => {
  const ofViewers = permissions.filter((permission) => can('viewer', permission));
  expect(ofViewers).toEqual(expect.arrayContaining(['inbox.read', 'conversation.read', 'account.read', 'user.read']));
  expect(ofViewers.filter((permission) => !permission.endsWith('.read'))).toEqual([]);
  expect(can('agent', 'message.send')).toBe(true);
  expect(can('marketer', 'account.write')).toBe(false);
  expect(can('admin', 'account.write')).toBe(true);
  expect(can('admin', 'tenant.write')).toBe(false);
});

it('M-8 WHATSAPP_MIN_ROLE=marketer keeps agents out of the inbox, and changes nothing else', () => {
  const left = permissions.filter((permission) => can('agent', permission, 'marketer'));
  expect(left).toEqual(['user.read']);
  for (const permission of permissions) {
    expect(can('marketer', permission, 'marketer')).toBe(can('marketer', permission));
  }
  expect(can('marketer', 'campaign.write', 'admin')).toBe(false);
  expect(can('marketer', 'user.read', 'admin')).toBe(true);
  expect(can('admin', 'inbox.read', 'admin')).toBe(true);
});

it('S-61 nobody grants more than they hold', () => {
  expect(canGrant('admin', 'admin')).toBe(true);
  expect(canGrant('admin', 'superadmin')).toBe(false);
  expect(canGrant('agent', 'viewer')).toBe(false);
});
