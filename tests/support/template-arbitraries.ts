import * as fc from 'fast-check';
import type { TemplateField } from '#shared/template/field.ts';

// Templates that Meta's review takes, of every kind of component, and values for the fields of their forms.

type Json = Record<string, unknown>;
export interface Draft {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  parameter_format: 'POSITIONAL' | 'NAMED';
  components: Json[];
}

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 7 });
const words = (least: number, most: number) =>
  fc.array(word, { minLength: least, maxLength: most }).map((all) => all.join(' '));
const handles = { header_handle: ['4::aW1hZ2U='] };

interface Words {
  text: string;
  names: string[];
}

/** Three words before, between and after its variables. */
function text(isNamed: boolean, mostVariables: number): fc.Arbitrary<Words> {
  return fc
    .record({
      pieces: fc.array(words(3, 3), { minLength: 1, maxLength: mostVariables + 1 }),
      names: fc.uniqueArray(word, { minLength: mostVariables, maxLength: mostVariables }),
    })
    .map(({ pieces, names }) => {
      const used = pieces.slice(1).map((_, index) => (isNamed ? (names[index] ?? '') : String(index + 1)));
      const [first = '', ...rest] = pieces;
      return { text: first + rest.map((piece, index) => ` {{${used[index]}}} ${piece}`).join(''), names: used };
    });
}

function withSamples(part: 'header' | 'body', { text, names }: Words, isNamed: boolean): Json {
  if (names.length === 0) return { text };
  const named = names.map((name) => ({ param_name: name, example: `a ${name}` }));
  if (isNamed) return { text, example: { [`${part}_text_named_params`]: named } };
  const values = names.map((name) => `value ${name}`);
  return { text, example: { [`${part}_text`]: part === 'body' ? [values] : values } };
}

const bodyOf = (isNamed: boolean, most: number) =>
  text(isNamed, most).map((found) => ({ type: 'BODY', ...withSamples('body', found, isNamed) }));

function header(isNamed: boolean): fc.Arbitrary<Json> {
  return fc.oneof(
    fc.tuple(word, word, word).chain(([before, name, after]) =>
      fc.boolean().map((has) => {
        const names = has ? [isNamed ? name : '1'] : [];
        const found = { text: has ? `${before} {{${names[0]}}} ${after}` : before, names };
        return { type: 'HEADER', format: 'TEXT', ...withSamples('header', found, isNamed) };
      }),
    ),
    fc.constantFrom('IMAGE', 'VIDEO', 'DOCUMENT').map((format) => ({ type: 'HEADER', format, example: handles })),
    fc.constant({ type: 'HEADER', format: 'LOCATION' }),
  );
}

const url = fc
  .tuple(word, fc.boolean())
  .map(([path, has]) =>
    has
      ? { url: `https://example.com/${path}/{{1}}`, example: [`https://example.com/${path}/48213`] }
      : { url: `https://example.com/${path}` },
  );
const otherButton = fc.oneof(
  url.map((address) => ({ type: 'URL', ...address })),
  fc.constantFrom<Json>(
    { type: 'PHONE_NUMBER', phone_number: '+12025550143' },
    { type: 'COPY_CODE', example: 'SAVE20' },
    { type: 'FLOW', flow_id: '987654321', flow_action: 'NAVIGATE', navigate_screen: 'RATE' },
    { type: 'CATALOG' },
    { type: 'MPM' },
    { type: 'SPM' },
    { type: 'VOICE_CALL', ttl_minutes: 1440 },
    { type: 'REQUEST_CONTACT_INFO' },
  ),
);
const labelled = (buttons: Json[]) =>
  buttons.map((button, index) => (button['type'] === 'COPY_CODE' ? button : { ...button, text: `Button ${index}` }));

/** Quick replies together, the others before or behind them, one of each kind. */
const buttons = fc
  .record({
    quick: fc.integer({ min: 0, max: 4 }),
    others: fc.uniqueArray(otherButton, { maxLength: 3, selector: ({ type }) => type }),
    isQuickFirst: fc.boolean(),
  })
  .map(({ quick, others, isQuickFirst }) => {
    const replies = Array.from({ length: quick }, () => ({ type: 'QUICK_REPLY' }));
    return labelled(isQuickFirst ? [...replies, ...others] : [...others, ...replies]);
  });

