import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import type { PhoneEvent } from './wire.ts';

it('shows a chat with every number, writes as the customer, quotes, and reads what arrived', async () => {
  const { get, post, receiver, sendText, shop, waId } = await start(['--read-rate', '0']);
  const written = await post('/_phone/messages', { waId, phoneNumberId: shop, text: '  Is it open? ' });
  expect(written.body).toMatchObject({ isMine: true, text: 'Is it open?', tick: 'delivered' });
  await sendText(waId, 'Yes, until six', { context: { message_id: written.body.id } });
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'delivered'));

  const chatOf = async () => {
    const phone = (await get(`/_phone/phones/${waId}`)).body;
    expect(phone.chats).toHaveLength(3);
    return phone.chats.find((chat: { phoneNumberId: string }) => chat.phoneNumberId === shop);
  };
  const chat = await chatOf();
  expect(chat.unread).toBe(1);
  expect(chat.bubbles.map(({ text, isMine }: Record<string, unknown>) => [text, isMine])).toEqual([
    ['Is it open?', true],
    ['Yes, until six', false],
  ]);
  expect(chat.bubbles[1].quoted).toEqual({ id: written.body.id, isMine: true, text: 'Is it open?', thumbnail: null });

  await post('/_phone/messages', { waId, phoneNumberId: shop, text: 'Thanks', replyTo: chat.bubbles[1].id });
  await receiver.until(
    () => receiver.messages().length === 2 && receiver.statuses().some(({ status }) => status === 'read'),
  );
  expect(receiver.messages()[1].context).toEqual({ from: '12025550143', id: chat.bubbles[1].id });
  expect((await chatOf()).unread).toBe(0);
});

it('reads what arrives while the chat is open only when the phone says so', async () => {
  const { post, receiver, sendText, shop, waId, write } = await start(['--read-rate', '0']);
  await write('hi');
  await sendText(waId, 'hello');
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'delivered'));
  expect(receiver.statuses().some(({ status }) => status === 'read')).toBe(false);
  expect((await post('/_phone/open', { waId, phoneNumberId: shop })).body).toEqual({ read: 1 });
  await receiver.until(() => receiver.statuses().some(({ status }) => status === 'read'));
});

it('sends news of bubbles, ticks and typing as they happen', async () => {
  const { post, url, sendText, shop, waId, simulator, write } = await start();
  const stream = await fetch(`${url}/_phone/phones/${waId}/events`);
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  const events: PhoneEvent[] = [];
  const readUntil = async (isDone: () => boolean): Promise<void> => {
    let rest = '';
    while (!isDone()) {
      const { value = '' } = await reader.read();
      const parts = (rest + value).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as PhoneEvent);
    }
  };
  const wamid = await write('hi');
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const receipt = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: wamid,
    typing_indicator: { type: 'text' },
  };
  await post(`/${shop}/messages`, receipt, { authorization });
  await sendText(waId, 'hello');
  await readUntil(() => events.some((event) => event.kind === 'bubble' && event.bubble.text === 'hello'));
  expect(
    events.slice(0, 4).map((event) => (event.kind === 'typing' ? 'typing' : [event.bubble.text, event.bubble.tick])),
  ).toEqual([['hi', 'delivered'], ['hi', 'read'], 'typing', ['hello', null]]);
  expect(simulator.presence.isPlayed(waId)).toBe(true);
  await reader.cancel();
});

it('refuses an unknown customer, number or empty text', async () => {
  const { get, post, shop, waId } = await start();
  expect((await get('/_phone/phones/999')).status).toBe(404);
  expect((await post('/_phone/messages', { waId, phoneNumberId: '1', text: 'x' })).status).toBe(404);
  expect((await post('/_phone/messages', { waId, phoneNumberId: shop, text: '  ' })).body.message).toMatch(/^text/);
});

it('says that the page is not built when it is not', async () => {
  const { url } = await start();
  const page = await fetch(url);
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm run build')]);
});
