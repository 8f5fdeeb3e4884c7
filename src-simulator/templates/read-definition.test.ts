import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { GraphError } from '../graph/graph-error.ts';
import { readDefinition } from './read-definition.ts';

const isHandle = (handle: string): boolean => handle === '4::ok';
const body = { type: 'BODY', text: 'Your order is ready.' };
const image = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::ok'] } };
const url = { type: 'URL', text: 'Go', url: 'https://example.com' };
const reply = (text: string): object => ({ type: 'QUICK_REPLY', text });
const buttons = (...list: unknown[]): object => ({ type: 'BUTTONS', buttons: list });
const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } };
const copy = { type: 'COPY_CODE', example: 'SAVE' };
const card = (...list: unknown[]): object => ({ components: list });
const carousel = (...cards: unknown[]): object => ({ type: 'CAROUSEL', cards });
const goodCard = card(image, { type: 'BODY', text: 'A shoe' }, buttons(url));
const otp = { type: 'OTP', otp_type: 'COPY_CODE' };

const define = (components: unknown, change: object = {}): ReturnType<typeof readDefinition> =>
  readDefinition({ name: 'made_here', language: 'en_US', category: 'MARKETING', components, ...change }, isHandle);

function refusal(components: unknown, change: object = {}): [number, number | undefined] {
  try {
    define(components, change);
  } catch (error) {
    if (error instanceof GraphError) return [error.code, error.subcode];
    throw error;
  }
  throw new Error('was accepted');
}

it('writes types in capitals, samples of bodies in a list of lists, and labels that Meta has fixed', () => {
  expect(
    define([
      { type: 'body', text: 'Dear {{1}}, use it.', example: { body_text: ['Ana'] } },
      buttons({ type: 'copy_code', example: ['SAVE'] }, { type: 'catalog' }),
    ]).components,
  ).toEqual([
    { type: 'BODY', text: 'Dear {{1}}, use it.', example: { body_text: [['Ana']] } },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'COPY_CODE', text: 'Copy offer code', example: ['SAVE'] },
        { type: 'CATALOG', text: 'View catalog' },
      ],
    },
  ]);
});

const authentication = { category: 'AUTHENTICATION' };
const app = { package_name: 'com.example.app', signature_hash: 'abcdefghijk' };

it.each<[string, unknown, object]>([
  ['ten quick replies', [body, buttons(...Array.from({ length: 10 }, (_, index) => reply(`${index}`)))], {}],
  ['quick replies before other buttons', [body, buttons(reply('a'), reply('b'), url)], {}],
  ['an offer', [image, offer, body, buttons(copy, url)], {}],
  ['a carousel', [body, carousel(goodCard, goodCard)], {}],
  ['a request to call', [body, { type: 'CALL_PERMISSION_REQUEST' }], { category: 'UTILITY' }],
  ['a button that asks for the phone number', [body, buttons({ type: 'REQUEST_CONTACT_INFO' })], {}],
  ['a place', [{ type: 'HEADER', format: 'location' }, body], { category: 'UTILITY' }],
  [
    'a code by one tap',
    [{ type: 'BODY' }, buttons({ type: 'OTP', otp_type: 'ONE_TAP', supported_apps: [app] })],
    authentication,
  ],
  [
    'named variables',
    [
      {
        type: 'BODY',
        text: 'Dear {{who}}, hello.',
        example: { body_text_named_params: [{ param_name: 'who', example: 'A' }] },
      },
    ],
    { parameter_format: 'named' },
  ],
  ['a time to live without end', [body], { category: 'UTILITY', message_send_ttl_seconds: -1 }],
])('takes %s', (_what, components, change) => {
  expect(define(components, change).components.length).toBeGreaterThan(0);
});

const wrong = { button: 2388043, card: 2388042, header: 2388047, body: 2388072, footer: 2388073, long: 2388040 };

