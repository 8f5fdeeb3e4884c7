import { expect, it } from 'vitest';
import { startGateway } from './event-receiver.ts';

it('sends each event to a URL of its own, with the file in it, when told to', async () => {
  const { addDevice, post, events, until, waId } = await startGateway();
  await addDevice('a', { byEvents: true, base64: true, headers: { authorization: 'Bearer s3cret' } });
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: { kind: 'image' } });
  await until(() => events.some(({ path }) => path === '/events/messages-upsert'));
  expect(new Set(events.map(({ path }) => path))).toEqual(
    new Set([
      '/events/instance-create',
      '/events/connection-update',
      '/events/qrcode-updated',
      '/events/messages-upsert',
    ]),
  );
  const upsert = events.find(({ path }) => path === '/events/messages-upsert');
  expect(upsert?.headers.authorization).toBe('Bearer s3cret');
  expect(upsert?.body.data.message.base64).toMatch(/^\/9j\//);
});

it('tells only the events that were asked for, and shows the setting in the documented form', async () => {
  const { addDevice, call, post, events, eventsUrl, until, waId } = await startGateway();
  await addDevice('a', { events: ['CONNECTION_UPDATE'] });
  const flat = {
    enabled: true,
    url: eventsUrl,
    webhookByEvents: true,
    webhookBase64: false,
    events: ['MESSAGES_UPSERT'],
  };
  expect((await call('POST', '/webhook/set/a', flat)).status).toBe(201);
  expect((await call('GET', '/webhook/find/a')).body).toMatchObject({ ...flat, headers: {} });
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: { text: 'hi' } });
  await until(() => events.some(({ body }) => body.event === 'messages.upsert'));
  expect(new Set(events.map(({ body }) => body.event))).toEqual(new Set(['connection.update', 'messages.upsert']));

  await call('POST', '/webhook/set/a', { ...flat, enabled: false });
  const before = events.length;
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: { text: 'unheard' } });
  await call('POST', '/webhook/set/a', flat);
  await post('/_control/gateway/inbound', { instance: 'a', waId, message: { text: 'heard' } });
  await until(() => events.length > before);
  expect(events.slice(before).map(({ body }) => body.data.message.conversation)).toEqual(['heard']);
});

it('has no webhook before one is set', async () => {
  const { call } = await startGateway();
  await call('POST', '/instance/create', { instanceName: 'a', integration: 'WHATSAPP-BAILEYS' });
  expect((await call('GET', '/webhook/find/a')).body).toBeNull();
});

it('tries an event again until it is taken, lets others past, and gives up where trying is of no use', async () => {
  const { addDevice, post, events, until, answerWith, advance, advanceUntil, simulator, waId } = await startGateway();
  await addDevice('a', { events: ['MESSAGES_UPSERT'] });
  const say = (text: string) => post('/_control/gateway/inbound', { instance: 'a', waId, message: { text } });
  const heard = (): string[] => events.map(({ body }) => body.data.message.conversation);
  const tries = () => simulator.ledger.read(0, 1000).records.deliveries.filter(({ url }) => url.endsWith('/events'));

  answerWith(503);
  await say('first');
  await until(() => heard().length === 1);
  answerWith(200);
  await say('second');
  await until(() => heard().length === 2);
  await advanceUntil(() => heard().length === 3);
  expect(heard()).toEqual(['first', 'second', 'first']);

  answerWith(401);
  await say('third');
  await until(() => heard().length === 4);
  answerWith(200);
  await advance(3_600_000);
  await say('fourth');
  await until(() => heard().includes('fourth'));
  expect(heard().filter((text) => text === 'third')).toHaveLength(1);
  expect(tries().find(({ answer }) => answer === 503)).toMatchObject({ attempt: 1 });
});

it('tells the same story twice for the same seed on a clock that stands still', async () => {
  const story = async (): Promise<unknown> => {
    const { addDevice, post, events, until, waId } = await startGateway();
    await addDevice('a');
    await post('/_control/gateway/inbound', { instance: 'a', waId, message: { kind: 'voice' } });
    await until(() => events.some(({ body }) => body.event === 'messages.upsert'));
    // Ports differ from run to run.
    return events.map(({ body: { destination: _destination, server_url: _serverUrl, ...body } }) => body);
  };
  expect(await story()).toEqual(await story());
});
