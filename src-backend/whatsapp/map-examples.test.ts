import { expect, it } from 'vitest';
import { Content } from '#shared/content.ts';
import { noDelivery } from '#shared/delivery.ts';
import { bytesOf, testNumber } from '../testing/webhook-bodies.ts';
import { ada, at, webhookExamples } from '../testing/webhook-examples.ts';
import { mapWebhook } from './map-webhook.ts';

// Every inbound message and every webhook field, and what it is in our words. A table, so longer than most files.

type Name = keyof typeof webhookExamples;
const map = (name: Name) => mapWebhook(bytesOf(webhookExamples[name]));
const media = (mimeType: string, more: object = {}) => ({
  id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/) as unknown,
  mimeType,
  filename: null,
  size: null,
  sha256: null,
  state: 'pending',
  ...more,
});
const answer = (kind: string, title: string, more: object = {}) => ({
  type: 'answer',
  kind,
  title,
  id: null,
  description: null,
  data: null,
  ...more,
});
const system = (kind: string, text: string) => ({ type: 'system', kind, text });

const contents: Partial<Record<Name, object>> = {
  text: { type: 'text', text: 'Hi' },
  image: { type: 'media', kind: 'image', media: media('image/jpeg'), caption: 'This one', voice: false },
  video: { type: 'media', kind: 'video', media: media('video/mp4'), caption: null, voice: false },
  audio: { type: 'media', kind: 'audio', media: media('audio/mpeg'), caption: null, voice: false },
  voice: { type: 'media', kind: 'audio', media: media('audio/ogg; codecs=opus'), caption: null, voice: true },
  document: {
    type: 'media',
    kind: 'document',
    media: media('application/pdf', { filename: 'fdp.exe' }),
    caption: 'Invoice',
    voice: false,
  },
  sticker: { type: 'media', kind: 'sticker', media: media('image/webp'), caption: null, voice: false },
  location: { type: 'location', latitude: 52.52, longitude: 13.405, name: 'Tower', address: null },
  contacts: {
    type: 'contacts',
    cards: [
      {
        name: 'Ana López',
        phones: [{ phone: '+34 655 50 10 99', waId: '34655501099', type: 'CELL' }],
        emails: [{ email: 'ana@x.test', type: 'WORK' }],
        organisation: 'Lamps',
      },
      { name: '112', phones: [{ phone: '112', waId: null, type: null }], emails: [], organisation: null },
    ],
  },
  quote: { type: 'text', text: 'Yes' },
  quoteOfOld: { type: 'text', text: 'Yes' },
  forwarded: { type: 'text', text: 'Look' },
  product: { type: 'text', text: 'Is it there?' },
  advertisement: { type: 'text', text: 'I saw your ad' },
  button: answer('button', 'Yes, please', { id: 'yes' }),
  list: answer('list', 'Red', { id: 'r1', description: 'A red lamp' }),
  flow: answer('flow', 'Sent', { data: { size: 'L' } }),
  flowUnreadable: answer('flow', 'Sent', { description: '{' }),
  callPermission: answer('call_permission', 'You may call me', {
    id: 'accept',
    data: { response: 'accept', is_permanent: false, response_source: 'user_action' },
  }),
  interactiveMissing: { type: 'unsupported', kind: 'interactive', reason: 'Unsupported' },
  templateButton: answer('template_button', 'Stop', { id: 'stop-7' }),
  order: {
    type: 'order',
    catalogId: 'c1',
    text: 'Quickly please',
    items: [
      { productId: 'lamp-7', quantity: 2, price: 19.5, currency: 'EUR' },
      { productId: 'lamp-8', quantity: 1, price: null, currency: null },
    ],
  },
  welcome: system('request_welcome', 'The customer opened the chat for the first time'),
  editOfUnknownKind: { type: 'unsupported', kind: 'edit' },
  unsupported: { type: 'unsupported', kind: 'poll', reason: 'Message type is not supported.' },
  mediaError: { type: 'unsupported', kind: 'image', reason: 'Media download error' },
  companionError: { type: 'unsupported', kind: 'unsupported', reason: 'This message is unavailable' },
  hologram: { type: 'unsupported', kind: 'hologram' },
  identityChanged: system('customer_identity_changed', 'The security code changed'),
  numberChanged: system('user_changed_number', `User Ada changed from ${ada.waId} to 16505559999`),
  idUpdate: system('user_changed_user_id', 'The customer’s WhatsApp id changed'),
  handover: system('control_passed', 'From now on this conversation is handled by PARTNER'),
  callConnect: system('call_started', 'Incoming call'),
  callEnd: system('call_ended', 'Incoming call, 1:35'),
  callMissed: system('call_missed', 'Missed call'),
  callRinging: system('call_started', 'Outgoing call'),
  callAccepted: system('call_accepted', 'Outgoing call, answered'),
  callOurs: system('call_accepted', 'Outgoing call, answered'),
  echoText: { type: 'text', text: 'From the phone' },
  echoImage: { type: 'media', kind: 'image', media: media('image/jpeg'), caption: null, voice: false },
  historyFile: { type: 'media', kind: 'image', media: media('image/png'), caption: null, voice: false },
};

