import { expect, it } from 'vitest';
import { getSample } from '../media/samples.ts';
import { type Started, start } from '../testing/start.ts';
import type { Bubble, Chat } from './wire.ts';

async function aPhone() {
  const started = await start(['--read-rate', '0']);
  const { get, post, shop, waId } = started;
  const name = { waId, phoneNumberId: shop };
  const chat = async (): Promise<Chat> => {
    const { body } = await get(`/_phone/phones/${waId}`);
    return body.chats.find(({ phoneNumberId }: Chat) => phoneNumberId === shop);
  };
  const send = async (message: object, replyTo?: string): Promise<Bubble> =>
    (await post('/_phone/messages', { ...name, message, ...(replyTo === undefined ? {} : { replyTo }) })).body;
  return { ...started, name, chat, send };
}

/** Sent by the shop and on the phone. Returns the wamid. */
async function fromShop({ post, shop, waId, simulator, receiver }: Started, type: string, content: object) {
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const body = { messaging_product: 'whatsapp', to: waId, type, [type]: content };
  const sent = await post(`/${shop}/messages`, body, { authorization });
  const { id } = sent.body.messages[0];
  await receiver.until(() => receiver.statuses().some((status) => status.id === id && status.status === 'delivered'));
  return String(id);
}

it('sends files by the kind that WhatsApp makes of them', async () => {
  const { post, url, shop, receiver, send } = await aPhone();
  const photo = getSample('shoe.jpg');
  const upload = await fetch(`${url}/_phone/media?filename=shoe.jpg&phoneNumberId=${shop}`, {
    method: 'POST',
    headers: { 'content-type': photo.mimeType },
    body: new Uint8Array(photo.bytes),
  });
  const file = (await upload.json()) as { id: string };
  expect(file).toMatchObject({
    mimeType: 'image/jpeg',
    filename: 'shoe.jpg',
    sizeBytes: photo.bytes.length,
    of: 'image',
  });
  expect((await send({ kind: 'media', mediaId: file.id, caption: 'My size' })).body).toMatchObject({
    kind: 'picture',
    caption: 'My size',
  });
  expect((await send({ kind: 'media', mediaId: file.id, isDocument: true })).body.kind).toBe('document');
  const sample = async (of: string): Promise<string> =>
    (await post('/_phone/samples', { of, phoneNumberId: shop })).body.id;
  expect((await send({ kind: 'media', mediaId: await sample('voice'), isVoice: true })).body).toMatchObject({
    kind: 'audio',
    isVoice: true,
  });
  expect((await send({ kind: 'media', mediaId: await sample('sticker') })).body.kind).toBe('sticker');
  await receiver.until(() => receiver.messages().length === 4);
  expect(receiver.messages().map(({ type }) => type)).toEqual(['image', 'document', 'audio', 'sticker']);
  expect((await post('/_phone/messages', { waId: '1', phoneNumberId: shop, message: {} })).status).toBe(400);
});

