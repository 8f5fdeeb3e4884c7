import { me, t0 } from './entities.fixtures.ts';
import type { Store } from './store.ts';
import { WorkspaceStore } from './workspace-store.ts';

/** A store in memory and in this thread, with the client's face. */
export function memoryStore(userId = me): { store: Store; direct: WorkspaceStore } {
  const direct = new WorkspaceStore({ dir: null, key: null, now: t0 }, () => undefined);
  direct.setOwner({ userId, superadmin: false });
  const store: Store = {
    call: async (method, ...args) => {
      const work = direct[method] as (...all: readonly unknown[]) => unknown;
      // Each side gets its own copy, as between threads.
      return structuredClone(work.call(direct, ...structuredClone(args))) as never;
    },
    close: async () => direct.close(),
  };
  return { store, direct };
}
