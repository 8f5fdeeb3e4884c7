import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Content } from '#shared/content.ts';
import type { MessageView } from '#shared/wire/crm-inbox-routes.ts';
import { until } from '../support/deadline.ts';
import { time, uuid, wamid } from './support/ask.ts';
import { startCompany, type Company } from './support/company.ts';
import { type IntegratorServer, startIntegratorServer } from './support/file-server.ts';

// Seed 3: messages of every kind, to and from a customer, with their ticks.

const customer = '1234567890';
let files: IntegratorServer;
let company: Company;
let conversationId: string;

beforeAll(async () => {
  files = await startIntegratorServer();
  company = await startCompany('kinds', { simulatorFlags: ['--webhook-retry-scale=0.1'] });
  await company.customerWrites(customer, 'Hello');
  conversationId = await conversationOf(0);
});
afterAll(async () => {
  await company.stop();
  await files.close();
});

async function conversationOf(index: number): Promise<string> {
  const { data } = await company.team.admin.call('listConversations', {
    query: { accountId: company.account(index).id },
  });
  const found = data.find(({ contact }) => contact.phone === customer);
  if (found === undefined) throw new Error(`${customer} has not written to number ${index}`);
  return found.id;
}

const messagesOf = async (id = conversationId): Promise<MessageView[]> => {
  const { body } = await company.ask('GET', `/api/whatsapp/conversations/${id}/messages?limit=100`);
  return (body as { data: MessageView[] }).data;
};
/** A message that is like this, once it is there. */
const seen = async (what: string, like: (message: MessageView) => boolean, id = conversationId) =>
  await until(what, async () => (await messagesOf(id)).find((message) => like(message)));
const send = async (body: object): Promise<MessageView> => {
  const answer = await company.ask('POST', '/api/whatsapp/messages/send', { conversationId, ...body });
  expect(answer).toMatchObject({ status: 202, body: { success: true } });
  return (answer.body as { data: MessageView }).data;
};
const receive = async (message: object, index = 0): Promise<string> => {
  const { phoneNumberId } = company.account(index);
  const answer = await company.control('POST', '/inbound', { waId: customer, phoneNumberId, message });
  return (answer as { wamid: string }).wamid;
};

const text = { text: 'Shall we deliver?' };
const link = (name: string) => ({ link: files.file(name) });
const button = (title: string) => ({ type: 'reply', reply: { id: title, title } });
const interactive = (type: string, action: object) => ({
  type: 'interactive',
  interactive: { type, body: text, action },
});

/** As Meta's own documentation has them: what goes in here must come out there. */
const outgoing: Record<string, () => { type: string } & Record<string, unknown>> = {
  image: () => ({ type: 'image', image: { ...link('parcel.jpg'), caption: 'Your parcel' } }),
  video: () => ({ type: 'video', video: link('harbour.mp4') }),
  audio: () => ({ type: 'audio', audio: link('chime.mp3') }),
  'voice note': () => ({ type: 'audio', audio: { ...link('voice-parcel.ogg'), voice: true } }),
  document: () => ({ type: 'document', document: { ...link('invoice-48213.pdf'), filename: 'invoice.pdf' } }),
  sticker: () => ({ type: 'sticker', sticker: link('sticker-thanks.webp') }),
  location: () => ({ type: 'location', location: { latitude: 53.5, longitude: 9.9, name: 'Harbour' } }),
  contacts: () => ({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ada', first_name: 'Ada' }, phones: [{ phone: '+1 312 555 0199' }] }],
  }),
  buttons: () => interactive('button', { buttons: [button('Yes'), button('No')] }),
  list: () => interactive('list', { button: 'When', sections: [{ rows: [{ id: 'mo', title: 'Monday' }] }] }),
  CTA: () =>
    interactive('cta_url', {
      name: 'cta_url',
      parameters: { display_text: 'Track it', url: 'https://shop.example/7' },
    }),
  flow: () =>
    interactive('flow', {
      name: 'flow',
      parameters: { flow_message_version: '3', flow_id: '77', flow_cta: 'Book' },
    }),
  template: () => ({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }),
};

