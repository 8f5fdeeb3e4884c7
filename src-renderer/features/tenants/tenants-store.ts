import type { TenantId } from '#shared/ids.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

type Place = { at: 'list' } | { at: 'tenant'; id: TenantId } | { at: 'whatsapp'; id: TenantId };

/** Where one is among the companies. `isCreating`: a new one is being entered. */
export const useTenantsPage = createForWorkspace<{ place: Place; isCreating: boolean }>(() => ({
  place: { at: 'list' },
  isCreating: false,
}));

export function goTo(place: Place): void {
  useTenantsPage.setState({ place });
}

export function createTenant(isCreating = true): void {
  useTenantsPage.setState({ isCreating });
}

/** "WhatsApp Setup" of a company, from wherever one is. */
export function setUpWhatsApp(id: TenantId): void {
  goTo({ at: 'whatsapp', id });
}
