// Past 300 lines because the table of refusals has a row for each rule.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCompany } from '../company/company.ts';
import { GraphError } from '../graph/graph-error.ts';
import { fillTemplate } from './fill.ts';
import type { Component, ParameterFormat, Template } from './template.ts';
import { createTemplateStore, type TemplateDefinition } from './template-store.ts';

const company = createCompany('7');
const store = createTemplateStore('7', company, 0);
const [stores, health] = company.wabas.map(({ id }) => id);

function seeded(name: string, language: string): Template {
  const found = store.find(stores ?? '', name, language) ?? store.find(health ?? '', name, language);
  if (!found) throw new Error(`no template ${name} in ${language}`);
  return found;
}

function aTemplate(components: readonly Component[], change: Partial<TemplateDefinition> = {}): Template {
  return createTemplateStore('7', company, 0).add(
    'waba',
    {
      name: 'made_here',
      language: 'en_US',
      category: 'MARKETING',
      parameterFormat: 'POSITIONAL',
      components,
      ttlSeconds: null,
      isLinkTracked: false,
      ...change,
    },
    0,
  );
}

const body = (text: string): Component => ({ type: 'BODY', text });
const text = (value: unknown): object => ({ type: 'text', text: value });
const image = { type: 'image', image: { link: 'https://example.com/a.jpg' } };

function refusal(template: Template, components: unknown): { code: number; details: string } {
  try {
    fillTemplate(template, components);
  } catch (error) {
    if (error instanceof GraphError) return { code: error.code, details: error.details ?? error.message };
    throw error;
  }
  throw new Error('was accepted');
}

it('shows header, body, footer and buttons with the values of the send', () => {
  expect(
    fillTemplate(seeded('order_update', 'en_US'), [
      { type: 'header', parameters: [text('M-1')] },
      { type: 'body', parameters: [text('Ana'), text('packed'), text('Friday')] },
      { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'move:M-1' }] },
      { type: 'button', sub_type: 'url', index: 1, parameters: [text('M-1')] },
    ]),
  ).toEqual({
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    header: { type: 'text', text: 'Order M-1' },
    body: 'Hi Ana, your order is packed. You will get it on Friday between 9:00 and 18:00.',
    footer: 'Marlow Store',
    offer: null,
    buttons: [
      { type: 'quick_reply', text: 'Change address', payload: 'move:M-1' },
      { type: 'url', text: 'Track parcel', url: 'https://example.com/track/M-1' },
    ],
    cards: [],
    asksToCall: false,
  });
});

it('gives a quick reply without payload its own text, and needs no component for it', () => {
  const { buttons } = fillTemplate(seeded('appointment_reminder', 'de'), [
    { type: 'body', parameters: [text('Frau Brandt'), text('Montag'), text('10:15')] },
  ]);
  expect(buttons[0]).toEqual({ type: 'quick_reply', text: 'Ja, ich komme', payload: 'Ja, ich komme' });
});

it('puts named values where their names stand, in any order, next to a picture', () => {
  const filled = fillTemplate(seeded('delivery_photo', 'en_US'), [
    { type: 'HEADER', parameters: [image] },
    {
      type: 'BODY',
      parameters: [
        { ...text('at the door'), parameter_name: 'place' },
        { ...text('Ana'), parameter_name: 'first_name' },
      ],
    },
  ]);
  expect(filled.body).toBe('Hello Ana, we left your parcel at the door. Here is how it looks.');
  expect(filled.header).toEqual({
    type: 'image',
    media: { id: null, link: 'https://example.com/a.jpg', filename: null },
  });
});

it('shows the fallbacks of currencies and dates', () => {
  const filled = fillTemplate(aTemplate([body('You pay {{1}} on {{2}} please')]), [
    {
      type: 'body',
      parameters: [
        { type: 'currency', currency: { fallback_value: '$10.50', code: 'USD', amount_1000: 10_500 } },
        { type: 'date_time', date_time: { fallback_value: 'May 4' } },
      ],
    },
  ]);
  expect(filled.body).toBe('You pay $10.50 on May 4 please');
});

