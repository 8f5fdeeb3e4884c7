import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { expect, it } from 'vitest';
import { getSample, namesOf, type Sample, type SampleKind } from '../media/samples.ts';
import { type Started, start } from '../testing/start.ts';
import { awkwardTexts } from './awkward-texts.ts';

// The library @kapso/whatsapp-cloud-api, unmodified, against the simulator: README.md has the same list. One table of
// calls, so longer than most files.

interface World extends Started {
  client: WhatsAppClient;
  /** Sender and an open chat, as every send needs them. */
  chat: { phoneNumberId: string; to: string };
  waba: string;
  customersWamid: string;
  upload(kind: SampleKind): Promise<string>;
}

async function startWorld(): Promise<World> {
  const started = await start();
  const client = new WhatsAppClient({ accessToken: started.simulator.tokens.current(), baseUrl: started.url });
  const customersWamid = await started.write('Hello');
  const chat = { phoneNumberId: started.shop, to: `+${started.waId}` };
  return {
    ...started,
    client,
    chat,
    waba: started.simulator.company.wabas[0]?.id ?? '',
    customersWamid,
    async upload(kind) {
      const sample = firstOf(kind);
      const file = new Blob([new Uint8Array(sample.bytes)], { type: sample.mimeType });
      const { phoneNumberId } = chat;
      return (await client.media.upload({ phoneNumberId, type: sample.mimeType, file, fileName: sample.filename })).id;
    },
  };
}

function firstOf(kind: SampleKind): Sample {
  const [name] = namesOf(kind);
  if (name === undefined) throw new Error(`there is no sample of kind ${kind}`);
  return getSample(name);
}

const sent = { messagingProduct: 'whatsapp', messages: [{ id: expect.stringMatching(/^wamid\./) }] };
const success = { success: true };
/** What Meta refuses, by the code the library sees. */
const refusedWith = (code: number) => ({ refused: code });
const image = { link: 'https://example.com/shoe.jpg' };

