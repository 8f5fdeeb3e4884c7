import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { parseSend } from '../graph/messages/send-body.ts';
import { start } from '../testing/start.ts';
import { Bubble } from './page/bubble.tsx';
import { type ChatActions, ChatActionsProvider } from './page/chat-actions.ts';
import { businessExamples } from './showcase-business.ts';
import type { Bubble as BubbleData, Chat } from './wire.ts';
import type { Action, Body, Header } from './wire-body.ts';

// Records, so that a kind that is added must be added here, and with that to the showcase.
const bodies: Record<Body['kind'], true> = {
  text: true,
  picture: true,
  video: true,
  sticker: true,
  audio: true,
  document: true,
  location: true,
  contacts: true,
  card: true,
  choice: true,
  form: true,
  order: true,
  call: true,
  notice: true,
  deleted: true,
  unsupported: true,
};
const headers: Record<Header['kind'], true> = {
  text: true,
  picture: true,
  video: true,
  document: true,
  location: true,
  products: true,
};
const actions: Record<Action['kind'], true> = {
  reply: true,
  'quick-reply': true,
  list: true,
  url: true,
  phone: true,
  copy: true,
  form: true,
  location: true,
  contact: true,
  products: true,
  call: true,
  'call-permission': true,
};

async function showcase(): Promise<{ chat: Chat; wamids: Record<string, string>; told: string[] }> {
  const { get, post, receiver, shop, waId } = await start();
  const { wamids } = (await post('/_control/showcase', { waId, phoneNumberId: shop })).body;
  await post('/_control/webhooks/settle');
  const phone = (await get(`/_phone/phones/${waId}`)).body;
  const chat = phone.chats.find(({ phoneNumberId }: Chat) => phoneNumberId === shop);
  return { chat, wamids, told: receiver.messages().map(({ type }) => type) };
}

function kindsOf(items: readonly { kind: string }[]): string[] {
  return [...new Set(items.map(({ kind }) => kind))].toSorted();
}

it('has every kind of bubble, header and button, from both sides', async () => {
  const { chat, told } = await showcase();
  const all = chat.bubbles.map(({ body }) => body);
  const cards = all.flatMap((body) => (body.kind === 'card' ? [body, ...body.cards] : []));
  expect(kindsOf(all)).toEqual(Object.keys(bodies).toSorted());
  expect(kindsOf(cards.flatMap(({ header }) => header ?? []))).toEqual(Object.keys(headers).toSorted());
  expect(kindsOf(cards.flatMap((card) => card.actions))).toEqual(Object.keys(actions).toSorted());
  expect(cards.some(({ offer }) => offer !== null)).toBe(true);
  expect(cards.some(({ product }) => product !== null)).toBe(true);
  expect(chat.bubbles.some(({ isEdited }) => isEdited)).toBe(true);
  const quoting = chat.bubbles.filter(({ quoted }) => quoted?.thumbnail);
  expect(new Set(quoting.map(({ isMine }) => isMine))).toEqual(new Set([true, false]));
  expect(chat.bubbles.filter(({ reaction }) => reaction !== null).map(({ isMine }) => isMine)).toEqual([true, false]);
  // What the customer does is told to the business as ever.
  expect(told).toEqual(expect.arrayContaining(['text', 'image', 'interactive', 'button', 'order', 'reaction']));
});

it('is made of messages that a business could send', () => {
  for (const { type, content } of Object.values(businessExamples(() => ({ id: '1' })))) {
    expect(parseSend({ messaging_product: 'whatsapp', to: '12025550117', type, [type]: content }).type).toBe(type);
  }
});

it('is drawn by the page, each bubble with its words, its files and what can be tapped', async () => {
  const { chat, wamids } = await showcase();
  const drawn = (name: string): string => {
    const bubble = chat.bubbles.find(({ id }) => id === wamids[name]);
    return bubble ? draw(chat, bubble) : `no ${name}`;
  };
  for (const bubble of chat.bubbles) expect(draw(chat, bubble)).toMatch(/^<li/);
  expect(drawn('formattedText')).toMatch(/<strong[^>]*>Good morning!<\/strong>/);
  expect(drawn('link')).toContain('example.com');
  expect(drawn('image')).toMatch(/<img[^>]*src="\.\/_phone\/media\/\d+"/);
  expect(drawn('video')).toMatch(/<video[^>]*src="\.\/_phone\/media\/\d+"/);
  expect(drawn('voice')).toContain('Play voice message');
  expect(drawn('document')).toContain('invoice-48213.pdf');
  expect(drawn('location')).toContain('Marlow Store');
  expect(drawn('contacts')).toContain('Ada Marlow');
  expect(drawn('buttons')).toContain('Money back');
  expect(drawn('list')).toContain('Choose a time');
  expect(drawn('linkButton')).toContain('href="https://example.com/label"');
  expect(drawn('product')).toContain('Walnut desk lamp');
  expect(drawn('carousel')).toContain('Harbour view, £190');
  expect(drawn('authentication')).toContain('Copy code');
  expect(drawn('offer')).toContain('Ends on Sunday');
  expect(drawn('carouselTemplate')).toContain('Trail shoe');
  expect(drawn('listReply')).toContain('Morning');
  expect(drawn('flowReply')).toContain('Dana Whitfield');
  expect(drawn('order')).toContain('$');
  expect(drawn('toEdit')).toContain('Edited');
  expect(drawn('deleted')).toContain('You deleted this message');
  expect(drawn('businessDeleted')).toContain('This message was deleted');
  expect(drawn('quickReply')).toContain('>Hi Dana, we left');
  expect(drawn('system')).toContain('security code');
  expect(drawn('unsupported')).toContain('Poll');
});

function draw(chat: Chat, bubble: BubbleData): string {
  const nothing = (): void => undefined;
  const chatActions: ChatActions = {
    number: chat.number,
    clockOffset: 0,
    open: nothing,
    tap: nothing,
    reply: nothing,
    jump: nothing,
    played: nothing,
    tell: nothing,
  };
  return renderToStaticMarkup(
    <ChatActionsProvider value={chatActions}>
      <Bubble bubble={bubble} hasTail />
    </ChatActionsProvider>,
  );
}
