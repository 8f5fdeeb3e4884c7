import type { AuditEntry } from '#shared/audit-entry.ts';
import type { AccountId, UserId } from '#shared/ids.ts';
import { Role } from '#shared/permission.ts';
import { useDirectory } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';

/** The first words of acts, in the order in which they are offered. */
export const auditKinds = [
  'login',
  'session',
  'user',
  'password',
  'second_factor',
  'security',
  'account',
  'credentials',
  'device',
  'endpoint',
  'token',
  'outgoing_webhook',
  'webhook',
  'template',
  'campaign',
  'library',
  'contact',
  'conversation',
  'company',
  'operation',
  'encryption',
] as const;

/** What was done, in words; an act that this version has none for by its own name. */
export function describeAct(action: string): string {
  const key = action.replaceAll('.', '_');
  // One of many keys: a newer server may know acts that are not among them.
  return t(`audit.act.${key}` as 'audit.act.login', { defaultValue: action });
}

export function nameOfActor(id: UserId | null): string {
  if (id === null) return t('audit.server');
  return useDirectory.getState().userById[id]?.name ?? shortened(id);
}

/** A person, a number or the company; null where nothing here has a name for it. */
export function findName(target: string): string | null {
  const { userById, accountById, directory } = useDirectory.getState();
  // Looked up under whatever it may be.
  const known = userById[target as UserId] ?? accountById[target as AccountId];
  if (known !== undefined) return known.name;
  return directory?.tenant.id === target ? directory.tenant.name : null;
}

export const nameOfTarget = (target: string): string => findName(target) ?? shortened(target);

/** As people read it: names for ids, words for roles, JSON for what has parts. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return t('audit.nothing');
  if (typeof value === 'boolean') return t(value ? 'people.yes' : 'people.no');
  if (typeof value !== 'string') return JSON.stringify(value);
  const role = Role.safeParse(value);
  return role.success ? t(`role.${role.data}`) : nameOfTarget(value);
}

export const hasTwoTimes = ({ madeAt }: AuditEntry): boolean => madeAt !== null;

/** Ids differ at their end; anything else stays as it is. */
function shortened(text: string): string {
  return /^[0-9a-f-]{36}$/.test(text) ? `…${text.slice(-8)}` : text;
}
