import { expect, it } from 'vitest';
import { readDefinition } from './definition.ts';
import { fillTemplate } from './fill.ts';
import { formOf } from './form.ts';
import { readSent } from './read-sent.ts';
import type { TemplateValues } from './value.ts';

const now = Date.UTC(2026, 5, 1);
const define = (components: unknown[], change: { category?: string; parameterFormat?: string } = {}) =>
  readDefinition({ name: 'made_here', language: 'en_US', category: 'UTILITY', components, ...change });
const picture = '01890000-0000-7000-8000-000000000001';
const image = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW'] } };

const order = define([
  { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['M-1'] } },
  { type: 'BODY', text: 'Hi {{2}}, it is {{1}}, {{2}}.', example: { body_text: [['packed', 'Dana']] } },
  { type: 'FOOTER', text: 'Marlow Store' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Thanks' },
      { type: 'URL', text: 'Track', url: 'https://example.com/t/{{1}}', example: ['https://example.com/t/M-1'] },
      { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+12025550143' },
    ],
  },
]);

it('asks for each variable with its example, once however often it stands in the text', () => {
  const { fields } = formOf(order);
  expect(fields.map(({ key, kind, required, example }) => ({ key, kind, required, example }))).toEqual([
    { key: 'header.1', kind: 'text', required: true, example: 'M-1' },
    { key: 'body.1', kind: 'text', required: true, example: 'packed' },
    { key: 'body.2', kind: 'text', required: true, example: 'Dana' },
    { key: 'button.0.payload', kind: 'payload', required: false, example: null },
    { key: 'button.1.suffix', kind: 'suffix', required: true, example: 'M-1' },
  ]);
});

it('builds positional parameters in the order of their numbers, and the message as the customer sees it', () => {
  const values = {
    'header.1': 'M-7',
    'body.1': 'here',
    'body.2': 'Ana',
    'button.1.suffix': 'https://example.com/t/M-7',
  };
  expect(fillTemplate(order, values, now)).toEqual({
    ok: true,
    components: [
      { type: 'header', parameters: [{ type: 'text', text: 'M-7' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'here' },
          { type: 'text', text: 'Ana' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'M-7' }] },
    ],
    content: {
      type: 'template',
      name: 'made_here',
      language: 'en_US',
      category: 'UTILITY',
      header: { kind: 'text', text: 'Order M-7' },
      body: 'Hi Ana, it is here, Ana.',
      footer: 'Marlow Store',
      buttons: [
        { kind: 'quick_reply', text: 'Thanks', value: 'Thanks' },
        { kind: 'url', text: 'Track', value: 'https://example.com/t/M-7' },
        { kind: 'phone_number', text: 'Call', value: '+12025550143' },
      ],
      cards: [],
      parameters: expect.any(Array),
    },
  });
});

it('names the parameters of a template with names, also when Meta does not say that it is one', () => {
  const definition = define([image, { type: 'BODY', text: 'Hello {{first_name}}, see {{place}}.' }]);
  const values = { header: { id: picture }, 'body.first_name': 'Ana', 'body.place': 'this' };
  expect(fillTemplate(definition, values, now)).toMatchObject({
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { id: picture } }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Ana' },
          { type: 'text', parameter_name: 'place', text: 'this' },
        ],
      },
    ],
    content: { header: { kind: 'media', mediaKind: 'image', media: { id: picture, state: 'pending' } } },
  });
});

it('asks for a one-time code once and puts it into the text and behind the button, however Meta shows that button', () => {
  const otp = { type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' };
  const url = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}';
  for (const button of [otp, { type: 'URL', text: 'Copy code', url }]) {
    const text = '*{{1}}* is your verification code.';
    const buttons = { type: 'BUTTONS', buttons: [button] };
    const definition = define([{ type: 'BODY', text }, buttons], { category: 'AUTHENTICATION' });
    expect(formOf(definition).fields.map(({ key }) => key)).toEqual(['code']);
    expect(fillTemplate(definition, { code: '482913' }, now)).toMatchObject({
      components: [
        { type: 'body', parameters: [{ type: 'text', text: '482913' }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '482913' }] },
      ],
      content: { body: '*482913* is your verification code.', buttons: [{ kind: 'otp', value: '482913' }] },
    });
  }
});

