import type { AccountId } from '#shared/ids.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

type Place = { at: 'list' } | { at: 'account'; id: AccountId } | { at: 'add' } | { at: 'credentials'; id: AccountId };

/** Where one is on the page of the numbers. `isConnecting`: Meta's own dialog is open in the browser. */
export const useAccountsPage = createForWorkspace<{ place: Place; isConnecting: boolean }>(() => ({
  place: { at: 'list' },
  isConnecting: false,
}));

export function goTo(place: Place): void {
  useAccountsPage.setState({ place });
}

export const startAdding = (): void => goTo({ at: 'add' });

export function connectWithMeta(isConnecting = true): void {
  useAccountsPage.setState({ isConnecting });
}