it.each(Object.keys(contents) as Name[])('M-3 reads what a message of kind %s says', (name) => {
  const { messages, skipped } = map(name);
  expect(messages.map(({ content }) => content)).toEqual([contents[name]]);
  expect(messages.every(({ content }) => Content.safeParse(content).success)).toBe(true);
  expect(skipped).toEqual([]);
});

it.each([
  ['reaction', { kind: 'reaction', actor: 'customer', targetWamid: 'wamid.text', value: '❤️' }],
  ['reactionRemoved', { kind: 'reaction', actor: 'customer', targetWamid: 'wamid.text', value: null }],
  ['edit', { kind: 'edit', actor: 'customer', targetWamid: 'wamid.text', value: 'Hi!' }],
  ['revoke', { kind: 'revoke', actor: 'customer', targetWamid: 'wamid.text', value: null }],
  ['echoEdit', { kind: 'edit', actor: 'team', targetWamid: 'wamid.echo', value: 'Better' }],
  ['echoReaction', { kind: 'reaction', actor: 'team', targetWamid: 'wamid.text', value: '👍' }],
  ['echoRevoke', { kind: 'revoke', actor: 'team', targetWamid: 'wamid.echo', value: null }],
] as const)('M-3 reads %s as something done to another message', (name, act) => {
  const events = map(name);
  expect(events).toMatchObject({ messages: [], skipped: [] });
  expect(events.acts).toEqual([
    { phoneNumberId: testNumber.phoneNumberId, wamid: expect.any(String) as unknown, timestamp: at, ...act },
  ]);
});

it.each([
  ['group', 'messages: group messages are not shown by this version'],
  ['numberError', 'messages: WhatsApp reports error 130429 for this number'],
  ['userActions', 'messages: clicks on marketing messages are kept only'],
  ['historyDeclined', 'history: WhatsApp sends no past, error 2593109'],
  ['callRecording', 'calls: recording_available is not shown'],
  ['groupLifecycle', 'group_lifecycle_update: groups are not shown by this version'],
  ['fieldOfTomorrow', 'not_invented_yet: not shown by this version'],
  ['accountFieldOfTomorrow', 'not_invented_either: not about a phone number'],
] as const)('names %s as not shown', (name, reason) => {
  expect(map(name)).toMatchObject({ messages: [], acts: [], statuses: [], accountEvents: [], skipped: [reason] });
});

const accountExamples = [
  'templateStatus',
  'templateQuality',
  'templateComponents',
  'templateCategory',
  'templateDetection',
  'numberQuality',
  'numberName',
  'capability',
  'accountUpdate',
  'partnerAdded',
  'accountAlerts',
  'accountReview',
  'accountSettings',
  'security',
  'username',
  'usernames',
  'partnerSolutions',
  'payment',
  'automaticEvents',
  'flows',
] as const;

it.each(accountExamples)('reads %s as news about the account', (name) => {
  const { accountEvents, skipped, fields, wabas } = map(name);
  expect(accountEvents).toMatchObject([{ wabaId: testNumber.wabaId, phoneNumberId: null, at }]);
  expect(accountEvents.map(({ field }) => field)).toEqual([...fields]);
  expect([...wabas]).toEqual([testNumber.wabaId]);
  expect(skipped).toEqual([]);
});

it('keeps the numeric id of a template exact', () => {
  expect(map('templateStatus').accountEvents[0]?.value).toMatchObject({ message_template_id: 1259544702043867 });
});

it.each([
  ['statusSent', { status: 'sent', pricing: { type: 'regular', category: 'authentication_international' } }],
  ['statusPlayed', { status: 'played', pricing: null, recipient: ada.userId }],
  ['statusFailed', { status: 'failed', failure: { code: 131049, details: 'Healthy ecosystem' } }],
] as const)('reads %s', (name, status) => {
  expect(map(name)).toMatchObject({ statuses: [status], skipped: [] });
});

it('reads where a file lies, and nothing of it into the message', () => {
  const { messages } = map('image');
  const sha256 = Buffer.alloc(32, 7).toString('hex');
  expect(messages[0]?.file).toEqual({ metaMediaId: '1908647269898587', url: 'https://x.test/f', sha256 });
  expect(map('image').messages[0]?.content).toEqual(messages[0]?.content);
});

