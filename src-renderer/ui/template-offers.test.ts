import { expect, it } from 'vitest';
import type { LineField } from '#shared/template/field.ts';
import { offersFor } from './template-offers.ts';

const field: LineField = {
  key: 'body.1',
  kind: 'text',
  label: 'Text · 1',
  required: true,
  example: null,
  maxLength: 40,
};
const known = { draft: 'It is\nready\t now', contactName: 'Anna Okafor', agentName: 'Maya Lindqvist' };

it('offers the draft on one line, and the names of the two who talk', () => {
  expect(offersFor(field, known).map(({ text }) => text)).toEqual(['It is ready now', 'Anna', 'Maya']);
});

it('offers nothing that would not fit, and no number as a name', () => {
  expect(offersFor({ ...field, maxLength: 6 }, { ...known, contactName: '+55 11 91234' })).toEqual([
    { kind: 'agent', text: 'Maya' },
  ]);
});

it('offers nothing for codes and links', () => {
  expect(offersFor({ ...field, kind: 'suffix' }, known)).toEqual([]);
});
