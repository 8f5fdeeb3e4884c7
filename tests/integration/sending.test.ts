import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountId, ConversationId } from '#shared/ids.ts';
import type { MessageView } from '#shared/wire/crm-inbox-routes.ts';
import { until } from '../support/deadline.ts';
import { makeFolder, removeFolder } from '../support/folder.ts';
import { root } from '../support/root.ts';
import { startTeam, type Team } from '../support/team.ts';

// Everything that can be sent, over the CRM's own route, to a Meta that checks it by Meta's rules.

const folder = makeFolder('sending');
const lin = '13125550101';
const samples: Record<string, string> = {
  'parcel.jpg': 'image/jpeg',
  'harbour.mp4': 'video/mp4',
  'chime.mp3': 'audio/mpeg',
  'voice-parcel.ogg': 'audio/ogg',
  'invoice-48213.pdf': 'application/pdf',
  'sticker-thanks.webp': 'image/webp',
};
let files: Server;
let fileUrl: string;
let team: Team;
let accountId: AccountId;
let conversationId: ConversationId;
let inbound: MessageView;

beforeAll(async () => {
  files = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const type = samples[name];
    if (type === undefined) return response.writeHead(404).end();
    return response
      .writeHead(200, { 'content-type': type })
      .end(readFileSync(join(root, 'src-simulator/media/samples', name)));
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  // A listening server has an address.
  fileUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  team = await startTeam({
    folder,
    seed: 'sending',
    simulatorFlags: ['--status-delays=20,20,20', '--read-rate=1', '--webhook-retry-scale=0.1'],
  });
  const [account] = team.accounts;
  if (account === undefined) throw new Error('the company has no number');
  accountId = account.id;
  await team.simulator.write({ waId: lin, phoneNumberId: account.phoneNumberId, text: 'Hello?' });
  conversationId = await until('the conversation', async () => {
    const { data } = await team.admin.call('listConversations', { query: { accountId } });
    return data.find(({ contact }) => contact.phone === lin)?.id;
  });
  const first = (await messages()).find(({ direction }) => direction === 'inbound');
  if (first === undefined) throw new Error('the conversation has no message');
  inbound = first;
});
afterAll(async () => {
  await team.stop();
  files.close();
  removeFolder(folder);
});

const messages = async (): Promise<MessageView[]> => {
  const query = { limit: 100 };
  return (await team.admin.call('listConversationMessages', { params: { id: conversationId }, query })).data;
};
const send = async (body: object): Promise<MessageView> =>
  (await team.admin.call('sendMessage', { body: { conversationId, ...body } as never })).data;
/** What Meta took of this message. */
const taken = async (id: string) =>
  await until(`${id} in the ledger`, async () =>
    (await team.simulator.ledger()).sends.find((accepted) => accepted.bizOpaqueCallbackData === id),
  );
const file = (name: string) => ({ link: `${fileUrl}/${name}` });
const body = { text: 'Shall we deliver?' };
const reply = (id: string) => ({ type: 'reply', reply: { id, title: id } });

