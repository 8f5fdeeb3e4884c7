import { expect, it } from 'vitest';
import { samples } from '../media/samples.ts';
import { createRandom } from '../engine/random.ts';
import type { Value } from '../testing/receiver.ts';
import { startGateway } from './event-receiver.ts';

const random = createRandom(1, 'test');

it("tells customers' messages of every kind in the words of a linked device", async () => {
  const { addDevice, post, dataOf, until, call, waId } = await startGateway();
  await addDevice('a');
  const say = async (message: object): Promise<Value> => {
    const count = dataOf('messages.upsert').length;
    await post('/_control/gateway/inbound', { instance: 'a', waId, message });
    await until(() => dataOf('messages.upsert').length > count);
    return dataOf('messages.upsert').at(-1);
  };

  const image = await say({ kind: 'image', caption: 'broken' });
  expect(image).toMatchObject({
    messageType: 'imageMessage',
    message: {
      imageMessage: { mimetype: 'image/jpeg', caption: 'broken', fileLength: expect.stringMatching(/^\d+$/) },
    },
  });
  const voice = await say({ kind: 'voice' });
  expect(voice.message.audioMessage).toMatchObject({ ptt: true, seconds: expect.any(Number) });
  expect(voice.messageType).toBe('audioMessage');
  expect((await say({ kind: 'document', filename: 'a.pdf' })).message.documentMessage.fileName).toBe('a.pdf');
  const described = await say({ kind: 'document', filename: 'b.pdf', caption: 'the bill' });
  expect(described.messageType).toBe('documentWithCaptionMessage');
  expect(described.message.documentWithCaptionMessage.message.documentMessage).toMatchObject({ caption: 'the bill' });
  expect((await say({ kind: 'sticker' })).messageType).toBe('stickerMessage');
  expect((await say({ kind: 'video' })).messageType).toBe('videoMessage');
  expect((await say({ kind: 'location', latitude: 1.5, longitude: 2.5, name: 'Quay' })).message).toEqual({
    locationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5, name: 'Quay' },
  });
  expect((await say({ kind: 'contacts', cards: [{ name: 'Bo Ek', phone: '+46701740605' }] })).message).toEqual({
    contactMessage: { displayName: 'Bo Ek', vcard: expect.stringContaining('waid=46701740605') },
  });

  const file = await call('POST', '/chat/getBase64FromMediaMessage/a', { message: { key: { id: described.key.id } } });
  expect([file.status, file.body]).toMatchObject([
    201,
    { mediaType: 'documentMessage', caption: 'the bill', mimetype: expect.stringContaining('application/') },
  ]);
  expect(String(Buffer.from(file.body.base64, 'base64').length)).toBe(file.body.size.fileLength);
  const text = await say({ text: 'thanks' });
  const none = await call('POST', '/chat/getBase64FromMediaMessage/a', { message: { key: { id: text.key.id } } });
  expect(none.body.response.message).toEqual(['The message is not of the media type']);
});

it('sends every kind of message into the chat on the phone', async () => {
  const { addDevice, call, get, advanceUntil, dataOf, waId } = await startGateway();
  const { phoneNumberId } = await addDevice('a');
  const bytesOf = (kind: 'image' | 'voice' | 'document' | 'sticker') => samples(kind, random).bytes.toString('base64');
  const sent: Value[] = [];
  const send = async (route: string, body: object): Promise<void> => {
    const answer = await call('POST', `/message/${route}/a`, { number: `${waId}@s.whatsapp.net`, ...body });
    expect([route, answer.status, answer.body.key?.fromMe]).toEqual([route, 201, true]);
    sent.push(answer.body);
    await advanceUntil(() =>
      dataOf('messages.update').some(({ keyId, status }) => keyId === answer.body.key.id && status === 'READ'),
    );
  };
  await send('sendText', { text: 'Grüße 👋' });
  await send('sendMedia', { mediatype: 'image', media: bytesOf('image'), caption: 'the new one' });
  await send('sendMedia', { mediatype: 'document', media: bytesOf('document'), fileName: 'bill.pdf' });
  await send('sendWhatsAppAudio', { audio: bytesOf('voice') });
  await send('sendSticker', { sticker: bytesOf('sticker') });
  await send('sendLocation', { latitude: 51.5, longitude: -0.1, name: 'Shop', address: '1 High St' });
  await send('sendContact', { contact: [{ fullName: 'Ada Byron', phoneNumber: '+44 7700 900100' }] });

  expect(sent.map(({ messageType }) => messageType)).toEqual([
    'conversation',
    'imageMessage',
    'documentMessage',
    'audioMessage',
    'stickerMessage',
    'locationMessage',
    'contactMessage',
  ]);
  const { chats } = (await get(`/_phone/phones/${waId}`)).body;
  const chat = chats.find((each: Value) => each.phoneNumberId === phoneNumberId);
  expect(chat.bubbles.map(({ body }: Value) => body.kind)).toEqual([
    'text',
    'picture',
    'document',
    'audio',
    'sticker',
    'location',
    'contacts',
  ]);
  const updates = dataOf('messages.update').filter(({ keyId }) => keyId === sent[3].key.id);
  expect(updates.map(({ status }) => status)).toEqual(['SERVER_ACK', 'DELIVERY_ACK', 'READ']);
});