it.each<[string, unknown, number | undefined, object?]>([
  ['a quick reply between others', [body, buttons(reply('a'), url, reply('b'))], wrong.button],
  ['three links', [body, buttons(url, { ...url, text: 'B' }, { ...url, text: 'C' })], wrong.button],
  [
    'two phones',
    [body, buttons(...['A', 'B'].map((text) => ({ type: 'PHONE_NUMBER', text, phone_number: '+12025550143' })))],
    wrong.button,
  ],
  ['two buttons of one text', [body, buttons(reply('a'), reply('a'))], wrong.button],
  ['a button without text', [body, buttons({ type: 'QUICK_REPLY' })], wrong.button],
  ['a button text of 26', [body, buttons(reply('x'.repeat(26)))], wrong.long],
  [
    'a link with its variable in the middle',
    [body, buttons({ ...url, url: 'https://a.example/{{1}}/b', example: ['x'] })],
    wrong.button,
  ],
  ['a link with a variable and no sample', [body, buttons({ ...url, url: 'https://a.example/{{1}}' })], wrong.button],
  ['a link of 2001', [body, buttons({ ...url, url: `https://a.example/${'x'.repeat(2000)}` })], wrong.long],
  ['a code of 16', [body, buttons({ ...copy, example: 'x'.repeat(16) })], wrong.button],
  ['a flow of no kind', [body, buttons({ type: 'FLOW', text: 'Go' })], wrong.button],
  ['a code button in marketing', [body, buttons(otp)], wrong.button],
  ['an unknown button', [body, buttons({ type: 'LASER', text: 'Go' })], wrong.button],
  ['a header of 61', [{ type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }, body], wrong.long],
  ['a header with no sample file', [{ type: 'HEADER', format: 'IMAGE' }, body], wrong.header],
  ['a header with a file nobody uploaded', [{ ...image, example: { header_handle: ['4::no'] } }, body], 2494102],
  ['a footer of 61', [body, { type: 'FOOTER', text: 'x'.repeat(61) }], wrong.long],
  ['an offer in utility', [image, offer, body, buttons(copy, url)], undefined, { category: 'UTILITY' }],
  ['an offer with a footer', [image, offer, body, { type: 'FOOTER', text: 'x' }, buttons(url)], wrong.footer],
  ['an offer with the link first', [image, offer, body, buttons(url, copy)], wrong.button],
  ['an offer whose body has 601', [image, offer, { type: 'BODY', text: 'x'.repeat(601) }, buttons(url)], wrong.long],
  ['eleven cards', [body, carousel(...Array.from({ length: 11 }, () => goodCard))], wrong.card],
  ['cards that differ', [body, carousel(goodCard, card(image, buttons(url)))], wrong.card],
  ['a card without picture', [body, carousel(card(buttons(url)), card(buttons(url)))], wrong.card],
  [
    'a card whose body has 161',
    [body, carousel(card(image, { type: 'BODY', text: 'x'.repeat(161) }, buttons(url)), goodCard)],
    wrong.long,
  ],
  [
    'a card with three buttons',
    [body, carousel(card(image, buttons(url, reply('a'), reply('b'))), goodCard)],
    wrong.button,
  ],
  ['a footer beside a carousel', [body, carousel(goodCard, goodCard), { type: 'FOOTER', text: 'x' }], undefined],
  ['two bodies', [body, body], undefined],
  ['a code with words of its own', [body, buttons(otp)], wrong.body, authentication],
  ['a code without its button', [{ type: 'BODY' }], wrong.button, authentication],
  [
    'a code with a header',
    [{ type: 'HEADER', format: 'TEXT', text: 'x' }, { type: 'BODY' }, buttons(otp)],
    wrong.header,
    authentication,
  ],
  [
    'a code that lives 91 minutes',
    [{ type: 'BODY' }, { type: 'FOOTER', code_expiration_minutes: 91 }, buttons(otp)],
    wrong.footer,
    authentication,
  ],
  [
    'one tap without an app',
    [{ type: 'BODY' }, buttons({ ...otp, otp_type: 'ONE_TAP' })],
    wrong.button,
    authentication,
  ],
  [
    'zero tap without the terms',
    [{ type: 'BODY' }, buttons({ ...otp, otp_type: 'ZERO_TAP', supported_apps: [app] })],
    wrong.button,
    authentication,
  ],
  [
    'variables that touch',
    [{ type: 'BODY', text: 'Dear {{1}}{{2}}, all of it is ready now', example: { body_text: [['a', 'b']] } }],
    2388299,
  ],
  [
    'a variable at the start',
    [{ type: 'BODY', text: '{{1}}, your order is ready', example: { body_text: [['a']] } }],
    2388299,
  ],
  [
    'a variable written {{01}}',
    [{ type: 'BODY', text: 'Dear {{01}}, it is ready', example: { body_text: [['a']] } }],
    wrong.body,
  ],
  [
    'a name where numbers are due',
    [{ type: 'BODY', text: 'Dear {{who}}, it is ready', example: { body_text: [['a']] } }],
    wrong.body,
  ],
  [
    'too many samples',
    [{ type: 'BODY', text: 'Dear {{1}}, it is ready', example: { body_text: [['a', 'b']] } }],
    2388043,
  ],
  ['a time to live too short', [body], undefined, { message_send_ttl_seconds: 60 }],
  ['an unknown component', [body, { type: 'TAIL' }], undefined],
  ['no components', [], undefined],
])('refuses %s', (_what, components, subcode, change) => {
  expect(refusal(components, change)).toEqual([100, subcode]);
});

it('answers any components with a definition or an error of Meta', () => {
  const key = fc.constantFrom(
    ...['type', 'text', 'format', 'example', 'buttons', 'cards', 'components', 'url', 'phone_number', 'otp_type'],
    ...['header_handle', 'body_text', 'limited_time_offer', 'toString', 'supported_apps', 'flow_id'],
  );
  const leaf = fc.oneof(
    fc.constantFrom('HEADER', 'BODY', 'BUTTONS', 'CAROUSEL', 'FOOTER', 'LIMITED_TIME_OFFER', 'TEXT', 'IMAGE', 'URL'),
    fc.constantFrom('QUICK_REPLY', 'FLOW', 'OTP', 'COPY_CODE', 'Hi {{1}} there', '{{name}}', '4::ok', ''),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 7 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 6, noNullPrototype: true }),
    ),
  }));
  const category = fc.constantFrom('UTILITY', 'MARKETING', 'AUTHENTICATION');
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), category, (components, chosen) => {
      try {
        define(components, { category: chosen });
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        expect(error.status).toBe(400);
      }
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 500 },
  );
});
