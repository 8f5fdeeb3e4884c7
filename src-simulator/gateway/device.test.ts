import { expect, it } from 'vitest';
import { startGateway } from './event-receiver.ts';

it('adds a device, lets a phone scan its code, connects it, and messages go in and out', async () => {
  const { call, post, get, advance, advanceUntil, events, eventsUrl, dataOf, until, waId } = await startGateway([
    '--read-rate',
    '1',
  ]);

  const created = await call('POST', '/instance/create', {
    instanceName: 'front-desk',
    integration: 'WHATSAPP-BAILEYS',
    qrcode: false,
  });
  expect(created.status).toBe(201);
  expect(created.body.instance).toMatchObject({ instanceName: 'front-desk', status: 'close' });
  const token = created.body.hash;
  const hook = { enabled: true, url: eventsUrl, headers: { 'x-device': 'front-desk' }, byEvents: false, base64: false };
  expect((await call('POST', '/webhook/set/front-desk', { webhook: hook }, token)).status).toBe(201);

  const connecting = await call('GET', '/instance/connect/front-desk', undefined, token);
  expect(connecting.body).toMatchObject({ pairingCode: null, code: expect.stringMatching(/^2@/), count: 1 });
  const { code, base64 } = connecting.body;
  expect((await call('GET', '/instance/connectionState/front-desk')).body).toEqual({
    instance: { instanceName: 'front-desk', state: 'connecting' },
  });

  const scanned = await post('/_phone/scan', { image: base64 });
  expect(scanned.body).toMatchObject({
    success: true,
    instance: 'front-desk',
    waId: expect.stringMatching(/^447700900\d{3}$/),
  });
  await advance(2000);
  expect((await call('GET', '/instance/connectionState/front-desk')).body.instance.state).toBe('open');
  const jid = `${scanned.body.waId}@s.whatsapp.net`;
  await until(() => dataOf('connection.update').some(({ state }) => state === 'open'));
  expect(dataOf('qrcode.updated')).toEqual([{ qrcode: { instance: 'front-desk', pairingCode: null, code, base64 } }]);
  expect(dataOf('connection.update').at(-1)).toMatchObject({ instance: 'front-desk', wuid: jid, statusReason: 200 });

  const inbound = await post('/_control/gateway/inbound', {
    instance: 'front-desk',
    waId,
    message: { text: 'Is the café open? ☕' },
  });
  await until(() => dataOf('messages.upsert').length === 1);
  const upsert = events.find(({ body }) => body.event === 'messages.upsert');
  expect(upsert?.headers['x-device']).toBe('front-desk');
  expect(upsert?.body).toEqual({
    event: 'messages.upsert',
    instance: 'front-desk',
    data: {
      key: { remoteJid: `${waId}@s.whatsapp.net`, fromMe: false, id: inbound.body.keyId },
      pushName: 'Dana Whitfield',
      status: 'DELIVERY_ACK',
      message: { conversation: 'Is the café open? ☕' },
      messageType: 'conversation',
      messageTimestamp: Date.parse('2026-11-20T09:00:02Z') / 1000,
      instanceId: created.body.instance.instanceId,
      source: 'android',
    },
    destination: eventsUrl,
    date_time: '2026-11-20T09:00:02.000Z',
    sender: jid,
    server_url: expect.stringMatching(/\/gateway$/),
    apikey: token,
  });

  const sent = await call('POST', '/message/sendText/front-desk', {
    number: waId,
    text: 'Until six.',
    quoted: { key: { id: inbound.body.keyId } },
  });
  expect(sent.status).toBe(201);
  expect(sent.body).toMatchObject({
    key: { remoteJid: `${waId}@s.whatsapp.net`, fromMe: true, id: expect.stringMatching(/^3EB0[0-9A-F]{18}$/) },
    status: 'PENDING',
    message: { conversation: 'Until six.' },
    contextInfo: { stanzaId: inbound.body.keyId, participant: `${waId}@s.whatsapp.net` },
    messageType: 'conversation',
  });
  await until(() => dataOf('send.message').length === 1);
  expect(dataOf('send.message')[0]).toEqual(sent.body);
  // The message sets off once its answer is out, which the clock does not know of.
  await advanceUntil(() => dataOf('messages.update').some(({ status }) => status === 'READ'));
  expect(dataOf('messages.update').map(({ keyId, status, fromMe }) => [keyId, status, fromMe])).toEqual(
    ['SERVER_ACK', 'DELIVERY_ACK', 'READ'].map((status) => [sent.body.key.id, status, true]),
  );

  const phone = (await get(`/_phone/phones/${waId}`)).body;
  const chat = phone.chats.find((each: { phoneNumberId: string }) => each.phoneNumberId === scanned.body.phoneNumberId);
  expect(chat.bubbles.map(({ text, isMine }: Record<string, unknown>) => [text, isMine])).toEqual([
    ['Is the café open? ☕', true],
    ['Until six.', false],
  ]);
});
