import type { NewOperation } from '#shared/admin-mutation.ts';
import { type Operation, withOperations } from '#shared/admin-operation.ts';
import { api } from '../api.ts';
import { reloadAdmin } from './admin.ts';
import { useConnection } from './connection.ts';
import { guarded, offerUndo } from './triage.ts';
import { showToast } from '../ui/toasts.ts';
import { createForWorkspace } from './workspace-store.ts';

/** What this person did as an admin, here, that is not done yet or came back. */
export const useOperations = createForWorkspace<{ operations: readonly Operation[] }>(() => ({ operations: [] }));

export function applyOperations(operations: readonly Operation[]): void {
  const before = useOperations.getState().operations;
  useOperations.setState({ operations });
  const left = new Set(operations.map(({ mutationId }) => mutationId));
  // What has left the queue stands in the backend's lists from now on.
  if (before.some(({ mutationId }) => !left.has(mutationId))) void reloadAdmin();
}

export async function loadOperations(): Promise<void> {
  applyOperations(await api.operations.list());
}

/**
 * Does it as far as that is possible now: on this desktop at once, at the backend when it can be reached. `text`: what
 * happened; `isFinal`: once it has left, nothing takes it back.
 */
export async function makeOperation(operation: NewOperation, text: string, isFinal: boolean): Promise<void> {
  const { mutationId } = await api.operations.make(operation);
  const isAway = useConnection.getState().connection?.backend.state !== 'ok';
  if (isFinal && !isAway) showToast({ kind: 'info', text });
  else offerUndo(text, () => undoOperation(mutationId));
}

/** The rows of a list as they will be, each with what waits for it. */
export function usePending<T extends { id: string }>(rows: readonly T[]): (T & { operations: Operation[] })[] {
  return withOperations(
    rows,
    useOperations((state) => state.operations),
  );
}

export async function undoOperation(mutationId: Operation['mutationId']): Promise<void> {
  await api.operations.undo({ mutationId });
}

/** `mine`, `theirs`, or another value. */
export function decide(mutationId: Operation['mutationId'], decision: 'mine' | 'theirs' | { value: string }): void {
  void guarded(() => api.operations.decide({ mutationId, decision }));
}

export function confirmOperation(mutationId: Operation['mutationId']): void {
  void guarded(() => api.operations.confirm({ mutationId }));
}
