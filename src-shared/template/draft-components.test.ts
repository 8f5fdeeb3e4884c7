import { describe, expect, it } from 'vitest';
import { newId, type TemplateDraftId, type TemplateId } from '../ids.ts';
import type { Template } from '../template.ts';
import { componentsOf, draftOfTemplates, metaDraftOf, withMetaDraft } from './draft-components.ts';
import { editRulesOf } from './edit-rules.ts';
import { applyFix } from './lint-finding.ts';
import { lintTemplate } from './lint.ts';

function aTemplate(components: Record<string, unknown>[], over: Partial<Template> = {}): Template {
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
    components,
    quality: null,
    rejectedReason: null,
    statusNote: null,
    correctCategory: null,
    ttlSeconds: null,
    syncedAt: 0,
    ...over,
  };
}

const draftOf = (template: Template) =>
  draftOfTemplates([template], {
    id: newId<TemplateDraftId>(),
    accountId: null,
    name: template.name,
    templateId: null,
    updatedAt: 0,
  });

/** What goes in comes out. */
function roundTrip(components: Record<string, unknown>[], over: Partial<Template> = {}): unknown {
  const draft = draftOf(aTemplate(components, over));
  const [version] = draft.versions;
  return version && componentsOf(version, draft);
}

const body = { type: 'BODY', text: 'Hi {{1}}, it is {{2}}.', example: { body_text: [['Dana', 'here']] } };

describe('a template that is written anew', () => {
  it.each([
    ['a text alone', [{ type: 'BODY', text: 'Hello there.' }]],
    [
      'everything the form has',
      [
        { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['M-1'] } },
        body,
        { type: 'FOOTER', text: 'Marlow' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Yes' },
            { type: 'URL', text: 'Track', url: 'https://example.com/{{1}}', example: ['https://example.com/7'] },
            { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+12025550143' },
            { type: 'COPY_CODE', example: 'SAVE' },
          ],
        },
      ],
    ],
    ['a sample file', [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::x'] } }, body]],
    ['what this form can’t change', [body, { type: 'CAROUSEL', cards: [{ components: [body] }] }]],
    ['buttons of kinds that it has no fields for', [body, { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'x' }] }]],
  ])('keeps %s', (_, components) => {
    expect(roundTrip(components as Record<string, unknown>[])).toEqual(components);
  });

  it('keeps the names of variables', () => {
    const named = {
      type: 'BODY',
      text: 'Hi {{first_name}}.',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Dana' }] },
    };
    expect(roundTrip([named], { parameterFormat: 'named' })).toEqual([named]);
  });

  it('asks for the sample file again: Meta does not take its own link to it', () => {
    const picture = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.example/1'] } };
    expect(roundTrip([picture, body])).toEqual([{ type: 'HEADER', format: 'IMAGE' }, body]);
  });

  it('leaves the words of a code to Meta', () => {
    const code = [
      { type: 'BODY', text: '{{1}} is your code.', add_security_recommendation: true },
      { type: 'FOOTER', text: 'Expires in 5 minutes.', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ];
    expect(roundTrip(code, { category: 'AUTHENTICATION' })).toEqual([
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ]);
  });
});

it('every fix that a check offers settles what it is about, in the form', () => {
  const wrong = [
    { type: 'HEADER', format: 'TEXT', text: '*New* 🎉' },
    { type: 'BODY', text: 'Save 20% off today, {{3}}', example: { body_text: [['x']] } },
    { type: 'FOOTER', text: 'One\ntwo' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Shop', url: 'http://example.com' }] },
  ];
  let draft = draftOf(aTemplate(wrong, { name: 'Summer Sale!' }));
  for (let round = 0; round < 20; round++) {
    const [version] = draft.versions;
    if (version === undefined) break;
    const meta = metaDraftOf(draft, version);
    const fix = lintTemplate(meta).find((finding) => finding.fix !== undefined)?.fix;
    if (fix === undefined) break;
    draft = withMetaDraft(draft, version.language, applyFix(meta, fix));
  }
  const [version] = draft.versions;
  expect(version && lintTemplate(metaDraftOf(draft, version)).filter(({ fix }) => fix !== undefined)).toEqual([]);
  expect([draft.name, draft.category, version?.header.text, version?.footer]).toEqual([
    'summer_sale',
    'MARKETING',
    'New',
    'One two',
  ]);
});

describe('what Meta lets change', () => {
  const hour = 3_600_000;
  const now = 1000 * hour;

  it('an approved one once a day and ten times a month, never its category', () => {
    expect(editRulesOf({ status: 'APPROVED' }, [], now)).toEqual({
      refusal: null,
      until: null,
      mayChangeCategory: false,
    });
    expect(editRulesOf({ status: 'APPROVED' }, [now - 3 * hour], now)).toMatchObject({
      refusal: 'today',
      until: now + 21 * hour,
    });
    const month = Array.from({ length: 10 }, (_, index) => now - (30 + index * 24) * hour);
    expect(editRulesOf({ status: 'APPROVED' }, month, now)).toMatchObject({ refusal: 'month' });
  });

  it('a rejected one as often as one likes, one in review not at all', () => {
    expect(editRulesOf({ status: 'REJECTED' }, [now - hour], now)).toMatchObject({
      refusal: null,
      mayChangeCategory: true,
    });
    expect(editRulesOf({ status: 'PENDING' }, [], now)).toMatchObject({ refusal: 'status' });
  });
});