const calls: Record<string, [run: (world: World) => Promise<unknown>, answer: object]> = {
  'messages.sendText': [({ client, chat }) => client.messages.sendText({ ...chat, body: 'Hi' }), sent],
  'messages.sendImage': [
    async ({ client, chat, upload }) => client.messages.sendImage({ ...chat, image: { id: await upload('image') } }),
    sent,
  ],
  'messages.sendAudio': [
    async ({ client, chat, upload }) =>
      client.messages.sendAudio({ ...chat, audio: { id: await upload('voice'), voice: true } }),
    sent,
  ],
  'messages.sendDocument': [
    async ({ client, chat, upload }) =>
      client.messages.sendDocument({ ...chat, document: { id: await upload('document'), filename: 'invoice.pdf' } }),
    sent,
  ],
  'messages.sendVideo': [
    async ({ client, chat, upload }) => client.messages.sendVideo({ ...chat, video: { id: await upload('video') } }),
    sent,
  ],
  'messages.sendSticker': [
    async ({ client, chat, upload }) =>
      client.messages.sendSticker({ ...chat, sticker: { id: await upload('sticker') } }),
    sent,
  ],
  'messages.sendLocation': [
    ({ client, chat }) => client.messages.sendLocation({ ...chat, location: { latitude: 53.5, longitude: 10 } }),
    sent,
  ],
  'messages.sendContacts': [
    ({ client, chat }) =>
      client.messages.sendContacts({
        ...chat,
        contacts: [{ name: { formattedName: 'Ana Silva', firstName: 'Ana' }, phones: [{ phone: '+15551234567' }] }],
      }),
    sent,
  ],
  'messages.sendTemplate': [
    ({ client, chat }) =>
      client.messages.sendTemplate({ ...chat, template: { name: 'hello_world', language: { code: 'en_US' } } }),
    sent,
  ],
  'messages.sendReaction': [
    ({ client, chat, customersWamid }) =>
      client.messages.sendReaction({ ...chat, reaction: { messageId: customersWamid, emoji: '👍' } }),
    sent,
  ],
  'messages.sendInteractiveButtons': [
    ({ client, chat }) =>
      client.messages.sendInteractiveButtons({ ...chat, bodyText: 'Sure?', buttons: [{ id: 'yes', title: 'Yes' }] }),
    sent,
  ],
  'messages.sendInteractiveList': [
    ({ client, chat }) =>
      client.messages.sendInteractiveList({
        ...chat,
        bodyText: 'Which one?',
        buttonText: 'Choose',
        sections: [{ title: 'Sizes', rows: [{ id: 's', title: 'Small' }] }],
      }),
    sent,
  ],
  'messages.sendInteractiveProduct': [
    ({ client, chat }) =>
      client.messages.sendInteractiveProduct({ ...chat, catalogId: '1234567', productRetailerId: 'shoe-1' }),
    sent,
  ],
  'messages.sendInteractiveProductList': [
    ({ client, chat }) =>
      client.messages.sendInteractiveProductList({
        ...chat,
        bodyText: 'New this week',
        header: { type: 'text', text: 'Shoes' },
        catalogId: '1234567',
        sections: [{ title: 'Shoes', productItems: [{ productRetailerId: 'shoe-1' }] }],
      }),
    sent,
  ],
  'messages.sendInteractiveFlow': [
    ({ client, chat }) =>
      client.messages.sendInteractiveFlow({
        ...chat,
        bodyText: 'Tell us more',
        parameters: { flowId: '987654321', flowCta: 'Open', flowToken: 'token', flowMessageVersion: '3' },
      }),
    sent,
  ],
  'messages.sendInteractiveCtaUrl': [
    ({ client, chat }) =>
      client.messages.sendInteractiveCtaUrl({
        ...chat,
        bodyText: 'Your order',
        parameters: { displayText: 'Track', url: 'https://example.com/track' },
      }),
    sent,
  ],
  'messages.sendInteractiveCarousel': [
    ({ client, chat }) =>
      client.messages.sendInteractiveCarousel({
        ...chat,
        bodyText: 'Two shoes',
        cards: [0, 1].map((cardIndex) => ({
          cardIndex,
          header: { type: 'image', image },
          bodyText: `Shoe ${cardIndex}`,
          action: { displayText: 'See', url: `https://example.com/${cardIndex}` },
        })),
      }),
    sent,
  ],
  'messages.sendInteractiveCatalogMessage': [
    ({ client, chat }) =>
      client.messages.sendInteractiveCatalogMessage({
        ...chat,
        bodyText: 'All of them',
        parameters: { thumbnailProductRetailerId: 'shoe-1' },
      }),
    sent,
  ],
  'messages.sendInteractiveAddress': [
    ({ client, chat }) =>
      client.messages.sendInteractiveAddress({ ...chat, bodyText: 'Where to?', parameters: { country: 'IN' } }),
    sent,
  ],
  'messages.sendInteractiveLocationRequest': [
    ({ client, chat }) =>
      client.messages.sendInteractiveLocationRequest({
        ...chat,
        bodyText: 'Where are you?',
        parameters: { requestMessage: 'Share it' },
      }),
    sent,
  ],
  'messages.sendInteractiveCallPermission': [
    ({ client, chat }) =>
      client.messages.sendInteractiveCallPermission({
        ...chat,
        bodyText: 'May we call you?',
        parameters: { phoneNumber: '+12025550143' },
      }),
    sent,
  ],
  'messages.sendInteractiveRaw': [
    ({ client, chat }) =>
      client.messages.sendInteractiveRaw({
        ...chat,
        interactive: {
          type: 'location_request_message',
          body: { text: 'Where are you?' },
          action: { name: 'send_location' },
        },
      }),
    sent,
  ],
  'messages.sendRaw': [
    ({ client, chat }) =>
      client.messages.sendRaw({
        phoneNumberId: chat.phoneNumberId,
        payload: { messaging_product: 'whatsapp', to: chat.to, type: 'text', text: { body: 'Hi' } },
      }),
    sent,
  ],
  'messages.markRead': [
    ({ client, chat: { phoneNumberId }, customersWamid: messageId }) =>
      client.messages.markRead({ phoneNumberId, messageId, typingIndicator: { type: 'text' } }),
    success,
  ],
  'media.upload': [async ({ upload }) => ({ id: await upload('image') }), { id: expect.stringMatching(/^\d+$/) }],
  'media.upload, resumable': [
    async ({ client, chat: { phoneNumberId } }) => {
      const { bytes, mimeType, filename } = firstOf('document');
      const file = new Blob([new Uint8Array(bytes)], { type: mimeType });
      return await client.media.upload({
        phoneNumberId,
        type: mimeType,
        file,
        fileName: filename,
        uploadStrategy: 'resumable',
      });
    },
    { id: expect.any(String) },
  ],
  'media.get': [
    async ({ client, upload }) => client.media.get({ mediaId: await upload('image') }),
    { messagingProduct: 'whatsapp', url: expect.stringMatching(/^http/), mimeType: expect.stringMatching(/^image\//) },
  ],
  'media.download': [
    async ({ client, upload }) => {
      const bytes = await client.media.download({ mediaId: await upload('image'), auth: 'always' });
      return { size: bytes instanceof ArrayBuffer ? bytes.byteLength : 0 };
    },
    { size: firstOf('image').bytes.length },
  ],
  'media.delete': [async ({ client, upload }) => client.media.delete({ mediaId: await upload('image') }), success],
  'templates.list': [
    ({ client, waba }) => client.templates.list({ businessAccountId: waba, status: 'APPROVED', limit: 2 }),
    { data: [{ status: 'APPROVED' }, { status: 'APPROVED' }], paging: { cursors: { after: expect.any(String) } } },
  ],
  'templates.create': [
    ({ client, waba }) =>
      client.templates.create({
        businessAccountId: waba,
        name: 'ready_for_pickup',
        language: 'en_US',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Your order is ready.' }],
      }),
    { id: expect.stringMatching(/^\d+$/), status: 'PENDING', category: 'UTILITY' },
  ],
  'templates.get': [
    async ({ client, waba: businessAccountId }) => {
      const { data } = await client.templates.list({ businessAccountId, name: 'hello_world' });
      return await client.templates.get({ businessAccountId, templateId: data[0]?.id ?? '' });
    },
    // It asks below the account's edge, where Graph has nothing: templates are nodes of their own.
    refusedWith(2500),
  ],
  'templates.delete': [
    ({ client, waba }) => client.templates.delete({ businessAccountId: waba, name: 'hello_world' }),
    success,
  ],
  'phoneNumbers.requestCode': [
    ({ client, chat: { phoneNumberId } }) =>
      client.phoneNumbers.requestCode({ phoneNumberId, codeMethod: 'SMS', language: 'en_US' }),
    refusedWith(136024),
  ],
  'phoneNumbers.verifyCode': [
    ({ client, chat: { phoneNumberId } }) => client.phoneNumbers.verifyCode({ phoneNumberId, code: '000000' }),
    refusedWith(136025),
  ],
  'phoneNumbers.register': [
    ({ client, chat: { phoneNumberId } }) => client.phoneNumbers.register({ phoneNumberId, pin: '000001' }),
    refusedWith(133005),
  ],
  'phoneNumbers.deregister': [
    ({ client, chat: { phoneNumberId } }) => client.phoneNumbers.deregister({ phoneNumberId }),
    success,
  ],
  'phoneNumbers.settings.get': [
    ({ client, chat: { phoneNumberId } }) => client.phoneNumbers.settings.get({ phoneNumberId }),
    {},
  ],
  'phoneNumbers.settings.update': [
    ({ client, chat: { phoneNumberId } }) =>
      client.phoneNumbers.settings.update({ phoneNumberId, calling: { status: 'DISABLED' } }),
    success,
  ],
  'phoneNumbers.businessProfile.get': [
    ({ client, chat: { phoneNumberId } }) => client.phoneNumbers.businessProfile.get({ phoneNumberId }),
    { data: [{ messagingProduct: 'whatsapp' }] },
  ],
  'phoneNumbers.businessProfile.update': [
    ({ client, chat: { phoneNumberId } }) =>
      client.phoneNumbers.businessProfile.update({ phoneNumberId, about: 'Shoes since 1904', vertical: 'RETAIL' }),
    success,
  ],
  'calls.connect': [
    ({ client, chat }) => client.calls.connect({ ...chat, session: { sdpType: 'offer', sdp: 'v=0' } }),
    refusedWith(138006),
  ],
  'calls.terminate': [
    ({ client, chat: { phoneNumberId } }) => client.calls.terminate({ phoneNumberId, callId: 'wacid.abc' }),
    // There is no such call.
    refusedWith(100),
  ],
};

it.each(Object.entries(calls))('kapso: %s', async (_name, [run, answer]) => {
  const world = await startWorld();
  const given = await run(world).catch((error: unknown) => {
    if (error instanceof GraphApiError) return { refused: error.code };
    throw error;
  });
  expect(given).toMatchObject(answer);
});

it('kapso: verifySignature and normalizeWebhook take our webhooks, whatever the text', async () => {
  const { simulator, receiver, write } = await startWorld();
  for (const text of awkwardTexts) await write(text);
  await receiver.until(() => receiver.messages().length > awkwardTexts.length);
  const texts: unknown[] = [];
  for (const { raw, headers, body } of receiver.posts) {
    const signatureHeader = String(headers['x-hub-signature-256']);
    expect(verifySignature({ appSecret: simulator.company.appSecret, rawBody: raw, signatureHeader })).toBe(true);
    expect(verifySignature({ appSecret: 'another secret', rawBody: raw, signatureHeader })).toBe(false);
    texts.push(...normalizeWebhook(body).messages.map((message) => message.text?.body));
  }
  expect(texts).toEqual(expect.arrayContaining([...awkwardTexts]));
});
