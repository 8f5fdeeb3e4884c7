import type { Operation } from '#shared/admin-operation.ts';
import type { Role } from '#shared/permission.ts';
import { useDirectory } from '../../entities/directory.ts';
import { useLibrary } from '../../entities/library.ts';
import { t } from '../../i18n/i18n.ts';

/** What an operation does, in a sentence. */
export function describeOperation({ mutation }: Operation): string {
  switch (mutation.type) {
    case 'account.edit':
      if (mutation.field === 'name') {
        return t('operations.do.accountName', { before: mutation.base, value: mutation.value });
      }
      return t(`operations.do.account_${mutation.field}`, { name: accountName(mutation.accountId) });
    case 'account.pause':
      return t('operations.do.accountPause', { name: accountName(mutation.accountId) });
    case 'token.revoke':
      return t('operations.do.tokenRevoke', { name: accountName(mutation.accountId) });
    case 'outgoingWebhook.pause':
      return t('operations.do.webhookPause', { name: accountName(mutation.accountId) });
    case 'user.edit':
      return t('operations.do.userName', { before: mutation.base, value: mutation.value });
    case 'user.lower':
      return t('operations.do.userLower', { name: userName(mutation.userId), role: t(`role.${mutation.role}`) });
    case 'user.disable':
      return t('operations.do.userDisable', { name: userName(mutation.userId) });
    case 'session.revoke':
      return t('operations.do.sessionRevoke', { name: userName(mutation.userId) });
    case 'company.edit':
      return t('operations.do.companyEdit', { field: companyField(mutation.field) });
    case 'library.save':
      return t('operations.do.librarySave', { name: libraryName(mutation.itemId) });
  }
}

/** A field's value as people say it. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return roleName(value) ?? value;
  if (typeof value === 'boolean') return t(value ? 'operations.on' : 'operations.off');
  if (value === null || value === undefined) return t('operations.nothing');
  return typeof value === 'object' ? describeObject(value) : String(value);
}

function describeObject(value: object): string {
  return Object.values(value)
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

const roleName = (value: string): string | null =>
  ['viewer', 'agent', 'marketer', 'admin', 'superadmin'].includes(value) ? t(`role.${value as Role}`) : null;
// A newer version may have fields that this one has no name for.
const companyField = (field: string): string =>
  t(`operations.companyField.${field}` as 'operations.companyField.hours', { defaultValue: field });
const accountName = (id: string): string =>
  useDirectory.getState().directory?.accounts.find((account) => account.id === id)?.name ?? t('operations.gone');
const userName = (id: string): string =>
  useDirectory.getState().directory?.users.find((user) => user.id === id)?.name ?? t('operations.gone');

function libraryName(id: string): string {
  const content = useLibrary.getState().items.find((item) => item.id === id)?.content;
  if (content === undefined) return t('operations.gone');
  return content.kind === 'quickReply' ? `/${content.shortcut}` : content.name;
}
