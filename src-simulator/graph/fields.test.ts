import { expect, it } from 'vitest';
import { parseFields, selectFields } from './fields.ts';

const node = {
  id: '7',
  name: 'Marlow',
  throughput: { level: 'HIGH', unit: 'mps' },
  health: { can_send: 'AVAILABLE', entities: [{ id: '1', kind: 'WABA', state: 'AVAILABLE' }] },
  numbers: (wish: { args: Readonly<Record<string, string>>; children: unknown }) => ({
    data: [],
    limit: wish.args['limit'],
  }),
  missing: undefined,
};
const select = (fields: string): object => selectFields(node, parseFields(fields), ['name'], 'Company');

it('selects fields inside fields and items of lists, whose ids stay', () => {
  expect(select('throughput{level},health{entities{kind}}')).toEqual({
    throughput: { level: 'HIGH' },
    health: { entities: [{ kind: 'WABA', id: '1' }] },
    id: '7',
  });
});

it('hands arguments to fields that take some, and leaves out what has no value', () => {
  expect(select('numbers.limit(2).after(x){id}, missing, ')).toEqual({ numbers: { data: [], limit: '2' }, id: '7' });
  expect(selectFields(node, parseFields(undefined), ['name'])).toEqual({ name: 'Marlow', id: '7' });
});

it('refuses unknown fields, also those every object has, and what it can not read', () => {
  expect(() => select('shoe_size')).toThrow(
    '(#100) Tried accessing nonexisting field (shoe_size) on node type (Company)',
  );
  expect(() => select('constructor')).toThrow(/nonexisting field/);
  for (const broken of [
    'a{b',
    'a}',
    'a{}',
    'a.limit(2',
    'a b',
    ',a',
    '{a}',
    'a'.repeat(3) + '{a'.repeat(9) + '}'.repeat(9),
  ]) {
    expect(() => select(broken), broken).toThrow(/Syntax error/);
  }
});
