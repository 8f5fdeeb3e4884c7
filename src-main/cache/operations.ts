import { z } from 'zod';
import { Conflict, isAdminMutation } from '#shared/admin-mutation.ts';
import {
  operationClass,
  targetOfOperation,
  type Operation,
  type OperationMutation,
  type OperationState,
} from '#shared/admin-operation.ts';
import { defaultCompany } from '#shared/company.ts';
import { AppError, type ErrorShape } from '#shared/error.ts';
import type { MutationId } from '#shared/ids.ts';
import { LibraryItem, mergeContent } from '#shared/library.ts';
import { Mutation } from '#shared/mutation.ts';
import { readCompany, readLibrary, readNames } from './cache.ts';
import type { Db } from './database.ts';
import type { Pending } from './pending.ts';

// The admin operations in the outbox: which they are, which of them wait for a person, and how screens see them.

/** After so long an edit may no longer be meant: it waits for one confirmation (features.md §3.6 rule 4). */
export const heldAfterMs = 7 * 24 * 60 * 60_000;

/** What a person keeps for themselves alone is no operation. */
export function isOperation(mutation: Mutation): mutation is OperationMutation {
  return isAdminMutation(mutation) || (mutation.type === 'library.save' && mutation.shared);
}

export function isFailSafe(mutation: Mutation): boolean {
  return isAdminMutation(mutation) && operationClass(mutation.type) === 'failSafe';
}

/** Old and not confirmed. What may have reached the server already is asked about there, not here. */
export function isOverdue({ mutation, createdAt, confirmed, attempted }: Pending, now: number): boolean {
  if (attempted || confirmed || !isOperation(mutation)) return false;
  return operationClass(mutation.type) === 'queueable' && now - createdAt > heldAfterMs;
}

export function conflictOf(error: ErrorShape | null): Conflict | null {
  const told = error?.code === 'conflict' ? Conflict.safeParse(error.details) : null;
  return told?.success === true ? told.data : null;
}

/** Refused, and kept until the person decides. */
export function waitsForDecision(mutation: Mutation, error: ErrorShape): boolean {
  if (isAdminMutation(mutation)) return true;
  if (!isOperation(mutation)) return false;
  return conflictOf(error) !== null || error.code === 'not_found' || error.code === 'forbidden';
}

/**
 * What a new operation makes pointless: what waits for the same field of the same thing, and a number that was to be
 * switched on when it is now switched off.
 */
export function isOvertakenBy(earlier: Mutation, later: Mutation): boolean {
  if (earlier.type === 'library.save' && later.type === 'library.save') return earlier.itemId === later.itemId;
  if (!isAdminMutation(earlier) || !isAdminMutation(later)) return false;
  if (targetOfOperation(earlier) !== targetOfOperation(later)) return false;
  const fieldOf = (one: object): unknown => ('field' in one ? one.field : undefined);
  if (later.type === 'account.pause') return earlier.type === 'account.edit' && earlier.field === 'active';
  return fieldOf(later) !== undefined && fieldOf(earlier) === fieldOf(later) && earlier.type === later.type;
}

/** An edit over one that has not left yet starts where that one started. */
export function overtaking(mutation: Mutation, earlier: readonly Pending[]): Mutation {
  const first = earlier.find(({ state }) => state === 'pending')?.mutation;
  if (first === undefined || !('base' in first) || !('base' in mutation)) return mutation;
  // Both are about one field: their bases are of one kind.
  return { ...mutation, base: first.base } as Mutation;
}

/**
 * A refused operation as it goes out once more: over what the other one wrote, with the own value or another. Throws
 * invalid_input for a value that its field can't have.
 */