const optional = (component: fc.Arbitrary<Json>) => fc.option(component).map((found) => (found ? [found] : []));
const draft = (category: Draft['category'], isNamed: boolean, components: fc.Arbitrary<Json[]>) =>
  fc.record<Draft>({
    name: word.map((name) => `made_${name}`),
    language: fc.constantFrom('en_US', 'en_GB', 'de', 'pt_BR'),
    category: fc.constant(category),
    parameter_format: fc.constant(isNamed ? 'NAMED' : 'POSITIONAL'),
    components,
  });

const usual = fc.tuple(fc.constantFrom('MARKETING', 'UTILITY'), fc.boolean()).chain(([category, isNamed]) =>
  draft(
    category,
    isNamed,
    fc
      .tuple(
        optional(header(isNamed)),
        bodyOf(isNamed, 5).map((body) => [body]),
        optional(words(1, 5).map((footer) => ({ type: 'FOOTER', text: footer }))),
        buttons.map((all) => (all.length === 0 ? [] : [{ type: 'BUTTONS', buttons: all }])),
      )
      .map((parts) => parts.flat()),
  ),
);

const carousel = fc.boolean().chain((isNamed) =>
  draft(
    'MARKETING',
    isNamed,
    fc
      .record({
        body: bodyOf(isNamed, 3),
        count: fc.integer({ min: 2, max: 10 }),
        format: fc.constantFrom('IMAGE', 'VIDEO'),
        card: optional(bodyOf(isNamed, 2)),
        button: fc.oneof(
          url.map((address) => ({ type: 'URL', ...address })),
          fc.constant({ type: 'QUICK_REPLY' }),
        ),
      })
      .map(({ body, count, format, card, button }) => {
        const components = [
          { type: 'HEADER', format, example: handles },
          ...card,
          { type: 'BUTTONS', buttons: labelled([button]) },
        ];
        return [body, { type: 'CAROUSEL', cards: Array.from({ length: count }, () => ({ components })) }];
      }),
  ),
);

const offer = draft(
  'MARKETING',
  false,
  fc.record({ body: bodyOf(false, 2), ends: fc.boolean(), address: url }).map(({ body, ends, address }) => [
    { type: 'HEADER', format: 'IMAGE', example: handles },
    { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends on Sunday', has_expiration: ends } },
    body,
    {
      type: 'BUTTONS',
      buttons: labelled([
        { type: 'COPY_CODE', example: 'SAVE20' },
        { type: 'URL', ...address },
      ]),
    },
  ]),
);

const code = draft(
  'AUTHENTICATION',
  false,
  fc.boolean().map((isWarning) => [
    { type: 'BODY', add_security_recommendation: isWarning },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
  ]),
);

export const anyDraft: fc.Arbitrary<Draft> = fc.oneof({ arbitrary: usual, weight: 4 }, carousel, offer, code);

const place = fc.record({
  latitude: fc.integer({ min: -90, max: 90 }),
  longitude: fc.integer({ min: -180, max: 180 }),
  name: fc.option(word),
  address: fc.option(word),
});

/** A value that the field takes. `now`: epoch ms. */
export function valueOf(field: TemplateField, now: number): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'media':
      return fc.constantFrom({ link: 'https://example.com/a.bin' }, { id: '01890000-0000-7000-8000-000000000001' });
    case 'location':
      return place;
    case 'product':
      return fc.record({ productId: word, catalogId: fc.option(word) });
    case 'products': {
      const section = fc.record({ title: word, productIds: fc.array(word, { minLength: 1, maxLength: 3 }) });
      return fc.record({ sections: fc.array(section, { minLength: 1, maxLength: 10 }), thumbnail: word });
    }
    case 'moment':
      return fc.integer({ min: now + 1, max: now + 1e9 });
    case 'data':
      return fc.dictionary(word, word);
    case 'text':
      return fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(field.maxLength, 12) })
        .map((line) => [...line.replace(/[{}\s\p{Cc}]/gu, 'x')].slice(0, field.maxLength).join(''));
    default:
      return fc
        .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: Math.min(field.maxLength, 15) })
        .map((line) => line.replace(/[{}\s]/g, 'x'));
  }
}

/** Values for all that is required and, now and then, for what is not. */
export function valuesOf(fields: readonly TemplateField[], now: number): fc.Arbitrary<Json> {
  const given = fields.map((field) =>
    fc.tuple(fc.constant(field.key), field.required ? valueOf(field, now) : fc.option(valueOf(field, now))),
  );
  return fc.tuple(...given).map((pairs) => Object.fromEntries(pairs));
}
