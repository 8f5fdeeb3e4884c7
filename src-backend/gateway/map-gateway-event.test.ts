import { assert, constantFrom, jsonValue, property, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { withoutSecrets } from './event-schema.ts';
import { mapGatewayEvent } from './map-gateway-event.ts';

const receivedAt = Date.parse('2026-11-20T10:00:00Z');
const jid = '13125550100@s.whatsapp.net';
const envelope = (event: string, data: unknown, more: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      event,
      instance: 'parley-1',
      data,
      sender: '447700900123@s.whatsapp.net',
      date_time: '2026-11-20T09:59:30.000Z',
      apikey: 'canary-of-the-device',
      ...more,
    }),
  );
const map = (event: string, data: unknown, more: object = {}) =>
  mapGatewayEvent(envelope(event, data, more), receivedAt);
const message = (parts: object, more: object = {}) => ({
  key: { remoteJid: jid, fromMe: false, id: 'A1' },
  pushName: 'Dana',
  message: parts,
  messageTimestamp: 1_795_168_800,
  ...more,
});
const said = (parts: object, more: object = {}) => map('messages.upsert', message(parts, more)).messages[0];

it('E-4 a customer’s text, with whom it is from, which phone it is to and what it answers', () => {
  const events = map('messages.upsert', message({ conversation: 'Hi' }, { contextInfo: { stanzaId: 'B2' } }));
  expect([...events.numbers]).toEqual(['+447700900123']);
  expect(events.messages).toEqual([
    {
      phoneNumberId: '+447700900123',
      wamid: 'A1',
      direction: 'inbound',
      isLive: true,
      timestamp: 1_795_168_800,
      peer: { bsuid: null, waId: '13125550100', username: null, name: 'Dana' },
      formerPeer: null,
      content: { type: 'text', text: 'Hi' },
      file: null,
      context: null,
      replyToWamid: 'B2',
      delivery: { seen: {}, failure: null },
    },
  ]);
});

it.each([
  [{ extendedTextMessage: { text: 'Hi', contextInfo: { stanzaId: 'Q' } } }, { type: 'text', text: 'Hi' }],
  [
    { imageMessage: { mimetype: 'image/jpeg', caption: 'Menu' } },
    { type: 'media', kind: 'image', caption: 'Menu', voice: false },
  ],
  [{ audioMessage: { mimetype: 'audio/ogg; codecs=opus', ptt: true } }, { type: 'media', kind: 'audio', voice: true }],
  [
    {
      documentWithCaptionMessage: {
        message: { documentMessage: { mimetype: 'application/pdf', fileName: 'a/b.pdf', caption: 'x' } },
      },
    },
    { type: 'media', kind: 'document', caption: 'x' },
  ],
  [{ viewOnceMessageV2: { message: { imageMessage: { mimetype: 'image/png' } } } }, { type: 'media', kind: 'image' }],
  [{ locationMessage: { degreesLatitude: 1, degreesLongitude: 2, name: 'Café' } }, { type: 'location', name: 'Café' }],
  [
    { contactMessage: { displayName: 'Sam', vcard: 'BEGIN:VCARD\nFN:Sam\nTEL;type=CELL;waid=1312:+1 312\nEND:VCARD' } },
    {
      type: 'contacts',
      cards: [{ name: 'Sam', phones: [{ phone: '+1 312', waId: null, type: null }], emails: [], organisation: null }],
    },
  ],
  [
    { listResponseMessage: { title: 'Large', singleSelectReply: { selectedRowId: 'l' } } },
    { type: 'answer', kind: 'list', title: 'Large', id: 'l' },
  ],
  [
    { messageContextInfo: {}, pollCreationMessageV3: { name: 'Lunch?' } },
    { type: 'unsupported', kind: 'pollCreation' },
  ],
  [{ locationMessage: { degreesLatitude: 'north' } }, { type: 'unsupported', kind: 'location' }],
  [{}, { type: 'unsupported', kind: 'unknown' }],
])('M-3 %j', (parts, content) => {
  expect(said(parts)?.content).toMatchObject(content);
});

