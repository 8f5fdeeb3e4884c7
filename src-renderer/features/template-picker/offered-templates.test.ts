import { expect, it } from 'vitest';
import { newId, type TemplateId } from '#shared/ids.ts';
import type { Template } from '#shared/template.ts';
import { offerTemplates, type TemplateFilter } from './offered-templates.ts';

const everything: TemplateFilter = { search: '', category: null, language: null, all: false };

function aTemplate(over: Partial<Template>): Template {
  return {
    id: newId<TemplateId>(),
    version: 1,
    wabaId: '7',
    metaId: '1',
    name: 'order_shipped',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameterFormat: 'positional',
    components: [{ type: 'BODY', text: 'Your *order* {{1}} is on its way' }],
    quality: null,
    rejectedReason: null,
    statusNote: null,
    correctCategory: null,
    ttlSeconds: null,
    syncedAt: 0,
    ...over,
  };
}

const names = (templates: Template[], over: Partial<TemplateFilter> = {}) =>
  offerTemplates(templates, { wabaId: '7' }, { ...everything, ...over }).shown.map(({ template }) => template.name);

it('offers what the number may send, and only that of its own business account', () => {
  const templates = [
    aTemplate({}),
    aTemplate({ name: 'other', wabaId: '8' }),
    aTemplate({ name: 'x', status: 'PAUSED' }),
  ];
  expect(names(templates)).toEqual(['order_shipped']);
});

it('counts what its state keeps from sight, and shows it when asked to', () => {
  const templates = [
    aTemplate({ name: 'a', status: 'PAUSED' }),
    aTemplate({ name: 'b', status: 'PENDING' }),
    aTemplate({ name: 'c', status: 'PAUSED' }),
  ];
  const offer = offerTemplates(templates, { wabaId: '7' }, everything);
  expect(offer.shown).toEqual([]);
  expect(offer.hidden).toEqual([
    { label: 'Paused', count: 2 },
    { label: 'In review', count: 1 },
  ]);
  const all = offerTemplates(templates, { wabaId: '7' }, { ...everything, all: true });
  expect(all.hidden).toEqual([]);
  expect(all.shown.map(({ problem }) => problem === null)).toEqual([false, false, false]);
});

it('finds by parts of the name and by the words without their marks', () => {
  const templates = [aTemplate({}), aTemplate({ name: 'sale', components: [{ type: 'BODY', text: 'Summer prices' }] })];
  expect(names(templates, { search: 'ship' })).toEqual(['order_shipped']);
  expect(names(templates, { search: 'summer' })).toEqual(['sale']);
  expect(names(templates, { search: 'your order' })).toEqual(['order_shipped']);
});

it('filters by language and category and says which there are', () => {
  const templates = [aTemplate({}), aTemplate({ name: 'verkauf', language: 'de', category: 'MARKETING' })];
  const offer = offerTemplates(templates, { wabaId: '7' }, { ...everything, language: 'de' });
  expect(offer.shown.map(({ template }) => template.name)).toEqual(['verkauf']);
  expect(offer.languages).toEqual(['de', 'en_US']);
  expect(offer.categories).toEqual(['MARKETING', 'UTILITY']);
});