it('sends all cards of a carousel, a flow’s token, an offer’s end, products and places', () => {
  const card = { components: [image, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] }] };
  const carousel = define([
    { type: 'BODY', text: 'Look' },
    { type: 'CAROUSEL', cards: [card, card] },
  ]);
  const link = 'https://example.com/a.jpg';
  expect(fillTemplate(carousel, { 'card.0.header': { link }, 'card.1.header': { metaId: '77' } }, now)).toMatchObject({
    components: [
      {
        type: 'carousel',
        cards: [
          { card_index: 0, components: [{ type: 'header', parameters: [{ type: 'image', image: { link } }] }] },
          { card_index: 1, components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '77' } }] }] },
        ],
      },
    ],
  });

  const rest = define([
    { type: 'HEADER', format: 'LOCATION' },
    { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
    { type: 'BODY', text: 'Look' },
    { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Go', flow_id: '1' }, { type: 'MPM' }] },
  ]);
  const values = {
    header: { latitude: 52.5, longitude: 13.4, name: 'Clinic' },
    'offer.ends': now + 1,
    'button.1.products': { sections: [{ title: 'Shoes', productIds: ['s1', 's2'] }] },
  };
  expect(fillTemplate(rest, values, now)).toMatchObject({
    components: [
      {
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Clinic' } }],
      },
      {
        type: 'button',
        sub_type: 'flow',
        index: '0',
        parameters: [{ type: 'action', action: { flow_token: 'unused' } }],
      },
      {
        type: 'button',
        sub_type: 'mpm',
        index: '1',
        parameters: [
          {
            type: 'action',
            action: {
              thumbnail_product_retailer_id: 's1',
              sections: [
                { title: 'Shoes', product_items: [{ product_retailer_id: 's1' }, { product_retailer_id: 's2' }] },
              ],
            },
          },
        ],
      },
      {
        type: 'limited_time_offer',
        parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: now + 1 } }],
      },
    ],
  });
  expect(fillTemplate(rest, { ...values, 'offer.ends': now }, now)).toMatchObject({
    errors: [{ key: 'offer.ends', message: 'This has passed: the offer must end later than now' }],
  });
});

const right: TemplateValues = { 'header.1': 'M-7', 'body.1': 'here', 'body.2': 'Ana', 'button.1.suffix': 'M-7' };

it.each<[string, string, unknown]>([
  ['header.1', 'Fill this in', undefined],
  ['body.1', 'Fill this in', '  '],
  ['body.1', 'Fill this in', 7],
  ['body.1', 'Keep this on one line: no line breaks, tabs or rows of blanks', 'two\nlines'],
  ['body.1', 'Keep this on one line: no line breaks, tabs or rows of blanks', 'a    b'],
  ['body.2', 'Replace the {{placeholder}}: the customer would read the braces', '{{first_name}}'],
  ['header.1', 'Shorten this to 54 characters: it has 60', 'a'.repeat(60)],
  ['body.2', 'With these values the text is 194 characters longer than the 1024 WhatsApp takes', 'a'.repeat(600)],
  ['button.1.suffix', 'Leave out the blanks: this is part of a link', 'M 7'],
  ['button.1.suffix', 'Fill this in', 'https://example.com/t/'],
  ['button.0.payload', 'Shorten this to 128 characters: it has 129', 'a'.repeat(129)],
])('%s is refused: %s', (key, message, value) => {
  expect(fillTemplate(order, { ...right, [key]: value }, now)).toEqual({ ok: false, errors: [{ key, message }] });
});

it('refuses a template with a variable in a part that this version does not know, and sends one without', () => {
  const plain = { type: 'BODY', text: 'Hello there' };
  expect(fillTemplate(define([plain, { type: 'SOUND', url: 'https://example.com' }]), {}, now)).toMatchObject({
    ok: true,
    components: [],
  });
  expect(fillTemplate(define([plain, { type: 'SOUND', text: 'Hi {{1}}' }]), {}, now)).toEqual({
    ok: false,
    errors: [{ key: null, message: expect.stringContaining('(SOUND): update Parley') }],
  });
});

it('says where a payload of another program does not fit the template', () => {
  const text = (value: string) => ({ type: 'text', text: value });
  const components = [
    { type: 'header', parameters: [image] },
    { type: 'body', parameters: [text('a'), text('b'), text('c')] },
    { type: 'button', sub_type: 'url', index: 7, parameters: [text('M-7')] },
    { type: 'carousel', cards: [{ card_index: 0, components: [] }] },
    'nothing',
  ];
  expect(readSent(order, components)).toEqual({
    ok: false,
    problems: [
      { path: 'components.0.parameters.0.type', message: 'must be text or currency or date_time' },
      { path: 'components.1.parameters', message: 'are 3: this template takes 2 there' },
      { path: 'components.2', message: 'is nothing that this template takes parameters for' },
      { path: 'components.3', message: 'has a card 0 that the template does not have' },
      { path: 'components.4', message: 'must have a type, and parameters with types' },
    ],
  });
});

it('reads amounts and dates by what stands for them', () => {
  const currency = { fallback_value: '$48.00', code: 'USD', amount_1000: 48_000 };
  const read = readSent(order, [
    {
      type: 'BODY',
      parameters: [
        { type: 'currency', currency },
        { type: 'date_time', date_time: { fallback_value: 'May 3' } },
      ],
    },
  ]);
  expect(read).toEqual({ ok: true, values: { 'body.1': '$48.00', 'body.2': 'May 3' } });
});