it('M-3 what was typed on the phone itself is an echo; its name is not the customer’s', () => {
  const key = { remoteJid: jid, fromMe: true, id: 'E1' };
  expect(said({ conversation: 'from the phone' }, { key })).toMatchObject({
    direction: 'outbound',
    peer: { waId: '13125550100', name: null },
    delivery: { seen: { sent: 1_795_168_800_000 } },
  });
});

it.each(['123-456@g.us', 'status@broadcast', '120363@newsletter', '99887766554433@lid'])(
  '%s is nobody’s private chat: kept and named, not shown',
  (remoteJid) => {
    const events = map('messages.upsert', message({ conversation: 'x' }, { key: { remoteJid, id: 'G' } }));
    expect(events.messages).toEqual([]);
    expect(events.skipped).toEqual([expect.stringContaining('not of one person')]);
  },
);

it('an anonymous id with its phone beside it is that phone', () => {
  const key = { remoteJid: '99887766554433@lid', remoteJidAlt: jid, id: 'L' };
  expect(said({ conversation: 'x' }, { key })?.peer.waId).toBe('13125550100');
});

it('M-3 reactions, edits and deletions are acts upon their message, the same ids whenever they are told', () => {
  const reaction = { reactionMessage: { key: { id: 'T1' }, text: '' } };
  expect(map('messages.upsert', message(reaction)).acts).toMatchObject([
    { kind: 'reaction', targetWamid: 'T1', value: null, actor: 'customer', wamid: 'A1' },
  ]);
  const edit = {
    key: { remoteJid: jid, fromMe: false, id: 'T1' },
    editedMessage: { conversation: 'new' },
    timestampMs: '5000',
  };
  expect(map('messages.edited', edit).acts).toMatchObject([
    { kind: 'edit', targetWamid: 'T1', value: 'new', timestamp: 5, wamid: 'edit:T1:5' },
  ]);
  expect(map('messages.delete', { id: 'T1', remoteJid: jid, fromMe: false }).acts).toMatchObject([
    { kind: 'revoke', targetWamid: 'T1', actor: 'customer', wamid: 'revoke:T1:' },
  ]);
});

it.each([
  ['SERVER_ACK', 'sent'],
  ['DELIVERY_ACK', 'delivered'],
  ['READ', 'read'],
  ['PLAYED', 'played'],
  [3, 'delivered'],
])('M-4 %s is %s', (status, step) => {
  const [update] = map('messages.update', { keyId: 'S1', remoteJid: jid, fromMe: true, status }).statuses;
  expect(update).toMatchObject({ wamid: 'S1', status: step, recipient: '13125550100', failure: null });
  expect(update?.timestamp).toBe(Date.parse('2026-11-20T09:59:30Z') / 1000);
});

it('M-4 ERROR is a failure; how far a customer’s own message is, is nothing to us', () => {
  expect(map('messages.update', { keyId: 'S1', fromMe: true, status: 'ERROR' }).statuses[0]?.failure).not.toBeNull();
  expect(map('messages.update', { keyId: 'S1', fromMe: false, status: 'READ' }).statuses).toEqual([]);
});

it('E-4 unknown events are kept with their name', () => {
  const events = map('labels.edit', { id: 1 });
  expect([[...events.fields], events.skipped]).toEqual([['labels.edit'], ['labels.edit: not shown by this version']]);
});

it('E-4 the device’s key and its codes are not stored', () => {
  const stored = withoutSecrets(envelope('messages.upsert', message({ conversation: 'Hi' }))).toString();
  expect(stored).toContain('Hi');
  expect(stored).not.toContain('canary');
  const code = withoutSecrets(
    envelope('qrcode.updated', { qrcode: { code: '2@canary', base64: 'canary' } }),
  ).toString();
  expect(code).not.toContain('canary');
});

it('anything at all is either read or refused as no event', () => {
  assert(
    property(constantFrom('messages.upsert', 'messages.update', 'send.message', 'x'), jsonValue(), (event, data) => {
      readsOrRefuses(() => map(event, data));
    }),
  );
  assert(
    property(uint8Array(), (bytes) => {
      readsOrRefuses(() => mapGatewayEvent(Buffer.from(bytes), receivedAt));
    }),
  );
});

/** A key that reaches a prototype is refused, for one. */
function readsOrRefuses(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
  }
}