it('reads what led to a message: a quote, an advertisement, forwarding, a product', () => {
  expect(map('quote').messages[0]).toMatchObject({ replyToWamid: 'wamid.text', context: null });
  expect(map('quoteOfOld').messages[0]).toMatchObject({ replyToWamid: null, context: null });
  expect(map('forwarded').messages[0]?.context).toEqual({ forwarded: 'often' });
  expect(map('product').messages[0]?.context).toEqual({ product: { catalogId: 'c1', productId: 'lamp-7' } });
  expect(map('advertisement').messages[0]?.context).toEqual({
    referral: {
      sourceType: 'ad',
      sourceId: '120',
      sourceUrl: 'https://fb.me/x',
      headline: 'Lamps',
      body: 'All of them',
      clickId: 'click',
    },
  });
});

it('reads who a customer was, from either form of the news', () => {
  const after = { bsuid: 'US.2', waId: '16505559999' };
  expect(map('numberChanged').messages[0]).toMatchObject({
    isLive: false,
    formerPeer: { bsuid: ada.userId, waId: ada.waId },
    peer: after,
  });
  expect(map('idUpdate').messages[0]).toMatchObject({ formerPeer: { bsuid: ada.userId, waId: null }, peer: after });
});

it('reads an imported thread as the past, a placeholder included', () => {
  expect(map('history').messages).toMatchObject([
    { direction: 'inbound', isLive: false, content: { type: 'unsupported', kind: 'media_placeholder' } },
    {
      direction: 'outbound',
      isLive: false,
      content: { text: 'Long ago' },
      delivery: { seen: { read: 1793992000000 } },
    },
  ]);
  expect(map('historyFile').messages).toMatchObject([{ direction: 'inbound', isLive: false, delivery: noDelivery }]);
});

it('reads the address book of the phone and what customers want to receive', () => {
  expect(map('addressBook').bookEntries).toMatchObject([
    { action: 'add', peer: { waId: '12025550143', name: 'Dana Whitfield' }, timestamp: at },
    { action: 'remove', peer: { waId: '12025550144' } },
  ]);
  expect(map('preference').consents).toMatchObject([
    { peer: { waId: ada.waId, name: 'Ada' }, category: 'marketing_messages', value: 'stop', timestamp: at },
  ]);
});

it('reads copies of what another responder handles like everything else', () => {
  const { messages, statuses, skipped } = map('standby');
  expect(messages.map(({ direction, content }) => ({ direction, content }))).toEqual([
    { direction: 'inbound', content: { type: 'text', text: 'A robot?' } },
    { direction: 'outbound', content: { type: 'text', text: 'Yes' } },
  ]);
  expect({ statuses: statuses.length, skipped }).toEqual({ statuses: 1, skipped: [] });
});

it('takes the phone that a customer gave because we asked, and none that they pass on', () => {
  const card = (origin: string) => ({ origin, phones: [{ phone: '+1 650 555 1234', wa_id: ada.waId }] });
  const waIdOf = (origin: string) => {
    const message = { from_user_id: 'US.9', id: 'w', timestamp: at, type: 'contacts', contacts: [card(origin)] };
    const value = { metadata: { phone_number_id: '1' }, messages: [message] };
    const body = { object: 'x', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
    return mapWebhook(bytesOf(body)).messages[0]?.peer.waId;
  };
  expect(waIdOf('contact_request')).toBe(ada.waId);
  expect(waIdOf('other')).toBeNull();
});

it('has an expectation for every example', () => {
  const elsewhere: readonly string[] = [
    ...['reaction', 'reactionRemoved', 'edit', 'revoke', 'echoEdit', 'echoReaction', 'echoRevoke'],
    ...['group', 'numberError', 'userActions', 'historyDeclined', 'callRecording', 'groupLifecycle'],
    ...['fieldOfTomorrow', 'accountFieldOfTomorrow', 'statusSent', 'statusPlayed', 'statusFailed'],
    ...['history', 'addressBook', 'preference', 'standby'],
    ...accountExamples,
  ];
  expect(Object.keys(webhookExamples).filter((name) => !(name in contents) && !elsewhere.includes(name))).toEqual([]);
});

it('tells numbers that are also used in the phone app, which send slower, from those where a robot answers', () => {
  const coexists = (name: Name) => [...map(name).coexisting];
  expect(coexists('echoText')).toEqual([testNumber.phoneNumberId]);
  expect(coexists('addressBook')).toEqual([testNumber.phoneNumberId]);
  expect(coexists('standby')).toEqual([]);
  expect(coexists('callOurs')).toEqual([]);
});
