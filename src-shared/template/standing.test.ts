import { expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { type Template, TemplateStatus } from '../template.ts';
import { standingOf } from './standing.ts';

const aTemplate = (change: Partial<Template>): Template => ({
  id: newId(),
  version: 1,
  wabaId: '1',
  metaId: '2',
  name: 'order_update',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  parameterFormat: 'positional',
  components: [],
  quality: 'GREEN',
  rejectedReason: null,
  statusNote: null,
  correctCategory: null,
  ttlSeconds: null,
  syncedAt: 0,
  ...change,
});

it('only what is approved can be sent, and all else says why', () => {
  for (const status of TemplateStatus.options) {
    const { problem, status: said } = standingOf(aTemplate({ status }));
    expect(problem === null).toBe(status === 'APPROVED');
    expect(said.label).not.toBe(status);
    expect(said.tone === 'good').toBe(status === 'APPROVED');
  }
});

it('says in plain words why it was rejected, and what is about to change', () => {
  const rejected = standingOf(aTemplate({ status: 'REJECTED', rejectedReason: 'SCAM' }));
  expect(rejected.status.explanation).toMatch(/^It looks like fraud.*change it and submit it again\.$/);
  const { quality, warnings } = standingOf(aTemplate({ quality: 'RED', correctCategory: 'MARKETING' }));
  expect(quality?.label).toBe('Low quality');
  expect(warnings).toEqual([
    expect.stringContaining('going to pause it'),
    'WhatsApp is going to make it Marketing instead of Utility: its price and its rules change.',
  ]);
});

it('shows words of WhatsApp’s that it does not know as they are', () => {
  const { problem, status, category, quality } = standingOf(
    aTemplate({ status: 'FROZEN', category: 'toString', quality: 'PURPLE', rejectedReason: 'NEW_REASON' }),
  );
  expect([status.label, category.label, quality?.label]).toEqual(['FROZEN', 'toString', 'PURPLE']);
  expect(problem).toContain('FROZEN');
  expect(standingOf(aTemplate({ quality: null })).quality).toBeNull();
});
