import type { ErrorShape } from '#shared/error.ts';
import type { StoreNotice, StoreOptions } from './databases.ts';
import type { WorkspaceStore } from './workspace-store.ts';

// What crosses between main and the store's worker.

/** Everything the store offers to main. `repair` is the worker's own business. */
export type StoreMethod = Exclude<keyof WorkspaceStore, 'repair'>;

export type Request =
  | { id: number; method: 'open'; options: StoreOptions }
  | { id: number; method: StoreMethod; args: readonly unknown[] };

/** `bug`: the stack of an error that nobody expected. */
export type Answer = { id: number; value: unknown } | { id: number; error: ErrorShape } | { id: number; bug: string };

export type FromWorker = Answer | { notice: StoreNotice };