it('shows a place, a document, an offer that ends, an authentication code and the cards of a carousel', () => {
  const place = { latitude: '51.5', longitude: -0.12, name: 'Harbour', address: 'Quay 1' };
  expect(
    fillTemplate(seeded('booking_confirmed', 'en_GB'), [
      { type: 'header', parameters: [{ type: 'location', location: place }] },
      { type: 'body', parameters: [text('Ms W'), text('3 May'), text('5 May')] },
    ]).header,
  ).toEqual({ type: 'location', latitude: 51.5, longitude: -0.12, name: 'Harbour', address: 'Quay 1' });
  expect(
    fillTemplate(seeded('invoice_ready', 'en_US'), [
      { type: 'header', parameters: [{ type: 'document', document: { id: 12, filename: 'invoice.pdf' } }] },
      { type: 'body', parameters: [text('$1')] },
    ]).header,
  ).toEqual({ type: 'document', media: { id: '12', link: null, filename: 'invoice.pdf' } });
  expect(
    fillTemplate(seeded('weekend_offer', 'en_US'), [
      { type: 'header', parameters: [image] },
      { type: 'body', parameters: [text('Ana')] },
      {
        type: 'limited_time_offer',
        parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_800_000_000_000 } }],
      },
      { type: 'button', sub_type: 'copy_code', index: 0, parameters: [{ type: 'coupon_code', coupon_code: '25OFF' }] },
      { type: 'button', sub_type: 'url', index: 1, parameters: [text('25OFF')] },
    ]).offer,
  ).toEqual({ text: 'Ends on Sunday', expiresAt: 1_800_000_000_000, code: '25OFF' });
  const code = fillTemplate(seeded('sign_in_code', 'en_US'), [
    { type: 'body', parameters: [text('482913')] },
    { type: 'button', sub_type: 'url', index: 0, parameters: [text('482913')] },
  ]);
  expect([code.body, code.buttons]).toEqual([
    '*482913* is your verification code. For your security, do not share this code.',
    [{ type: 'otp', text: 'Copy code', code: '482913', otpType: 'COPY_CODE' }],
  ]);
  expect(fillTemplate(seeded('new_season', 'en_US'), season([0, 1])).cards[1]).toEqual({
    header: { type: 'image', media: { id: null, link: 'https://example.com/a.jpg', filename: null } },
    body: 'City shoe, now in three colours',
    buttons: [
      { type: 'quick_reply', text: 'Tell me more', payload: 'more-1' },
      { type: 'url', text: 'See it', url: 'https://example.com/shoes/1' },
    ],
  });
});

function season(indexes: readonly number[]): readonly object[] {
  const cards = indexes.map((index) => ({
    card_index: index,
    components: [
      { type: 'header', parameters: [image] },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: 0,
        parameters: [{ type: 'payload', payload: `more-${index}` }],
      },
      { type: 'button', sub_type: 'url', index: 1, parameters: [text(String(index))] },
    ],
  }));
  return [
    { type: 'body', parameters: [text('Ana')] },
    { type: 'carousel', cards },
  ];
}

