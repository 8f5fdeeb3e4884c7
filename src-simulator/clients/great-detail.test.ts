import { Client, type CreateMessageOptions, MessageType } from '@great-detail/whatsapp';
import { expect, it } from 'vitest';
import { getSample } from '../media/samples.ts';
import { type Started, start } from '../testing/start.ts';
import { awkwardTexts } from './awkward-texts.ts';

// The library @great-detail/whatsapp, unmodified, against the simulator: README.md has the same list.

interface World extends Started {
  client: Client;
  phoneNumberID: string;
  waba: string;
  customersWamid: string;
  upload(): Promise<string>;
  send(message: object): Promise<unknown>;
}

async function startWorld(): Promise<World> {
  const started = await start();
  const headers = { Authorization: `Bearer ${started.simulator.tokens.current()}` };
  const client = new Client({ baseUrl: started.url, request: { headers, retry: 0 } });
  const customersWamid = await started.write('Hello');
  const phoneNumberID = started.shop;
  return {
    ...started,
    client,
    phoneNumberID,
    waba: started.simulator.company.wabas[0]?.id ?? '',
    customersWamid,
    async upload() {
      const { bytes, mimeType, filename } = getSample('shoe.jpg');
      const file = new Blob([new Uint8Array(bytes)], { type: mimeType });
      return (await client.media.upload({ phoneNumberID, file, filename, mimeType }).json()).id;
    },
    send: (message) =>
      client.message
        // One list of bodies instead of one overload each.
        .createMessage({ phoneNumberID, to: started.waId, ...message } as CreateMessageOptions & {
          phoneNumberID: string;
        })
        .json(),
  };
}

const sent = { messaging_product: 'whatsapp', messages: [{ id: expect.stringMatching(/^wamid\./) }] };
const success = { success: true };
const place = { latitude: 53.5, longitude: 10, name: 'Harbour', address: 'Pier 1' };
const buttons = {
  type: 'button',
  body: { text: 'Sure?' },
  action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
};
const hello = { name: 'hello_world', language: { code: 'en_US' } };
const newTemplate: Parameters<Client['template']['create']>[1] = {
  name: 'ready_for_pickup',
  language: 'en_US',
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  components: [{ type: 'BODY', text: 'Your order is ready.' }],
};

