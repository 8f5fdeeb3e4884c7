import type { AuditEntry } from '#shared/audit-entry.ts';

export interface Change {
  /** null: the entry says only what was and what is. */
  field: string | null;
  before: unknown;
  after: unknown;
}

/** What an entry says of before and after, and what else it says. Pure. */
export function changesOf({ details }: AuditEntry): { changes: Change[]; rest: [string, unknown][] } {
  const { field, from, to, before, after, ...rest } = details;
  const others = Object.entries(rest);
  if (from !== undefined || to !== undefined) {
    return { changes: [{ field: nameOf(field), before: from, after: to }], rest: others };
  }
  if (before !== undefined || after !== undefined) {
    return { changes: withinOf(nameOf(field), before, after), rest: others };
  }
  return { changes: [], rest: field === undefined ? others : [['field', field], ...others] };
}

/** Of things with fields of their own each that differs, otherwise the whole. */
function withinOf(field: string | null, before: unknown, after: unknown): Change[] {
  if (!isThing(before) || !isThing(after)) return [{ field, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({
      field: field === null ? name : `${field}.${name}`,
      before: before[name],
      after: after[name],
    }));
}

const nameOf = (field: unknown): string | null => (typeof field === 'string' ? field : null);

function isThing(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
