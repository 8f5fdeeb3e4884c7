import type { AccountRow } from './accounts.repository.ts';

/** The account that is meant when nobody names a number: the chosen one, or the first that was connected (ruling 23). Pure. */
export function defaultOf(rows: readonly AccountRow[]): AccountRow | undefined {
  const active = rows.filter((row) => row.isActive === 1);
  return (
    active.find((row) => row.isDefault === 1) ??
    active.find((row) => row.configured === 1) ??
    active.find((row) => row.accessToken !== null) ??
    active[0]
  );
}
