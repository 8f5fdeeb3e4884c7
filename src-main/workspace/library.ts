import { type LibraryItemId, type MutationId, newId } from '#shared/ids.ts';
import type { OperationParts } from './operations.ts';
import type { Act } from './triage.ts';
import type { Workspace } from './workspace-api.ts';

/** The team's library: read from the cache, changed through the outbox like everything else. */
export function libraryCalls({ store, serverNow, require, onWritten }: OperationParts, act: Act): Workspace['library'] {
  return {
    get: async () => JSON.stringify(await store.call('library')),
    save: async ({ itemId, ...input }) => {
      const id = itemId ?? newId<LibraryItemId>();
      await require('library.write');
      // What the writer saw, so that a colleague's change of another field is no conflict.
      const seen = (await store.call('library')).items.find(
        (item) => item.id === id && item.version === input.expected,
      );
      const base = seen === undefined ? {} : { base: seen.content };
      const mutation = { id: newId<MutationId>(), type: 'library.save' as const, itemId: id, ...input, ...base };
      onWritten(await store.call('addOperation', { ...mutation, madeAt: serverNow() }, serverNow()));
      return { itemId: id };
    },
    remove: ({ itemId }) => act('library.write', { id: newId(), type: 'library.delete', itemId }),
  };
}
