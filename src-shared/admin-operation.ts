import {
  type AdminMutation,
  adminClass,
  type AdminMutationType,
  type Conflict,
  type NewOperation,
  type OperationClass,
  targetOf,
} from './admin-mutation.ts';
import type { ErrorShape } from './error.ts';
import type { MutationId } from './ids.ts';
import type { MutationOf } from './mutation.ts';

// The operations of admins that this desktop still has, as screens show them.

export type OperationMutation = AdminMutation | MutationOf<'library.save'>;

/**
 * `waiting`: for the network, or its turn. `held`: it is so old that the person has to say once more that it is meant.
 * `underWay`: the server may have it already. The other three wait for the person: somebody changed the same field first;
 * the server refused; what it is about is gone.
 */
export type OperationState = 'waiting' | 'held' | 'underWay' | 'conflict' | 'refused' | 'orphaned';

export interface Operation {
  mutationId: MutationId;
  type: AdminMutationType | 'library.save';
  class: OperationClass;
  mutation: OperationMutation;
  /** Id of the account, token, person, webhook or library item; `company`. */
  target: string;
  /** Of an edit. */
  field: string | null;
  base: unknown;
  value: unknown;
  /** Epoch ms. */
  madeAt: number;
  state: OperationState;
  /** Another desktop has changed the field already, as far as this one knows. */
  conflictLikely: boolean;
  /** With state `conflict`. */
  conflict: Conflict | null;
  error: ErrorShape | null;
}

export function operationClass(type: Operation['type']): OperationClass {
  return type === 'library.save' ? 'queueable' : adminClass[type];
}

export function targetOfOperation(mutation: OperationMutation): string {
  return mutation.type === 'library.save' ? mutation.itemId : targetOf(mutation);
}

/** What will happen on reconnect: "2 revokes, 3 edits, 1 conflict likely". */
export interface Plan {
  /** Fail-safe ones, which go first. */
  revokes: number;
  edits: number;
  conflictsLikely: number;
  /** They don't go before the person has said so. */
  held: number;
  /** They came back and wait for a decision. */
  toDecide: number;
}

export function planOf(operations: readonly Operation[]): Plan {
  const goes = operations.filter(({ state }) => state === 'waiting' || state === 'underWay');
  return {
    revokes: goes.filter((operation) => operation.class === 'failSafe').length,
    edits: goes.filter((operation) => operation.class === 'queueable').length,
    conflictsLikely: goes.filter(({ conflictLikely }) => conflictLikely).length,
    held: operations.filter(({ state }) => state === 'held').length,
    toDecide: operations.filter(isRejected).length,
  };
}

export function isRejected({ state }: Operation): boolean {
  return state === 'conflict' || state === 'refused' || state === 'orphaned';
}

/** Rows of a list (accounts, people, tokens …) as they will be, each with the operations on it that have not come back. */
export function withOperations<T extends { id: string }>(
  rows: readonly T[],
  operations: readonly Operation[],
): (T & { operations: Operation[] })[] {
  return rows.map((row) => {
    const own = operations.filter(({ target }) => target === row.id);
    const effects = own.filter((operation) => !isRejected(operation)).map(({ mutation }) => effectOf(mutation));
    // An effect has only fields of the kind of thing that its operation is about.
    return Object.assign({}, row, ...effects, { operations: own }) as T & { operations: Operation[] };
  });
}

/** Fields of the target as they will be. */
function effectOf(mutation: OperationMutation): Record<string, unknown> {
  switch (mutation.type) {
    case 'account.edit':
      return mutation.field === 'active' ? { active: true, cannotSend: null } : { [mutation.field]: mutation.value };
    case 'account.pause':
      return { active: false, cannotSend: 'disabled' };
    case 'user.edit':
    case 'company.edit':
      return { [mutation.field]: mutation.value };
    case 'user.lower':
      return { role: mutation.role };
    case 'user.disable':
    case 'outgoingWebhook.pause':
      return { active: false };
    case 'library.save':
      return { content: mutation.content };
    // The row stays: it says itself that it is being revoked.
    case 'token.revoke':
    case 'session.revoke':
      return {};
  }
}

/** What takes an operation back after it was applied; null where nothing does without the server. */
export function inverseOf(operation: AdminMutation): NewOperation | null {
  switch (operation.type) {
    case 'account.edit':
      if (operation.field === 'active') return { type: 'account.pause', accountId: operation.accountId };
      return swapped(operation);
    case 'account.pause':
      return { type: 'account.edit', accountId: operation.accountId, field: 'active', base: false, value: true };
    case 'user.edit':
    case 'company.edit':
      return swapped(operation);
    default:
      return null;
  }
}

function swapped(edit: Extract<AdminMutation, { base: unknown; value: unknown }>): NewOperation {
  const { id: _id, madeAt: _madeAt, decided: _decided, base, value, ...rest } = edit;
  // Base and value of a field hold the same kind of thing; only `active` can't be turned around like this.
  return { ...rest, base: value, value: base } as NewOperation;
}