it('fetches media by URL, and refuses what is neither a URL nor base64', async () => {
  const { addDevice, call, eventsUrl, waId, url, simulator } = await startGateway();
  await addDevice('a');
  const media = simulator.media.add({ ...samples('image', random), uploadedBy: null });
  const send = async (source: string): Promise<Value> =>
    (await call('POST', '/message/sendMedia/a', { number: waId, mediatype: 'image', media: source })).body;
  const sent = await send(`${url}/_phone/media/${media.id}`);
  expect(sent.message.imageMessage.fileSha256).toBe(Buffer.from(media.sha256, 'hex').toString('base64'));
  expect((await send('data:image/png;base64,AAAA')).response.message).toEqual(['Owned media must be a url or base64']);
  expect((await send(`${url}/_phone/media/none`)).response.message).toEqual([
    'Error: Request failed with status code 404',
  ]);
  expect((await send(eventsUrl.replace(/:\d+/, ':1'))).response.message).toEqual([
    expect.stringContaining('could not be downloaded'),
  ]);
});

it('reacts, is reacted to, reads and types', async () => {
  const { addDevice, call, post, get, advanceUntil, dataOf, until, simulator, waId } = await startGateway();
  const { phoneNumberId } = await addDevice('a');
  const inbound = (await post('/_control/gateway/inbound', { instance: 'a', waId, message: { text: 'hi' } })).body;
  const key = { id: inbound.keyId, remoteJid: `${waId}@s.whatsapp.net`, fromMe: false };
  const chat = async (): Promise<Value> => {
    const { chats } = (await get(`/_phone/phones/${waId}`)).body;
    return chats.find((each: Value) => each.phoneNumberId === phoneNumberId);
  };
  const read = await call('POST', '/chat/markMessageAsRead/a', { readMessages: [key] });
  expect([read.status, read.body]).toEqual([201, { message: 'Read messages', read: 'success' }]);
  expect((await chat()).bubbles[0].tick).toBe('read');

  await call('POST', '/chat/sendPresence/a', { number: waId, presence: 'composing', delay: 1200 });
  expect((await chat()).typingUntil).toBe(simulator.clock.now() + 1200);

  const reacted = await call('POST', '/message/sendReaction/a', { key, reaction: '👍' });
  expect(reacted.body).toMatchObject({
    messageType: 'reactionMessage',
    message: { reactionMessage: { key: { id: inbound.keyId, fromMe: false }, text: '👍' } },
  });
  const sent = (await call('POST', '/message/sendText/a', { number: waId, text: 'hello' })).body;
  await advanceUntil(() =>
    dataOf('messages.update').some(({ keyId, status }) => keyId === sent.key.id && status === 'READ'),
  );
  expect((await chat()).bubbles[0].reaction).toBe('👍');
  expect((await call('POST', '/message/sendReaction/a', { key, reaction: 'ok' })).body.response.message).toEqual([
    'reaction "reaction" must be an emoji',
  ]);

  const wamid = simulator.gateway.keys.wamidOf(sent.key.id);
  const react = { kind: 'reaction', messageId: wamid, emoji: '🎉' };
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: react });
  await until(() => dataOf('messages.upsert').length === 2);
  expect(dataOf('messages.upsert')[1]).toMatchObject({
    key: { fromMe: false },
    messageType: 'reactionMessage',
    message: { reactionMessage: { key: sent.key, text: '🎉' } },
  });

  const edit = { kind: 'edit', messageId: inbound.wamid, text: 'hi there' };
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: edit });
  await post('/_control/gateway/inbound', {
    instance: 'a',
    waId,
    message: { kind: 'revoke', messageId: inbound.wamid },
  });
  await until(() => dataOf('messages.delete').length === 1);
  expect(dataOf('messages.edited')).toMatchObject([{ key, editedMessage: { conversation: 'hi there' } }]);
  expect(dataOf('messages.delete')).toMatchObject([{ ...key, status: 'DELETED' }]);
});

it('knows who is on WhatsApp, however the number is written', async () => {
  const { addDevice, call } = await startGateway();
  await addDevice('a');
  const { status, body } = await call('POST', '/chat/whatsappNumbers/a', {
    numbers: ['+1 (202) 555-0117', '12025550117@s.whatsapp.net', '15550001111'],
  });
  expect([status, body]).toEqual([
    200,
    [
      { jid: '12025550117@s.whatsapp.net', exists: true, number: '+1 (202) 555-0117' },
      { jid: '12025550117@s.whatsapp.net', exists: true, number: '12025550117' },
      { jid: '15550001111@s.whatsapp.net', exists: false, number: '15550001111' },
    ],
  ]);
});

it('says no more than that WhatsApp has it to whom the customer blocks', async () => {
  const { addDevice, call, advance, advanceUntil, dataOf, simulator, waId } = await startGateway();
  const { phoneNumberId } = await addDevice('a');
  const customer = simulator.directory.find(waId)!;
  simulator.consent.setBlocked(simulator.gateway.findNumber(phoneNumberId)!, customer, true);
  await call('POST', '/message/sendText/a', { number: waId, text: 'please' });
  await advanceUntil(() => dataOf('messages.update').length > 0);
  await advance(60_000);
  expect(dataOf('messages.update').map(({ status }) => status)).toEqual(['SERVER_ACK']);
});