const calls: Record<string, [run: (world: World) => Promise<unknown>, answer: object]> = {
  'message.createMessage text': [({ send }) => send({ type: MessageType.Text, text: { body: 'Hi' } }), sent],
  'message.createMessage image': [
    async ({ send, upload }) => send({ type: MessageType.Image, image: { id: await upload(), caption: 'New' } }),
    sent,
  ],
  'message.createMessage location': [({ send }) => send({ type: MessageType.Location, location: place }), sent],
  'message.createMessage contacts': [
    ({ send }) =>
      send({ type: MessageType.Contacts, contacts: [{ name: { formatted_name: 'Ana Silva', first_name: 'Ana' } }] }),
    sent,
  ],
  'message.createMessage reaction': [
    ({ send, customersWamid: message_id }) =>
      send({ type: MessageType.Reaction, reaction: { message_id, emoji: '👍' } }),
    sent,
  ],
  'message.createMessage interactive': [
    ({ send }) => send({ type: MessageType.Interactive, interactive: buttons }),
    sent,
  ],
  'message.createMessage template': [({ send }) => send({ type: MessageType.Template, template: hello }), sent],
  'message.createStatus': [
    ({ client, phoneNumberID, customersWamid: message_id }) =>
      client.message
        .createStatus({ phoneNumberID, message_id, status: 'read', typing_indicator: { type: 'text' } })
        .json(),
    success,
  ],
  'media.upload': [async ({ upload }) => ({ id: await upload() }), { id: expect.stringMatching(/^\d+$/) }],
  'media.getURL': [
    async ({ client, phoneNumberID, upload }) => client.media.getURL({ mediaID: await upload(), phoneNumberID }).json(),
    { messaging_product: 'whatsapp', mime_type: 'image/jpeg', url: expect.stringMatching(/^http/) },
  ],
  'media.download': [
    async ({ client, simulator, upload }) => {
      const { url: mediaURL } = await client.media.getURL({ mediaID: await upload() }).json();
      // By itself the library asks without a token, which Meta refuses too.
      const headers = { Authorization: `Bearer ${simulator.tokens.current()}` };
      const download = await client.media.download({ mediaURL, request: { headers } });
      return { size: (await download.arrayBuffer()).byteLength };
    },
    { size: getSample('shoe.jpg').bytes.length },
  ],
  'media.delete': [async ({ client, upload }) => client.media.delete({ mediaID: await upload() }).json(), success],
  'template.list': [
    ({ client, waba }) =>
      client.template.list(waba, { status: 'APPROVED', limit: 2, fields: ['name', 'status'] }).json(),
    { data: [{ status: 'APPROVED' }, { status: 'APPROVED' }] },
  ],
  'template.get': [
    async ({ client, waba }) => {
      const { data } = await client.template.list(waba, { name_or_content: 'hello_world' }).json();
      return await client.template.get(data[0]?.id ?? '', { fields: ['name', 'category'] }).json();
    },
    { name: 'hello_world' },
  ],
  'template.create': [
    ({ client, waba }) => client.template.create(waba, newTemplate).json(),
    { id: expect.stringMatching(/^\d+$/), status: 'PENDING' },
  ],
  'template.update': [
    async ({ client, waba }) => {
      const { data } = await client.template.list(waba, { name_or_content: 'hello_world' }).json();
      const components = [{ type: 'BODY', text: 'Welcome to our store.' }] as const;
      return await client.template.update(data[0]?.id ?? '', { components: [...components] }).json();
    },
    success,
  ],
  'template.delete': [({ client, waba }) => client.template.delete(waba, { name: 'hello_world' }).json(), success],
  'phoneNumbers.getPhoneNumber': [
    ({ client, phoneNumberID }) =>
      client.phoneNumbers.getPhoneNumber({ phoneNumberID, fields: ['display_phone_number', 'throughput'] }).json(),
    { display_phone_number: '+1 202-555-0143', throughput: { level: 'STANDARD' } },
  ],
  'phoneNumbers.listPhoneNumbers': [
    ({ client, waba }) => client.phoneNumbers.listPhoneNumbers({ businessAccountID: waba }).json(),
    { data: [{ verified_name: 'Marlow Store' }, { verified_name: 'Marlow Harbour Hotel' }] },
  ],
  'phoneNumbers.updatePhoneNumber': [
    ({ client, phoneNumberID }) =>
      client.phoneNumbers.updatePhoneNumber({ phoneNumberID, new_display_name: 'Marlow Stores' }).json(),
    success,
  ],
  'businessProfile.getBusinessProfile': [
    ({ client, phoneNumberID }) =>
      client.businessProfile.getBusinessProfile({ phoneNumberID, fields: ['about', 'vertical'] }).json(),
    { data: [{ messaging_product: 'whatsapp' }] },
  ],
  'businessProfile.updateBusinessProfile': [
    ({ client, phoneNumberID }) =>
      client.businessProfile.updateBusinessProfile({ phoneNumberID, about: 'Shoes since 1904' }).json(),
    success,
  ],
  'conversationalAutomation.setConversationalAutomation': [
    ({ client, phoneNumberID }) =>
      client.conversationalAutomation
        .setConversationalAutomation({
          phoneNumberID,
          prompts: ['Where is my order?'],
          commands: [{ command_name: 'hours', command_description: 'When we are open' }],
        })
        .json(),
    success,
  ],
  'subscribedApps.createSubscription': [
    ({ client, waba }) => client.subscribedApps.createSubscription({ businessAccountID: waba }).json(),
    success,
  ],
  'subscribedApps.listSubscriptions': [
    async ({ client, waba: businessAccountID }) => {
      await client.subscribedApps.createSubscription({ businessAccountID });
      return await client.subscribedApps.listSubscriptions({ businessAccountID }).json();
    },
    { data: [{ whatsapp_business_api_data: { name: 'Parley simulator' } }] },
  ],
  'whatsappBusinessAccount.get': [
    ({ client, waba }) => client.whatsappBusinessAccount.get(waba).json(),
    { name: 'Marlow Stores' },
  ],
};

it.each(Object.entries(calls))('great-detail: %s', async (_name, [run, answer]) => {
  expect(await run(await startWorld())).toMatchObject(answer);
});

it('great-detail: the webhook verifier takes our webhooks, whatever the text', async () => {
  const { client, simulator, receiver, write } = await startWorld();
  for (const text of awkwardTexts) await write(text);
  await receiver.until(() => receiver.messages().length > awkwardTexts.length);
  for (const { raw, headers } of receiver.posts) {
    const event = await client.webhook.eventNotification({
      method: 'POST',
      query: {},
      body: raw.toString(),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    });
    expect(await event.signature.sha256.check(simulator.company.appSecret)).toBe(true);
    expect(await event.signature.sha256.check('another secret')).toBe(false);
  }
});
