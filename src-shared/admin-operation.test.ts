import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AdminMutation, adminClass, type NewOperation } from './admin-mutation.ts';
import { inverseOf, type Operation, planOf, withOperations } from './admin-operation.ts';
import { type AccountId, newId, type UserId } from './ids.ts';

const accountId = newId<AccountId>();
const userId = newId<UserId>();
const rename: NewOperation = { type: 'account.edit', accountId, field: 'name', base: 'Shop', value: 'Kiosk' };

function anOperation(operation: NewOperation, more: Partial<Operation> = {}): Operation {
  const mutation = AdminMutation.parse({ ...operation, id: newId(), madeAt: 1 });
  return {
    mutationId: mutation.id,
    type: mutation.type,
    class: adminClass[mutation.type],
    mutation,
    target: accountId,
    field: null,
    base: null,
    value: null,
    madeAt: 1,
    state: 'waiting',
    conflictLikely: false,
    conflict: null,
    error: null,
    ...more,
  };
}

it('ruling 52 no operation has a field for a secret', () => {
  const schema = JSON.stringify(z.toJSONSchema(AdminMutation, { io: 'input' }));
  const fields = [...schema.matchAll(/"([A-Za-z]+)":\{/g)].map(([, name]) => name ?? '');
  expect(fields).toContain('madeAt');
  const secret = /token$|secret|password|apikey|credential|recovery|^pin$/i;
  expect(fields.filter((name) => secret.test(name))).toEqual([]);
});

it('S-62 no operation raises rights: a role is only lowered, and a person is only switched off', () => {
  const lower = { type: 'user.lower', id: newId(), madeAt: 1, userId, base: 'agent', role: 'viewer' };
  expect(AdminMutation.safeParse(lower).success).toBe(true);
  expect(AdminMutation.safeParse({ ...lower, type: 'user.edit', field: 'role', value: 'admin' }).success).toBe(false);
  expect(AdminMutation.safeParse({ ...lower, type: 'user.edit', field: 'active', value: true }).success).toBe(false);
});

describe('the plan', () => {
  it('counts what goes, what may collide, and what waits for a person', () => {
    const operations = [
      anOperation({ type: 'token.revoke', accountId, tokenId: newId() }),
      anOperation({ type: 'user.disable', userId }, { state: 'underWay' }),
      anOperation(rename, { conflictLikely: true }),
      anOperation(rename),
      anOperation(rename, { state: 'held' }),
      anOperation(rename, { state: 'conflict' }),
      anOperation(rename, { state: 'orphaned' }),
    ];
    expect(planOf(operations)).toEqual({ revokes: 2, edits: 2, conflictsLikely: 1, held: 1, toDecide: 2 });
  });

  it('of nothing is nothing', () => {
    expect(Object.values(planOf([]))).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a list with its operations', () => {
  const rows = [
    { id: accountId as string, name: 'Shop', cannotSend: null },
    { id: 'other', name: 'Bar', cannotSend: null },
  ];

  it('shows what will be, and leaves the others as they are', () => {
    const pause = anOperation({ type: 'account.pause', accountId });
    const renamed = anOperation(rename);
    expect(withOperations(rows, [renamed, pause])).toEqual([
      { id: accountId, name: 'Kiosk', active: false, cannotSend: 'disabled', operations: [renamed, pause] },
      { ...rows[1], operations: [] },
    ]);
  });

  it('shows what is, where an operation came back', () => {
    const [row] = withOperations(rows, [anOperation(rename, { state: 'conflict' })]);
    expect(row).toMatchObject({ name: 'Shop', operations: [{ state: 'conflict' }] });
  });
});

it('an edit is taken back by its opposite; what ends something is not', () => {
  const inverse = (operation: NewOperation) => inverseOf(anOperation(operation).mutation as AdminMutation);
  expect(inverse(rename)).toEqual({ ...rename, base: 'Kiosk', value: 'Shop' });
  const activate = { type: 'account.edit', accountId, field: 'active', base: false, value: true } as const;
  expect(inverse({ type: 'account.pause', accountId })).toEqual(activate);
  expect(inverse(activate)).toEqual({ type: 'account.pause', accountId });
  expect(inverse({ type: 'user.lower', userId, base: 'admin', role: 'agent' })).toBeNull();
  expect(inverse({ type: 'token.revoke', accountId, tokenId: newId() })).toBeNull();
});
