import { expect, it } from 'vitest';
import { GraphError } from '../graph-error.ts';
import { checkProduct, parseReceipt, parseSend } from './send-body.ts';

const text = { messaging_product: 'whatsapp', to: '+16505551234', type: 'text', text: { body: 'hi' } };

function refusal(body: object): { code: number; words: string } {
  try {
    const checked = checkProduct(body);
    if (!parseReceipt(checked)) parseSend(checked);
  } catch (error) {
    if (error instanceof GraphError) return { code: error.code, words: `${error.message} ${error.details ?? ''}` };
    throw error;
  }
  throw new Error('was accepted');
}

it('reads a text with everything that may go with it', () => {
  expect(
    parseSend({ ...text, context: { message_id: 'wamid.X' }, biz_opaque_callback_data: 'ours', preview_url: true }),
  ).toEqual({
    to: '+16505551234',
    isUserId: false,
    type: 'text',
    content: { body: 'hi' },
    replyTo: 'wamid.X',
    bizOpaqueCallbackData: 'ours',
  });
});

it('takes a missing type for text, a number for a phone, and `to` before `recipient`', () => {
  const { type: _, ...untyped } = text;
  expect(parseSend({ ...untyped, to: 16505551234, recipient: 'US.1' })).toMatchObject({
    type: 'text',
    to: '16505551234',
  });
  const { to: __, ...unaddressed } = text;
  expect(parseSend({ ...unaddressed, recipient: 'US.13491208655302741918' })).toMatchObject({ isUserId: true });
});

it.each<[string, object, number, RegExp]>([
  ['no messaging_product', { to: '1', text: { body: 'x' } }, 100, /messaging_product is required/],
  ['another product', { ...text, messaging_product: 'sms' }, 100, /messaging_product must be one of/],
  ['no recipient', { messaging_product: 'whatsapp', text: { body: 'x' } }, 100, /to is required/],
  ['a recipient of letters', { ...text, to: 'Maria' }, 131009, /not a valid phone number/],
  ['a malformed user id', { ...text, to: undefined, recipient: 'nope' }, 131009, /business-scoped/],
  ['no text', { ...text, text: undefined }, 100, /text is required/],
  ['an empty body', { ...text, text: { body: '' } }, 100, /text\['body'\] is required/],
  ['a body too long', { ...text, text: { body: 'x'.repeat(4097) } }, 100, /at most 4096/],
  ['an unknown type', { ...text, type: 'poll' }, 100, /type must be one of/],
  ['callback data too long', { ...text, biz_opaque_callback_data: 'x'.repeat(513) }, 100, /at most 512/],
  ['a quote without id', { ...text, context: {} }, 100, /context\['message_id'\]/],
  [
    'a caption too long',
    { ...text, type: 'image', image: { link: 'https://a/b', caption: 'x'.repeat(1025) } },
    100,
    /1024/,
  ],
  [
    'media of an unknown id',
    { ...text, type: 'image', image: { id: '1' } },
    131009,
    /not a valid whatsapp business account media/,
  ],
  [
    'a template nobody made',
    { ...text, type: 'template', template: { name: 'a', language: { code: 'en' } } },
    132001,
    /does not exist in en/,
  ],
  [
    'a reaction that quotes',
    { ...text, type: 'reaction', reaction: { message_id: 'w', emoji: '👍' }, context: { message_id: 'w' } },
    100,
    /not allowed/,
  ],
  [
    'an unknown status',
    { messaging_product: 'whatsapp', status: 'played', message_id: 'w' },
    100,
    /status must be one of/,
  ],
  ['a receipt for nothing', { messaging_product: 'whatsapp', status: 'read' }, 100, /message_id is required/],
  [
    'odd typing',
    { messaging_product: 'whatsapp', status: 'read', message_id: 'w', typing_indicator: {} },
    100,
    /typing_indicator/,
  ],
])('refuses %s with %#', (_what, body, code, words) => {
  const refused = refusal(body);
  expect(refused.code).toBe(code);
  expect(refused.words).toMatch(words);
});

it('counts 4096 characters as people do, so emoji are one each', () => {
  expect(parseSend({ ...text, text: { body: '😀'.repeat(4096) } }).type).toBe('text');
  expect(refusal({ ...text, text: { body: '😀'.repeat(4097) } }).code).toBe(100);
});

it.each<[string, unknown]>([
  ['image', { link: 'https://a.example/p.jpg' }],
  ['location', { latitude: '1.5', longitude: 2 }],
  ['contacts', [{ name: { formatted_name: 'A' } }]],
  ['reaction', { message_id: 'wamid.X', emoji: '' }],
  ['interactive', { type: 'button', body: { text: 'x' }, action: { buttons: [] } }],
])('accepts %s by its structure', (type, content) => {
  expect(parseSend({ ...text, type, [type]: content })).toMatchObject({ type, content });
});