it('gives the bytes of a file whole and by range, and nothing that could run as a page', async () => {
  const { post, url, shop } = await aPhone();
  const { id, sizeBytes } = (await post('/_phone/samples', { of: 'video', phoneNumberId: shop })).body;
  const whole = await fetch(`${url}/_phone/media/${id}`);
  expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, sizeBytes]);
  const part = await fetch(`${url}/_phone/media/${id}`, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${sizeBytes}`]);
  expect((await part.arrayBuffer()).byteLength).toBe(10);
  const beyond = await fetch(`${url}/_phone/media/${id}`, { headers: { range: `bytes=${sizeBytes}-` } });
  expect(beyond.status).toBe(416);

  const html = await fetch(`${url}/_phone/media?filename=x.html`, {
    method: 'POST',
    headers: { 'content-type': 'text/html' },
    body: '<script>alert(1)</script>',
  });
  const page = await fetch(`${url}/_phone/media/${((await html.json()) as { id: string }).id}`);
  expect(page.headers.get('content-type')).toBe('application/octet-stream');
  expect(page.headers.get('content-disposition')).toMatch(/^attachment/);
  expect((await fetch(`${url}/_phone/media/123`)).status).toBe(404);
});

it('answers what the business sent with taps, reactions and orders', async () => {
  const phone = await aPhone();
  const { post, name, receiver, send } = phone;
  await send({ kind: 'text', text: 'Hi' });
  const buttons = [
    { type: 'reply', reply: { id: 'a', title: 'Yes' } },
    { type: 'reply', reply: { id: 'b', title: 'No' } },
  ];
  const messageId = await fromShop(phone, 'interactive', {
    type: 'button',
    body: { text: 'OK?' },
    action: { buttons },
  });
  const tap = (action: number) => post('/_phone/taps', { ...name, messageId, tap: { card: null, action } });
  expect((await tap(1)).body.bubble).toMatchObject({
    body: { kind: 'choice', title: 'No' },
    quoted: { id: messageId },
  });
  expect((await tap(2)).status).toBe(404);
  await post('/_phone/reactions', { ...name, messageId, emoji: '👍' });
  const lines = [{ productId: 'lamp-walnut', quantity: 2 }];
  expect((await send({ kind: 'order', catalogId: 'c', lines })).text).toBe('🛒 2 items');
  await receiver.until(() => receiver.messages().length === 4);
  const [, answer, reaction, order] = receiver.messages();
  expect(answer.interactive).toEqual({ type: 'button_reply', button_reply: { id: 'b', title: 'No' } });
  expect(reaction.reaction).toEqual({ message_id: messageId, emoji: '👍' });
  expect(order.order.product_items[0]).toMatchObject({ product_retailer_id: 'lamp-walnut', quantity: 2 });
});

it('changes and takes back what was written on it, and nothing else', async () => {
  const phone = await aPhone();
  const { post, name, send, chat } = phone;
  const { id } = await send({ kind: 'text', text: 'Mnoday' });
  await post('/_phone/edits', { ...name, messageId: id, text: 'Monday' });
  expect((await chat()).bubbles[0]).toMatchObject({ text: 'Monday', isEdited: true });
  await post('/_phone/deletions', { ...name, messageId: id });
  expect((await chat()).bubbles[0]?.body).toEqual({ kind: 'deleted' });
  const theirs = await fromShop(phone, 'text', { body: 'Hello' });
  expect((await post('/_phone/edits', { ...name, messageId: theirs, text: 'x' })).status).toBe(403);
  expect((await post('/_phone/deletions', { ...name, messageId: theirs })).status).toBe(403);
  expect((await post('/_phone/deletions', { ...name, messageId: 'wamid.none' })).status).toBe(404);
});

it('calls, blocks, stops marketing, and tells when a voice note was played', async () => {
  const phone = await aPhone();
  const { post, name, send, chat, simulator, receiver } = phone;
  await send({ kind: 'text', text: 'Hi' });
  const { id } = simulator.media.add({ ...getSample('voice-termin.ogg'), uploadedBy: phone.shop });
  const messageId = await fromShop(phone, 'audio', { id, voice: true });
  expect((await post('/_phone/plays', { ...name, messageId })).body).toEqual({ played: true });
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'played'));

  expect((await post('/_phone/calls', name)).body.callId).toMatch(/^wacid\./);
  expect((await chat()).bubbles.at(-1)).toMatchObject({ body: { kind: 'call' }, tick: null });
  await post('/_phone/consent', { ...name, isMarketingStopped: true, isBlocked: true });
  expect(await chat()).toMatchObject({ isMarketingStopped: true, isBlocked: true });
  await post('/_phone/consent', { ...name, isBlocked: false });
  expect(await chat()).toMatchObject({ isMarketingStopped: true, isBlocked: false });
});

it('takes a username, hides its number, and moves to another one', async () => {
  const { get, post, waId, simulator } = await aPhone();
  const change = (more: object, of = waId) => post('/_phone/profile', { waId: of, ...more });
  expect((await change({ username: 'No spaces' })).status).toBe(400);
  expect((await change({ username: 'dana.w', isPhoneHidden: true })).body).toMatchObject({
    username: 'dana.w',
    isPhoneHidden: true,
  });
  const somebody = simulator.directory.named()[0]?.waId;
  expect((await change({ newWaId: somebody })).status).toBe(409);
  const before = (await get(`/_phone/phones/${waId}`)).body.profile.userId;
  const moved = (await change({ newWaId: '12025559876' })).body;
  expect(moved).toMatchObject({ waId: '12025559876', username: 'dana.w' });
  expect(moved.userId).not.toBe(before);
});