const kinds: Record<string, () => { type: string } & Record<string, unknown>> = {
  'a text with a link': () => ({ type: 'text', text: { body: 'See https://shop.example', preview_url: true } }),
  'a picture with a caption': () => ({ type: 'image', image: { ...file('parcel.jpg'), caption: 'Your parcel' } }),
  'a film': () => ({ type: 'video', video: file('harbour.mp4') }),
  'a sound': () => ({ type: 'audio', audio: file('chime.mp3') }),
  'a voice note': () => ({ type: 'audio', audio: { ...file('voice-parcel.ogg'), voice: true } }),
  'a document': () => ({ type: 'document', document: { ...file('invoice-48213.pdf'), filename: 'invoice.pdf' } }),
  'a sticker': () => ({ type: 'sticker', sticker: file('sticker-thanks.webp') }),
  'a place': () => ({ type: 'location', location: { latitude: 53.5, longitude: 9.9, name: 'Harbour' } }),
  'a card': () => ({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ada', first_name: 'Ada' }, phones: [{ phone: '+1 312 555 0199' }] }],
  }),
  buttons: () => ({
    type: 'interactive',
    interactive: {
      type: 'button',
      header: { type: 'image', image: file('parcel.jpg') },
      body,
      footer: { text: 'Acme' },
      action: { buttons: [reply('Yes'), reply('No')] },
    },
  }),
  'a list': () => ({
    type: 'interactive',
    interactive: {
      type: 'list',
      body,
      action: { button: 'When', sections: [{ rows: [{ id: 'mo', title: 'Monday', description: 'before noon' }] }] },
    },
  }),
  'a link': () => ({
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      body,
      action: { name: 'cta_url', parameters: { display_text: 'Track it', url: 'https://shop.example/7' } },
    },
  }),
  'a flow': () => ({
    type: 'interactive',
    interactive: {
      type: 'flow',
      body,
      action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '77', flow_cta: 'Book' } },
    },
  }),
  'a question for the place': () => ({
    type: 'interactive',
    interactive: { type: 'location_request_message', body, action: { name: 'send_location' } },
  }),
  'a product': () => ({
    type: 'interactive',
    interactive: { type: 'product', body, action: { catalog_id: '5', product_retailer_id: 'shoe' } },
  }),
  'a row of cards': () => ({
    type: 'interactive',
    interactive: {
      type: 'carousel',
      body,
      action: {
        cards: [0, 1].map((card_index) => ({
          card_index,
          type: 'cta_url',
          header: { type: 'image', image: file('parcel.jpg') },
          action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://shop.example' } },
        })),
      },
    },
  }),
  'a template': () => ({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }),
};

it.each(Object.keys(kinds))(
  'M-3 M-4 %s is taken by Meta as it was written, reaches the customer and is ticked',
  async (name) => {
    const message: { type: string; [part: string]: unknown } = kinds[name]?.() ?? { type: '' };
    const { id, status } = await send(message);
    expect(status).toBe('queued');
    const accepted = await taken(id);
    expect(accepted).toMatchObject({ type: message.type, waId: lin });
    if (name !== 'a text with a link') expect(accepted.body).toMatchObject(message[message.type] as object);
    const seen = await until(`the ticks of ${name}`, async () =>
      (await messages()).find((found) => found.id === id && ['read', 'played', 'failed'].includes(found.status)),
    );
    expect(seen).toMatchObject({ error: null, waMessageId: accepted.wamid });
    expect(seen.timeline.map((step) => step.status)).toEqual(expect.arrayContaining(['accepted', 'sent', 'delivered']));
  },
);

it('M-3 a quoted reply points at its message', async () => {
  const { id } = await send({ type: 'text', text: { body: 'This one' }, replyTo: inbound.id });
  expect(await taken(id)).toMatchObject({ contextMessageId: inbound.waMessageId });
});

it('M-3 a reaction is taken by Meta and stands on its message', async () => {
  await send({ type: 'reaction', reaction: { message_id: inbound.id, emoji: '👍' } });
  const reacted = await until('the reaction', async () =>
    (await messages()).find(({ id, reactions }) => id === inbound.id && reactions.length > 0),
  );
  expect(reacted.reactions).toMatchObject([{ by: 'team', emoji: '👍' }]);
  const { sends } = await team.simulator.ledger();
  expect(sends.find(({ type }) => type === 'reaction')?.body).toEqual({ message_id: inbound.waMessageId, emoji: '👍' });
});

it('M-9 ruling 36: to somebody who never wrote only a template goes out', async () => {
  const to = { conversationId: undefined, integrationId: accountId, to: '+1 (312) 555-0120' };
  await expect(send({ ...to, type: 'text', text: { body: 'Hi' } })).rejects.toMatchObject({
    code: 'reply_window_closed',
  });
  const { id } = await send({
    ...to,
    type: 'template',
    template: { name: 'hello_world', language: { code: 'en_US' } },
  });
  expect(await taken(id)).toMatchObject({ type: 'template', to: '+13125550120' });
});

it('R-6d a picture whose answer is lost is in doubt, and settled by its status, never sent twice', async () => {
  await team.simulator.setFaults({ timeoutAfterAccept: 'close', timeoutCount: 1 });
  const { id } = await send({ type: 'image', image: file('parcel.jpg') });
  await until('the picture was found again', async () =>
    (await messages()).find((found) => found.id === id && found.status === 'read'),
  );
  const { sends } = await team.simulator.ledger();
  expect(sends.filter((accepted) => accepted.bizOpaqueCallbackData === id)).toHaveLength(1);
});
