import { AdminMutation, adminPermission, isAdminMutation, type NewOperation } from '#shared/admin-mutation.ts';
import { inverseOf, type OperationMutation } from '#shared/admin-operation.ts';
import { AppError } from '#shared/error.ts';
import { newId, type MutationId } from '#shared/ids.ts';
import type { Permission } from '#shared/permission.ts';
import { decided, isOperation } from '../cache/operations.ts';
import type { Store } from '../cache/store.ts';
import type { Written } from '../cache/workspace-store.ts';
import type { Workspace } from './workspace-api.ts';

/** So many of the last operations can be taken back after they were applied. */
const remembered = 100;

export interface OperationParts {
  store: Store;
  serverNow: () => number;
  /** Throws when this person may not, or this desktop has not been seen for too long. */
  require: (permission: Permission) => Promise<void>;
  onWritten: (written: Written) => void;
}

/** What admins do from here, with and without a network (features.md §3.6). */
export function operationCalls({ store, serverNow, require, onWritten }: OperationParts): Workspace['operations'] {
  const last = new Map<MutationId, AdminMutation>();

  async function make(operation: NewOperation): Promise<MutationId> {
    await require(adminPermission[operation.type]);
    const id = newId<MutationId>();
    const mutation = AdminMutation.parse({ ...operation, id, madeAt: serverNow() });
    onWritten(await store.call('addOperation', mutation, serverNow()));
    last.set(id, mutation);
    const [oldest] = last.keys();
    if (last.size > remembered && oldest !== undefined) last.delete(oldest);
    return id;
  }

  async function find(id: MutationId): Promise<OperationMutation> {
    const { mutation } = await store.call('pending', id);
    if (isOperation(mutation)) return mutation;
    throw new AppError('not_found', 'There is no such operation');
  }

  return {
    list: async () => JSON.stringify(await store.call('operations', serverNow())),
    make: async (operation) => ({ mutationId: await make(operation) }),
    undo: async ({ mutationId }) => {
      const waiting = (await store.call('operations', serverNow())).find((one) => one.mutationId === mutationId);
      if (waiting !== undefined) {
        const { removed, ...written } = await store.call('removeOperation', mutationId);
        onWritten(written);
        if (removed) return { undone: 'removed' };
      }
      const made = waiting?.mutation ?? last.get(mutationId);
      const inverse = made === undefined || made.type === 'library.save' ? null : inverseOf(made);
      if (inverse === null) throw new AppError('conflict', 'It has been done, and only the server can take it back.');
      await make(inverse);
      return { undone: 'reversed' };
    },
    decide: async ({ mutationId, decision }) => {
      const mutation = await find(mutationId);
      if (decision === 'theirs') {
        const { removed: _removed, ...written } = await store.call('removeOperation', mutationId);
        return onWritten(written);
      }
      await require(permissionOf(mutation));
      const { error } = await store.call('pending', mutationId);
      const again = decided(mutation, error, decision, { id: newId<MutationId>(), madeAt: serverNow() });
      onWritten(await store.call('replaceRejected', mutationId, again, serverNow()));
    },
    confirm: async ({ mutationId }) => {
      await require(permissionOf(await find(mutationId)));
      onWritten(await store.call('confirmOperation', mutationId));
    },
    export: async ({ mutationId }) => {
      const { mutation, error } = await store.call('pending', mutationId);
      return { text: JSON.stringify({ ...mutation, refused: error?.message ?? null }, null, 2) };
    },
  };
}

const permissionOf = (mutation: OperationMutation): Permission =>
  isAdminMutation(mutation) ? adminPermission[mutation.type] : 'library.share';