const plain = aTemplate([body('Hi {{1}}, how are you')]);
const withUrl = aTemplate([
  body('Hello there'),
  { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Go', url: 'https://example.com/{{1}}' }] },
]);
const named = aTemplate([body('Hi {{who}}, how are you')], { parameterFormat: 'NAMED' });
const hi = (value: unknown): readonly object[] => [{ type: 'body', parameters: [text(value)] }];

it.each<[string, Template, unknown, number, RegExp]>([
  ['too few values', plain, [], 132000, /body: number of localizable_params \(0\) does not match .* \(1\)/],
  ['too many values', plain, [{ type: 'body', parameters: [text('a'), text('b')] }], 132000, /\(2\).*\(1\)/],
  [
    'values for a header that is not there',
    plain,
    [...hi('a'), { type: 'header', parameters: [image] }],
    132000,
    /^header/,
  ],
  ['a picture in the body', plain, [{ type: 'body', parameters: [image] }], 132012, /expected TEXT, received IMAGE/],
  ['no picture', seeded('delivery_photo', 'en_US'), [], 132012, /expected IMAGE, received UNKNOWN/],
  ['an empty value', plain, hi(''), 131008, /missing text value/],
  ['a number as value', plain, hi(5), 132008, /must be a string/],
  ['a new line', plain, hi('a\nb'), 132018, /new-line/],
  ['a tab', plain, hi('a\tb'), 132018, /new-line/],
  ['four spaces', plain, hi('a    b'), 132018, /4 consecutive spaces/],
  ['a text that gets too long', plain, hi('x'.repeat(1020)), 132005, /1024 are allowed/],
  ['words Meta does not let pass', plain, hi('please send us your password'), 132007, /sensitive/],
  ['a nameless value', named, hi('a'), 100, /Parameter name is missing or empty/],
  [
    'a name nobody knows',
    named,
    [{ type: 'body', parameters: [{ ...text('a'), parameter_name: 'x' }] }],
    100,
    /named x/,
  ],
  ['a link without its end', withUrl, [], 131008, /Button at index 0 of type Url requires a parameter/],
  [
    'another kind of button',
    withUrl,
    [{ type: 'button', sub_type: 'quick_reply', index: 0, parameters: [] }],
    132012,
    /is of type URL, received QUICK_REPLY/,
  ],
  [
    'a button that is not there',
    plain,
    [...hi('a'), { type: 'button', sub_type: 'url', index: 3 }],
    132012,
    /no button at index 3/,
  ],
  ['too few cards', seeded('new_season', 'en_US'), season([0]), 132012, /number of cards \(1\)/],
  ['cards with other numbers', seeded('new_season', 'en_US'), season([0, 2]), 132012, /number of cards/],
  ['components that are no list', plain, { type: 'body' }, 100, /must be an array/],
  ['a type that is an object', plain, [{ type: { toString: 1 } }], 100, /must be one of/],
  ['a component that is none', plain, ['body'], 100, /JSON object/],
  ['an unknown component', plain, [{ type: 'tail' }], 100, /must be one of \{BODY/],
  ['a component twice', plain, [...hi('a'), ...hi('b')], 100, /given twice/],
])('refuses %s', (_what, template, components, code, details) => {
  const refused = refusal(template, components);
  expect(refused.code).toBe(code);
  expect(refused.details).toMatch(details);
});

it('refuses a flow that is blocked or throttled, and shows one that is not', () => {
  const flow = aTemplate([
    body('Tell us how it was'),
    {
      type: 'BUTTONS',
      buttons: [{ type: 'FLOW', text: 'Rate', flow_id: '9', flow_action: 'NAVIGATE', navigate_screen: 'RATE' }],
    },
  ]);
  expect(fillTemplate(flow, undefined).buttons).toEqual([
    { type: 'flow', text: 'Rate', flowId: '9', flowToken: 'unused', screen: 'RATE', data: null },
  ]);
  flow.flowState = 'BLOCKED';
  expect(refusal(flow, []).code).toBe(132068);
  flow.flowState = 'THROTTLED';
  expect(refusal(flow, []).code).toBe(132069);
});

it('says of each template in another state why it cannot be sent', () => {
  const codeOf = (name: string, language: string): number => {
    try {
      store.getSendable(stores ?? '', name, language);
      return 0;
    } catch (error) {
      return error instanceof GraphError ? error.code : -1;
    }
  };
  expect(codeOf('hello_world', 'en_US')).toBe(0);
  expect(codeOf('hello_world', 'fr')).toBe(132001);
  expect(codeOf('nobody_made_this', 'en_US')).toBe(132001);
  expect(codeOf('back_in_stock', 'pt_BR')).toBe(132001);
  expect(codeOf('verify_card', 'en_US')).toBe(132001);
  expect(codeOf('stay_feedback', 'en_GB')).toBe(132015);
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const value = fc.stringMatching(/^[A-Za-z0-9äöüß😀 .,%-]{1,30}$/u).filter((each) => !/ {4}/.test(each) && each !== '');

it('never leaves a variable behind, whatever the words and the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ word, value }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom<ParameterFormat>('POSITIONAL', 'NAMED'),
      fc.constantFrom('{{x}}', '{{ x }}'),
      (pieces, parameterFormat, spelling) => {
        const nameOf = (index: number): string => (parameterFormat === 'NAMED' ? `name_${index}` : String(index + 1));
        const words = pieces.map((piece, index) => `${piece.word} ${spelling.replace('x', nameOf(index))}`);
        const template = aTemplate([body(`${words.join(' ')} end`)], { parameterFormat });
        const parameters = pieces.map((piece, index) => ({ ...text(piece.value), parameter_name: nameOf(index) }));
        expect(fillTemplate(template, [{ type: 'body', parameters }]).body).toBe(
          `${pieces.map((piece) => `${piece.word} ${piece.value}`).join(' ')} end`,
        );
      },
    ),
  );
});

it('answers any components with a filled template or an error of Meta', () => {
  const templates = [...store.list(stores ?? ''), ...store.list(health ?? ''), plain, withUrl, named];
  const key = fc.constantFrom(
    'type',
    'parameters',
    'index',
    'sub_type',
    'cards',
    'text',
    'image',
    'components',
    'action',
  );
  const leaf = fc.oneof(
    fc.constantFrom('header', 'body', 'button', 'carousel', 'text', 'image', 'url', 'quick_reply', 'action', 'payload'),
    fc.anything(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.constantFrom(...templates),
      fc.oneof(tree, fc.array(tree, { maxLength: 4 })),
      (template, components) => {
        try {
          fillTemplate(template, components);
        } catch (error) {
          if (!(error instanceof GraphError)) throw error;
          expect(error.code).toBeGreaterThanOrEqual(100);
        }
      },
    ),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 400 },
  );
});
