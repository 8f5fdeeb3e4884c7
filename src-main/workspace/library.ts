import { type LibraryItemId, type MutationId, newId } from '#shared/ids.ts';
import type { OperationParts } from './operations.ts';
import type { Act } from './triage.ts';
import type { Workspace } from './workspace-api.ts';

/** The team's library: read from the cache, changed through the outbox like everything else. */
export function libraryCalls({ store, serverNow, require, onWritten }: OperationParts, act: Act): Workspace['library'] {
  return {
    get: async () => JSON.stringify(await store.call('library')),
    save: async ({ itemId, base, ...input }) => {
      const id = itemId ?? newId<LibraryItemId>();
      await require('library.write');
      const seen = base === null ? {} : { base };
      const mutation = { id: newId<MutationId>(), type: 'library.save' as const, itemId: id, ...input, ...seen };
      onWritten(await store.call('addOperation', { ...mutation, madeAt: serverNow() }, serverNow()));
      return { itemId: id };
    },
    remove: ({ itemId }) => act('library.write', { id: newId(), type: 'library.delete', itemId }),
  };
}
