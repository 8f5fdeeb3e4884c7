import type { Account } from '#shared/account.ts';
import type { Team } from '#shared/company.ts';
import type { AccountId, UserId } from '#shared/ids.ts';
import type { Directory } from '#shared/inbox.ts';
import { can, leastRole, type Permission } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import { api } from '../api.ts';
import { useSettings } from './settings.ts';
import { createForWorkspace } from './workspace-store.ts';

interface DirectoryState {
  directory: Directory | null;
  userById: Record<UserId, User>;
  accountById: Record<AccountId, Account>;
}

export const useDirectory = createForWorkspace<DirectoryState>(() => ({
  directory: null,
  userById: {},
  accountById: {},
}));

/** As the server tells it; on screen the accounts have the colours that were chosen on this desktop. */
let told: Directory | null = null;

export function applyDirectory(directory: Directory): void {
  told = directory;
  const { accountColors } = useSettings.getState();
  show({
    ...directory,
    accounts: directory.accounts.map((account) => ({ ...account, color: accountColors[account.id] ?? account.color })),
  });
}

/** Other colours were chosen. */
export function followAccountColors(): void {
  useSettings.subscribe((now, before) => {
    if (now.accountColors !== before.accountColors && useDirectory.getState().directory !== null && told !== null) {
      applyDirectory(told);
    }
  });
}

function show(directory: Directory): void {
  useDirectory.setState({
    directory,
    userById: Object.fromEntries(directory.users.map((user) => [user.id, user])),
    accountById: Object.fromEntries(directory.accounts.map((account) => [account.id, account])),
  });
}

export async function loadDirectory(): Promise<void> {
  applyDirectory(await api.directory.get());
}

const noAccounts: Account[] = [];
const noUsers: User[] = [];
const noTeams: Team[] = [];
export const useMe = () => useDirectory((state) => state.directory?.me ?? null);
export const useAccounts = () => useDirectory((state) => state.directory?.accounts ?? noAccounts);
export const useUsers = () => useDirectory((state) => state.directory?.users ?? noUsers);
export const useTeams = () => useDirectory((state) => state.directory?.teams ?? noTeams);
/** Those one is in; a list has room for so many. */
export const teamsOfMine = (directory: Directory | null): readonly Team[] =>
  (directory?.teams ?? noTeams).filter(({ memberIds }) => memberIds.some((id) => id === directory?.me.id)).slice(0, 20);
export const useUser = (id: UserId | null | undefined) =>
  useDirectory((state) => (id ? (state.userById[id] ?? null) : null));
export const useAccount = (id: AccountId | null | undefined) =>
  useDirectory((state) => (id ? (state.accountById[id] ?? null) : null));
export const useCan = (permission: Permission) => useDirectory(({ directory }) => isAllowed(directory, permission));

export function mayI(permission: Permission): boolean {
  return isAllowed(useDirectory.getState().directory, permission);
}

/** What only superadmins may do hangs on their right over the installation, not on their role in the company. */
function isAllowed(directory: Directory | null, permission: Permission): boolean {
  if (directory === null) return false;
  return leastRole[permission] === 'superadmin' ? directory.superadmin : can(directory.me.role, permission);
}