it('M-3 every kind is sent as Meta has it, and reaches the customer', async () => {
  const plain = await send({ type: 'text', text: { body: 'See https://shop.example', preview_url: true } });
  expect(await company.taken(plain.id)).toMatchObject({ type: 'text', body: 'See https://shop.example' });
  const first = (await messagesOf()).find(({ direction }) => direction === 'inbound');
  for (const [name, make] of Object.entries(outgoing)) {
    const message = make();
    const { id } = await send(message);
    const taken = await company.taken(id);
    expect([name, taken.type, taken.waId]).toEqual([name, message.type, customer]);
    expect(taken.body).toMatchObject(message[message.type] as object);
    const read = await seen(
      `${name} to be read`,
      (each) => each.id === id && /^(read|played|failed)$/.test(each.status),
    );
    expect(read).toMatchObject({ error: null, waMessageId: taken.wamid });
  }
  const quoted = await send({ type: 'text', text: { body: 'This one' }, replyTo: first?.id });
  expect(await company.taken(quoted.id)).toMatchObject({ contextMessageId: first?.waMessageId });
  await send({ type: 'reaction', reaction: { message_id: first?.id, emoji: '👍' } });
  const reacted = await seen('the reaction', ({ id, reactions }) => id === first?.id && reactions.length > 0);
  expect(reacted.reactions).toEqual([{ by: 'team', userId: uuid, emoji: '👍', at: expect.any(Number) }]);
});

const media = (kind: string, type: RegExp, rest: object = {}) => ({
  type: 'media',
  kind,
  caption: null,
  voice: false,
  ...rest,
  media: expect.objectContaining({ mimeType: expect.stringMatching(type) }),
});

