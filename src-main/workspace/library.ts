import { type LibraryItemId, newId } from '#shared/ids.ts';
import type { Store } from '../cache/store.ts';
import type { Act } from './triage.ts';
import type { Workspace } from './workspace-api.ts';

/** The team's library: read from the cache, changed through the outbox like everything else. */
export function libraryCalls(store: Store, act: Act): Workspace['library'] {
  return {
    get: async () => JSON.stringify(await store.call('library')),
    save: async ({ itemId, ...input }) => {
      const id = itemId ?? newId<LibraryItemId>();
      await act('library.write', { id: newId(), type: 'library.save', itemId: id, ...input });
      return { itemId: id };
    },
    remove: ({ itemId }) => act('library.write', { id: newId(), type: 'library.delete', itemId }),
  };
}
