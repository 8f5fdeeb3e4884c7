import { expect, it } from 'vitest';
import { readDefinition } from './definition.ts';
import { previewTemplate } from './preview.ts';

const define = (language: string, components: unknown[]) =>
  readDefinition({ name: 'made_here', language, category: 'MARKETING', components });
const greeting = {
  type: 'BODY',
  text: 'Hi *{{1}}*, it is {{2}}.',
  example: { body_text: [['Dana', 'ready']] },
};

it('puts values before samples before the variables, and says which is which', () => {
  const definition = define('en_US', [greeting]);
  expect(previewTemplate(definition, { 'body.1': 'Ana' }).body).toEqual({
    text: 'Hi *Ana*, it is ready.',
    blocks: [
      {
        kind: 'lines',
        start: 0,
        end: 22,
        children: [
          { kind: 'text', text: 'Hi ', at: 0 },
          { kind: 'bold', at: 3, children: [{ kind: 'text', text: 'Ana', at: 4 }] },
          { kind: 'text', text: ', it is ready.', at: 8 },
        ],
      },
    ],
    variables: [
      { key: 'body.1', start: 4, end: 7, from: 'value' },
      { key: 'body.2', start: 16, end: 21, from: 'sample' },
    ],
  });
  const { body } = previewTemplate(definition, { 'body.2': 'two\nlines' }, { samples: false });
  expect(body?.text).toBe('Hi *{{1}}*, it is {{2}}.');
  expect(body?.variables.map(({ from }) => from)).toEqual(['missing', 'missing']);
});

it('shows header, offer, buttons and cards as a phone does', () => {
  const image = { type: 'HEADER', format: 'IMAGE' };
  const shop = { type: 'URL', text: 'Shop', url: 'https://example.com/{{1}}', example: ['https://example.com/sale'] };
  const quick = ['a', 'b', 'c'].map((text) => ({ type: 'QUICK_REPLY', text }));
  const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } };
  const copy = { type: 'COPY_CODE', example: ['SAVE20'] };
  const shown = previewTemplate(
    define('he', [image, offer, greeting, { type: 'BUTTONS', buttons: [copy, shop, ...quick] }]),
    {
      'offer.ends': 1_800_000_000_000,
      'button.1.suffix': 'new',
    },
  );
  expect(shown).toMatchObject({
    direction: 'rtl',
    header: { kind: 'media', mediaKind: 'image', media: null },
    offer: { text: 'Ends soon', ends: 1_800_000_000_000, code: 'SAVE20' },
    footer: null,
    shownButtons: 2,
    cards: [],
  });
  expect(shown.buttons.slice(0, 2)).toEqual([
    { kind: 'copy_code', text: 'Copy offer code', value: 'SAVE20' },
    { kind: 'url', text: 'Shop', value: 'https://example.com/new' },
  ]);

  const card = { components: [image, { type: 'BODY', text: 'Shoe' }, { type: 'BUTTONS', buttons: [shop] }] };
  const { cards, shownButtons, direction } = previewTemplate(
    define('en', [greeting, { type: 'CAROUSEL', cards: [card, card] }]),
  );
  expect({ direction, shownButtons, texts: cards.map(({ body }) => body?.text) }).toEqual({
    direction: 'ltr',
    shownButtons: 0,
    texts: ['Shoe', 'Shoe'],
  });
});
