import { expect, it } from 'vitest';
import { newId, type TemplateId } from '#shared/ids.ts';
import type { Template } from '#shared/template.ts';
import { everything, findGroup, toLibrary, worstOf, type LibraryFilter } from './library-groups.ts';

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

const shown = (templates: Template[], over: Partial<LibraryFilter> = {}) =>
  toLibrary(templates, [], new Map(), { ...everything, ...over }).groups.map(
    ({ name, versions }) => `${name} ${versions.map(({ language }) => language).join('+')}`,
  );

it('shows a template once with all its languages, and the same name of another business account apart', () => {
  const templates = [aTemplate({ language: 'de' }), aTemplate({}), aTemplate({ wabaId: '8' })];
  expect(shown(templates)).toEqual(['order_shipped de+en_US', 'order_shipped en_US']);
  expect(shown(templates, { wabaId: '8' })).toEqual(['order_shipped en_US']);
});

it('keeps the other languages in sight when one of them fits the filter', () => {
  const templates = [aTemplate({ language: 'de', status: 'REJECTED' }), aTemplate({}), aTemplate({ name: 'other' })];
  expect(shown(templates, { status: 'REJECTED' })).toEqual(['order_shipped de+en_US']);
  expect(shown(templates, { language: 'de' })).toEqual(['order_shipped de+en_US']);
});

it('leaves deleted ones out unless they are asked for', () => {
  const templates = [aTemplate({ status: 'DELETED' }), aTemplate({ name: 'alive' })];
  expect(shown(templates)).toEqual(['alive en_US']);
  expect(shown(templates, { status: 'DELETED' })).toEqual(['order_shipped en_US']);
});

it('finds by name before it finds by words', () => {
  const templates = [
    aTemplate({ name: 'a', components: [{ type: 'BODY', text: 'of the sale' }] }),
    aTemplate({ name: 'sale' }),
  ];
  expect(shown(templates, { search: 'sale' })).toEqual(['sale en_US', 'a en_US']);
});

it('says when a template was used last, in whichever language', () => {
  const [german, english] = [aTemplate({ language: 'de' }), aTemplate({})];
  const uses = new Map([
    [german.id as string, 5],
    [english.id as string, 9],
  ]);
  expect(findGroup([german, english], [], uses, '7 order_shipped')?.lastUsedAt).toBe(9);
});

it('lets the version that needs somebody most stand for the template', () => {
  expect(worstOf([aTemplate({}), aTemplate({ status: 'PAUSED' }), aTemplate({ status: 'PENDING' })])?.status).toBe(
    'PAUSED',
  );
});
