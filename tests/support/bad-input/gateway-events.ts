// What a gateway tells of a device, in its own shape: bases for events with something wrong about them.

const peer = '13125550301@s.whatsapp.net';
const at = 1_794_000_000;

const upsert = (message: object, key: object = {}): object => ({
  key: { remoteJid: peer, fromMe: false, id: '3EB0A1B2C3D4E5F60718', ...key },
  pushName: 'Ada',
  message,
  messageType: Object.keys(message)[0],
  messageTimestamp: at,
});

const event = (name: string, data: unknown): object => ({
  event: name,
  instance: 'counter',
  data,
  sender: '12025550143@s.whatsapp.net',
  date_time: '2026-11-06T20:00:00.000Z',
  apikey: 'of-the-device',
});

export const gatewayEvents: readonly object[] = [
  event('messages.upsert', upsert({ conversation: 'hello' })),
  event('messages.upsert', upsert({ extendedTextMessage: { text: 'hello', contextInfo: { stanzaId: 'ABC' } } })),
  event('messages.upsert', upsert({ imageMessage: { mimetype: 'image/jpeg', caption: 'look' }, base64: '/9j/4AAQ' })),
  event('messages.upsert', upsert({ reactionMessage: { key: { id: 'ABC', remoteJid: peer }, text: '👍' } })),
  event('messages.upsert', upsert({ locationMessage: { degreesLatitude: 1.5, degreesLongitude: 2, name: 'here' } })),
  event('messages.upsert', upsert({ conversation: 'from the phone' }, { fromMe: true })),
  event('messages.set', [upsert({ conversation: 'old' }), upsert({ conversation: 'older' }, { id: 'OLD2' })]),
  event('messages.update', { keyId: 'ABC', remoteJid: peer, fromMe: true, status: 'DELIVERY_ACK' }),
  event('messages.edited', { key: { id: 'ABC', remoteJid: peer }, editedMessage: { conversation: 'new' } }),
  event('messages.delete', { id: 'ABC', remoteJid: peer, fromMe: false }),
  event('connection.update', { state: 'open', wuid: '12025550143@s.whatsapp.net', statusReason: 200 }),
  event('connection.update', { state: 'close', statusReason: 401 }),
  event('qrcode.updated', { qrcode: { code: '2@abc', base64: 'data:image/png;base64,AAAA' } }),
  event('contacts.upsert', [{ remoteJid: peer, pushName: 'Ada' }]),
];
