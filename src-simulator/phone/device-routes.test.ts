import { expect, it } from 'vitest';
import { startGateway } from '../gateway/event-receiver.ts';
import type { Chat } from './wire.ts';

it('shows a device’s code until it is scanned, then its chat on the phone', async () => {
  const { call, get, post, advance, waId } = await startGateway();
  expect((await get('/_phone/devices')).body).toEqual({ devices: [] });
  expect((await post('/_phone/scan', { code: '2@nobody' })).status).toBeGreaterThanOrEqual(400);

  await call('POST', '/instance/create', { instanceName: 'front-desk', integration: 'WHATSAPP-BAILEYS', qrcode: true });
  const [waiting] = (await get('/_phone/devices')).body.devices;
  expect(waiting).toEqual({
    name: 'front-desk',
    state: 'connecting',
    display: null,
    pending: { code: expect.stringMatching(/^2@/), image: expect.stringMatching(/^data:image\/png;base64,/) },
  });

  const { phoneNumberId } = (await post('/_phone/scan', { code: waiting.pending.code })).body;
  await advance(2000);
  expect((await get('/_phone/devices')).body.devices).toEqual([
    { name: 'front-desk', state: 'open', display: expect.stringMatching(/^\+44 7700 900\d{3}$/), pending: null },
  ]);
  const { chats } = (await get(`/_phone/phones/${waId}`)).body;
  expect(chats.at(-1)).toMatchObject({ phoneNumberId, number: { trade: 'device' }, bubbles: [], catalog: [] });

  const sent = await post('/_phone/messages', { waId, phoneNumberId, text: 'Hello device' });
  expect(sent.body).toMatchObject({ isMine: true, text: 'Hello device', tick: 'delivered' });
  const chat = (await get(`/_phone/phones/${waId}`)).body.chats.find(
    (known: Chat) => known.phoneNumberId === phoneNumberId,
  );
  expect(chat.bubbles).toHaveLength(1);
});
