import { expect, it } from 'vitest';
import { startGateway } from './event-receiver.ts';
import { readQrImage } from './qr-image.ts';

const base = { integration: 'WHATSAPP-BAILEYS', qrcode: true };

it('renews the code every forty seconds, each in a picture that can be scanned, and gives up after thirty', async () => {
  const { call, advance, eventsUrl, dataOf, until, post } = await startGateway();
  const created = await call('POST', '/instance/create', { ...base, instanceName: 'a', webhook: { url: eventsUrl } });
  const first = created.body.qrcode;
  expect(readQrImage(first.base64)).toBe(first.code);
  await advance(40_000);
  const second = (await call('GET', '/instance/connect/a')).body;
  expect(second.count).toBe(2);
  expect(second.code).not.toBe(first.code);
  expect((await post('/_phone/scan', { code: first.code })).status).toBe(410);

  await advance(28 * 40_000);
  expect((await call('GET', '/instance/connect/a')).body.count).toBe(30);
  await advance(40_000);
  await until(() => dataOf('connection.update').some(({ state }) => state === 'refused'));
  expect(dataOf('qrcode.updated')).toHaveLength(31);
  expect(dataOf('qrcode.updated').at(-1)).toEqual({
    message: 'QR code limit reached, please login again',
    statusCode: 500,
  });
  expect((await call('GET', '/instance/connectionState/a')).body.instance.state).toBe('close');
  expect((await call('GET', '/instance/connect/a')).body.count).toBe(1);
});

it('pairs by the eight characters typed into the phone that was named', async () => {
  const { call, advance, post } = await startGateway();
  await call('POST', '/instance/create', { ...base, qrcode: false, instanceName: 'a' });
  const { body } = await call('GET', '/instance/connect/a?number=%2B44%207700%20900777');
  expect(body.pairingCode).toMatch(/^[1-9A-Z]{8}$/);
  const typed = `${body.pairingCode.slice(0, 4)}-${body.pairingCode.slice(4)}`.toLowerCase();
  expect((await post('/_phone/scan', { code: typed })).body.waId).toBe('447700900777');
  await advance(2000);
  const [entry] = (await call('GET', '/instance/fetchInstances?instanceName=a')).body;
  expect(entry).toMatchObject({ connectionStatus: 'open', ownerJid: '447700900777@s.whatsapp.net' });
});

it('links the same phone to an instance of the same name again, and not one that belongs to somebody else', async () => {
  const { call, addDevice, post, simulator, waId } = await startGateway();
  const first = await addDevice('a');
  await call('POST', '/instance/create', { ...base, instanceName: 'b' });
  const { code } = (await call('GET', '/instance/connect/b')).body;
  const cloudNumber = simulator.company.wabas[0]?.numbers[0]?.digits;
  for (const taken of [first.digits, waId, cloudNumber]) {
    expect((await post('/_phone/scan', { code, waId: taken })).body).toMatchObject({
      success: false,
      code: 'conflict',
    });
  }
  expect((await call('DELETE', '/instance/delete/a')).status).toBe(400);
  expect((await call('DELETE', '/instance/logout/a')).status).toBe(200);
  expect((await call('DELETE', '/instance/delete/a')).status).toBe(200);
  expect((await call('GET', '/instance/connectionState/a')).status).toBe(404);
  expect(await addDevice('a')).toMatchObject({ digits: first.digits, phoneNumberId: first.phoneNumberId });
});

it('loses the connection for a while and then tells what it missed', async () => {
  const { call, addDevice, advance, post, dataOf, until, waId } = await startGateway();
  await addDevice('a');
  const lost = await post('/_control/gateway/disconnect', { instance: 'a', statusReason: 428, backAfterMs: 3000 });
  expect(lost.body).toEqual({ state: 'close', isLinked: true });
  const refused = await call('POST', '/message/sendText/a', { number: waId, text: 'hello' });
  expect([refused.status, refused.body]).toEqual([
    500,
    { status: 500, error: 'Internal Server Error', response: { message: ['Error: Connection Closed'] } },
  ]);
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: { text: 'anybody?' } });
  await until(() => dataOf('connection.update').some(({ state }) => state === 'close'));
  expect(dataOf('messages.upsert')).toEqual([]);
  await advance(5000);
  await until(() => dataOf('messages.upsert').length === 1);
  expect(dataOf('connection.update').map(({ state, statusReason }) => [state, statusReason])).toEqual([
    ['connecting', 200],
    ['connecting', 200],
    ['open', 200],
    ['close', 428],
    ['connecting', 200],
    ['open', 200],
  ]);
});

it('needs a new scan after the phone unlinked it, and none after a restart', async () => {
  const { call, addDevice, advance, post } = await startGateway();
  await addDevice('a');
  // PUT stands in the documentation, POST is what servers take.
  for (const method of ['PUT', 'POST']) {
    expect((await call(method, '/instance/restart/a')).body.instance.state).toBe('connecting');
    await advance(2000);
    expect((await call('GET', '/instance/connect/a')).body).toEqual({ instance: { instanceName: 'a', state: 'open' } });
  }
  await post('/_control/gateway/disconnect', { instance: 'a' });
  const [entry] = (await call('GET', '/instance/fetchInstances?instanceName=a')).body;
  expect(entry).toMatchObject({ connectionStatus: 'close', disconnectionReasonCode: 401, ownerJid: null });
  expect((await call('POST', '/instance/restart/a')).status).toBe(400);
  expect((await call('DELETE', '/instance/logout/a')).status).toBe(400);
  expect((await call('GET', '/instance/connect/a')).body).toMatchObject({ count: 1, base64: expect.any(String) });
});

it('says what is wrong with a scan', async () => {
  const { post } = await startGateway();
  const scan = async (body: unknown): Promise<unknown> => {
    const answer = await post('/_phone/scan', body);
    return [answer.status, answer.body.message];
  };
  expect(await scan({})).toEqual([400, expect.stringMatching(/^code: give code or image/)]);
  expect(await scan({ image: 'data:image/png;base64,AAAA' })).toEqual([400, expect.stringMatching(/^image: /)]);
  // A header that promises 65,535 × 65,535 pixels is not unpacked.
  const bomb = Buffer.from('89504e470d0a1a0a0000000d494844520000ffff0000ffff0800000000', 'hex').toString('base64');
  expect(await scan({ image: `data:image/png;base64,${bomb}` })).toEqual([400, expect.stringMatching(/^image: /)]);
  expect(await scan({ code: '2@never-shown' })).toEqual([410, expect.stringContaining('No device shows this code')]);
});