/** What a customer can send, and what the thread then says. */
const incoming: Record<string, { message: object; content: unknown }> = {
  text: { message: { text: 'Good morning' }, content: { type: 'text', text: 'Good morning' } },
  image: { message: { kind: 'image', caption: 'Look' }, content: media('image', /^image\//, { caption: 'Look' }) },
  video: { message: { kind: 'video' }, content: media('video', /^video\//) },
  audio: { message: { kind: 'audio' }, content: media('audio', /^audio\//) },
  voice: { message: { kind: 'voice' }, content: media('audio', /^audio\/ogg/, { voice: true }) },
  document: { message: { kind: 'document' }, content: media('document', /^application\//) },
  sticker: { message: { kind: 'sticker' }, content: media('sticker', /^image\/webp$/) },
  location: {
    message: { kind: 'location', latitude: 53.5, longitude: 9.9, name: 'Harbour', address: 'Pier 3' },
    content: { type: 'location', latitude: 53.5, longitude: 9.9, name: 'Harbour', address: 'Pier 3' },
  },
  contacts: {
    message: { kind: 'contacts', cards: [{ name: 'Ada', phone: '+13125550199' }] },
    content: { type: 'contacts', cards: [expect.objectContaining({ name: 'Ada' })] },
  },
  order: {
    message: { kind: 'order', lines: [{ productId: 'shoe', quantity: 2 }], catalogId: '5', text: 'Please' },
    content: expect.objectContaining({
      type: 'order',
      text: 'Please',
      items: [expect.objectContaining({ productId: 'shoe', quantity: 2 })],
    }),
  },
  unsupported: {
    message: { kind: 'unsupported' },
    content: expect.objectContaining({ type: 'unsupported', kind: expect.any(String) }),
  },
  'a kind that nobody knows yet': {
    message: { type: 'hologram', hologram: { id: 'h-1' } },
    content: expect.objectContaining({ type: 'unsupported', kind: 'hologram' }),
  },
};

it('M-3 every kind is received, with the bytes of its file; taps, reactions, edits and deletions find their message', async () => {
  for (const [name, { message, content }] of Object.entries(incoming)) {
    const id = await receive(message);
    const found = await seen(name, ({ waMessageId }) => waMessageId === id);
    expect({ name, content: found.content }).toEqual({ name, content });
    if (found.content.type !== 'media') continue;
    const ready = await until(`the file of ${name}`, async () => {
      const file = (await messagesOf()).find((each) => each.id === found.id)?.content as Content & { type: 'media' };
      return file.media.state === 'ready' ? file.media : null;
    });
    const bytes = await fetch(`${company.url()}/api/media/${ready.id}`, {
      headers: { authorization: `Bearer ${company.team.admin.token}` },
    });
    expect(
      createHash('sha256')
        .update(Buffer.from(await bytes.arrayBuffer()))
        .digest('hex'),
    ).toBe(ready.sha256);
  }

  const asked = await send(interactive('button', { buttons: [button('Yes'), button('No')] }));
  const { wamid: askedId } = await company.taken(asked.id);
  await receive({ kind: 'tap', messageId: askedId, label: 'Yes' });
  expect(await seen('the tap', ({ content }) => content.type === 'answer')).toMatchObject({
    content: { type: 'answer', title: 'Yes', id: 'Yes' },
    replyTo: asked.id,
  });
  await receive({ kind: 'reaction', messageId: askedId, emoji: '🎉' });
  expect(
    (await seen('the reaction', ({ id, reactions }) => id === asked.id && reactions.length > 0)).reactions,
  ).toEqual([{ by: 'customer', userId: null, emoji: '🎉', at: expect.any(Number) }]);

  // Only numbers that also live in the phone app are told of edits and deletions as such.
  const index = company.team.accounts.length - 1;
  await company.customerWrites(customer, 'Tuesday', index);
  const thread = await conversationOf(index);
  const said = await seen('Tuesday', ({ content }) => content.type === 'text', thread);
  await receive({ kind: 'edit', messageId: said.waMessageId, text: 'Wednesday' }, index);
  await seen('the edit', ({ id, preview }) => id === said.id && preview === 'Wednesday', thread);
  await receive({ kind: 'revoke', messageId: said.waMessageId }, index);
  const deleted = await until('the deletion', async () => {
    const { rows } = await company.team.admin.call('snapshot', { query: { limit: 2000 } }).then(allMessages);
    const found = rows.find(({ id }) => id === said.id);
    return found?.deletedAt === undefined ? null : found;
  });
  expect(deleted).toMatchObject({
    content: { type: 'text', text: 'Wednesday' },
    edits: [{ content: { type: 'text', text: 'Tuesday' } }],
  });
});

interface Row {
  id: string;
  deletedAt?: number;
  content: Content;
}

/** As a desktop gets them that starts from nothing. */
async function allMessages(): Promise<{ rows: Row[] }> {
  const rows: Row[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await company.team.admin.call('snapshot', { query: { cursor, since: 0, limit: 2000 } });
    if (page.entity === 'message') rows.push(...page.rows.map(({ data }) => data as Row));
    if (page.next === null) return { rows };
    cursor = page.next;
  }
}

interface Receipt {
  wamid: string;
  typing: boolean;
}
const receipts = async (): Promise<Receipt[]> =>
  ((await company.control('GET', '/ledger')) as { receipts: Receipt[] }).receipts;

it('M-4 a message’s ticks have a timeline, and a failure its reason', async () => {
  const { id } = await send({ type: 'text', text: { body: 'Ticked' } });
  const { status, timeline, waMessageId } = await seen(
    'the blue tick',
    (each) => each.id === id && each.status === 'read',
  );
  expect({ status, timeline, waMessageId }).toEqual({
    status: 'read',
    timeline: ['accepted', 'sent', 'delivered', 'read'].map((step) => ({ status: step, at: time })),
    waMessageId: wamid,
  });
  const times = timeline.map(({ at }) => at);
  expect(times).toEqual(times.toSorted());

  await company.team.simulator.setFaults({ failAfterSent: 131026 });
  const lost = await send({ type: 'text', text: { body: 'Lost' } });
  const failed = await seen('the failure', (each) => each.id === lost.id && each.status === 'failed');
  await company.team.simulator.clearFaults();
  expect(failed.error).toEqual({ code: 131026, title: expect.any(String), details: expect.anything() });
  expect(failed.timeline.at(-1)).toEqual({ status: 'failed', at: time });
});

it('M-4 typing is shown, and the customer gets blue ticks when the account’s setting says so', async () => {
  const inbound = await receive({ text: 'Are you typing?' });
  await seen('it', ({ waMessageId }) => waMessageId === inbound);
  expect(await company.ask('POST', `/api/conversations/${conversationId}/typing`)).toEqual({
    status: 200,
    body: { success: true },
  });
  await until('the bubble', async () => (await receipts()).some((r) => r.wamid === inbound && r.typing));

  const read = (id: string) => company.ask('POST', `/api/whatsapp/conversations/${id}/read`);
  const opened = await receive({ text: 'Do you see this?' });
  await seen('it', ({ waMessageId }) => waMessageId === opened);
  await read(conversationId);
  await until('the blue ticks', async () => (await receipts()).some((r) => r.wamid === opened && !r.typing));

  const { wabaId, phoneNumberId, displayPhoneNumber, name } = company.account();
  const setting = (readReceipts: string) =>
    company.ask('POST', '/api/whatsapp/integrations', {
      ...{ name, phoneNumber: displayPhoneNumber, phoneNumberId, businessAccountId: wabaId, readReceipts },
      accessToken: company.team.simulator.company.accessToken,
    });
  expect((await setting('never')).status).toBe(200);
  const quiet = await receive({ text: 'And this?' });
  await seen('it', ({ waMessageId }) => waMessageId === quiet);
  await read(conversationId);
  await company.ask('POST', `/api/conversations/${conversationId}/typing`);
  const answered = await send({ type: 'text', text: { body: 'We do' } });
  await company.taken(answered.id);
  expect((await receipts()).map((receipt) => receipt.wamid)).not.toContain(quiet);

  expect((await setting('on_reply')).status).toBe(200);
  const asked = await receive({ text: 'Now?' });
  await seen('it', ({ waMessageId }) => waMessageId === asked);
  await read(conversationId);
  expect((await receipts()).map((receipt) => receipt.wamid)).not.toContain(asked);
  await send({ type: 'text', text: { body: 'Now' } });
  await until('the blue ticks', async () => (await receipts()).some((r) => r.wamid === asked));
});