export function decided(
  mutation: OperationMutation,
  error: ErrorShape | null,
  decision: 'mine' | { value: unknown },
  made: { id: MutationId; madeAt: number },
): Mutation {
  const conflict = conflictOf(error);
  const how = decision === 'mine' ? 'mine' : 'edited';
  if (mutation.type === 'library.save') {
    const now = LibraryNow.safeParse(error?.details).data?.now;
    if (now === undefined || conflict === null) throw new AppError('conflict', 'It was deleted meanwhile');
    const merged = mergeContent(mutation.base ?? now.content, mutation.content, now.content).content;
    const content = decision === 'mine' ? merged : { ...merged, [conflict.field]: decision.value };
    return parse({ ...mutation, id: made.id, expected: now.version, base: now.content, content, decided: how });
  }
  return parse({
    ...mutation,
    ...made,
    ...(conflict === null ? {} : { base: conflict.theirs, decided: how }),
    ...(decision === 'mine' ? {} : { value: decision.value }),
  });
}

const LibraryNow = z.object({ now: LibraryItem });

function parse(mutation: object): Mutation {
  const parsed = Mutation.safeParse(mutation);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', `This can’t be the value: it ${parsed.error.issues[0]?.message ?? 'is refused'}`);
}

/** What nobody has to be told: the field is to be what it was. */
export function changesNothing(mutation: Mutation): boolean {
  return 'value' in mutation && isSame(mutation.base, mutation.value);
}

export function operationsOf(cache: Db, pending: readonly Pending[], now: number): Operation[] {
  const own = pending.filter(({ mutation }) => isOperation(mutation));
  if (own.length === 0) return [];
  const current = currentValues(cache);
  return own.map((one) => toOperation(one, current, now));
}

function toOperation(pending: Pending, current: (mutation: OperationMutation) => unknown, now: number): Operation {
  const { error, createdAt } = pending;
  // Only operations are asked for.
  const mutation = pending.mutation as OperationMutation;
  const state = stateOf(pending, now);
  const { base, value } = editOf(mutation);
  const here = current(mutation);
  const isOpen = state === 'waiting' || state === 'held' || state === 'underWay';
  const isEdit = operationClass(mutation.type) === 'queueable';
  return {
    mutationId: mutation.id,
    type: mutation.type,
    class: operationClass(mutation.type),
    mutation,
    target: targetOfOperation(mutation),
    field: 'field' in mutation ? mutation.field : null,
    base,
    value,
    madeAt: mutation.madeAt ?? createdAt,
    state,
    conflictLikely: isOpen && isEdit && here !== undefined && !isSame(here, base) && !isSame(here, value),
    conflict: conflictOf(error),
    error,
  };
}

function stateOf(pending: Pending, now: number): OperationState {
  const { state, attempted, error } = pending;
  if (state === 'rejected') {
    if (conflictOf(error) !== null) return 'conflict';
    return error?.code === 'not_found' ? 'orphaned' : 'refused';
  }
  if (state === 'applied' || attempted) return 'underWay';
  return isOverdue(pending, now) ? 'held' : 'waiting';
}

function editOf(mutation: OperationMutation): { base: unknown; value: unknown } {
  if (mutation.type === 'library.save') return { base: mutation.base ?? null, value: mutation.content };
  if (mutation.type === 'user.lower') return { base: mutation.base, value: mutation.role };
  return 'value' in mutation ? mutation : { base: null, value: null };
}

/** What the server's copy on this desktop says of the field of an edit; undefined when it is not here. */
function currentValues(cache: Db): (mutation: OperationMutation) => unknown {
  const { users, accounts } = readNames(cache);
  const { items } = readLibrary(cache);
  const company: Record<string, unknown> = { ...defaultCompany, ...readCompany(cache) };
  return (mutation) => {
    switch (mutation.type) {
      case 'account.edit': {
        const account = accounts.find(({ id }) => id === mutation.accountId);
        if (account === undefined) return undefined;
        return mutation.field === 'active' ? account.cannotSend !== 'disabled' : account[mutation.field];
      }
      case 'user.edit':
        return users.find(({ id }) => id === mutation.userId)?.name;
      case 'library.save':
        return items.find(({ id }) => id === mutation.itemId)?.content;
      case 'company.edit':
        return company[mutation.field];
      default:
        return undefined;
    }
  };
}

/** Of plain JSON whose members come in the order of their schema. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
