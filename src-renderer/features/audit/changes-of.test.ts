import { expect, it } from 'vitest';
import type { AuditEntry } from '#shared/audit-entry.ts';
import { changesOf } from './changes-of.ts';

const of = (details: Record<string, unknown>) => changesOf({ details } as AuditEntry);

it('shows what a field was and is, and what else was said', () => {
  expect(of({ field: 'name', from: 'Shop', to: 'Kiosk', client: 'laptop' })).toEqual({
    changes: [{ field: 'name', before: 'Shop', after: 'Kiosk' }],
    rest: [['client', 'laptop']],
  });
  expect(of({ from: 'agent', to: 'viewer' }).changes).toEqual([{ field: null, before: 'agent', after: 'viewer' }]);
  expect(of({ field: 'active', from: true, to: false }).changes).toEqual([
    { field: 'active', before: true, after: false },
  ]);
});

it('shows of bigger things only the fields that differ', () => {
  const before = { zone: 'UTC', days: [1, 2], off: null };
  const after = { zone: 'UTC', days: [1, 2, 3], greeting: 'Hi' };
  expect(of({ field: 'hours', before, after }).changes).toEqual([
    { field: 'hours.days', before: [1, 2], after: [1, 2, 3] },
    { field: 'hours.off', before: null, after: undefined },
    { field: 'hours.greeting', before: undefined, after: 'Hi' },
  ]);
  expect(of({ field: 'retentionDays', before: 90, after: 30 }).changes).toEqual([
    { field: 'retentionDays', before: 90, after: 30 },
  ]);
});

it('an entry about nothing that changed says what it says', () => {
  expect(of({ reason: 'password' })).toEqual({ changes: [], rest: [['reason', 'password']] });
  expect(of({ type: 'account.edit', field: 'name' })).toEqual({
    changes: [],
    rest: [
      ['field', 'name'],
      ['type', 'account.edit'],
    ],
  });
});
