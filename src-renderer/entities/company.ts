import { useMemo } from 'react';
import type { OperationState } from '#shared/admin-operation.ts';
import type { Company, CompanyEdit, CompanyField } from '#shared/company.ts';
import { AppError } from '#shared/error.ts';
import { api } from '../api.ts';
import { actAdmin, useAdmin } from './admin.ts';
import { useOperations } from './operations.ts';

// What the company has settled, with what this desktop has changed and could not send yet.

/** What waits for a decision is not so; it has a page of its own. */
const comesBack: ReadonlySet<OperationState> = new Set(['conflict', 'refused', 'orphaned']);

export interface Settled {
  /** As it will be; null: it was never heard of on this desktop. */
  company: Company | null;
  waiting: ReadonlySet<string>;
  asOf: number | null;
  error: unknown;
  isLoading: boolean;
}

export function useCompany(): Settled {
  const answer = useAdmin('company');
  const operations = useOperations((state) => state.operations);
  const { data, asOf, error, isLoading } = answer;
  return useMemo(() => {
    const own = operations.filter(({ type, state }) => type === 'company.edit' && !comesBack.has(state));
    const byField = Object.fromEntries(own.map(({ field, value }) => [field ?? '', value]));
    return {
      // Values of operations were checked when they were made.
      company: data === null ? null : ({ ...data.company, ...byField } as Company),
      waiting: new Set(Object.keys(byField)),
      asOf,
      error,
      isLoading,
    };
  }, [data, operations, asOf, error, isLoading]);
}

/** `queued`: it goes out as soon as there is a network. */
export type Settlement = 'done' | 'queued' | 'dismissed';

/**
 * Settles one field. Without a network it waits in the queue; what would keep less than now does not: it needs the
 * backend and the person's proof (ruling 29).
 */
export async function settle<F extends CompanyField>(
  field: F,
  base: Company[F],
  value: Company[F],
  { mayWait = true }: { mayWait?: boolean } = {},
): Promise<Settlement> {
  // Field, base and value are of one kind by the caller's types.
  const edit = { field, base, value } as CompanyEdit;
  try {
    const answer = await actAdmin('updateCompany', { body: { edits: [edit] } });
    return answer === null ? 'dismissed' : 'done';
  } catch (error) {
    if (!mayWait || !(error instanceof AppError) || !['offline', 'unavailable'].includes(error.code)) throw error;
    await api.operations.make({ type: 'company.edit', field, base: json(base), value: json(value) });
    return 'queued';
  }
}

/** As it crosses to main. */
const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as null;
