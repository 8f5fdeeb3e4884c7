import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { parse } from '../control/control.ts';
import type { Simulator } from '../simulator.ts';
import type { Delivery } from '../threads/threads.ts';
import { registerDevices } from './device-routes.ts';
import { registerPhoneMedia } from './media-routes.ts';
import { ChatName, getChat, getCustomer, listNumbers } from './parties.ts';
import { registerPerson } from './person-routes.ts';
import { toProfile } from './profile.ts';
import { registerSending } from './send-routes.ts';
import { countUnread, toBubble, toChat } from './to-bubble.ts';
import type { People, Phone, PhoneEvent } from './wire.ts';

// Proxies and sleeping laptops drop silent connections.
const heartbeatMs = 25_000;
/** What a message of the business is when the phone has it. */
const onPhone: readonly Delivery[] = ['delivered', 'read', 'played'];

/** What the phone page calls: who there is, one customer's chats, reading, and news by server-sent events. */
export function registerPhone(app: FastifyInstance, simulator: Simulator): void {
  const { clock, directory, outbound, threads } = simulator;
  registerSending(app, simulator);
  registerPerson(app, simulator);
  registerPhoneMedia(app, simulator);
  registerDevices(app, simulator);

  app.get('/people', async (): Promise<People> => ({
    customers: directory
      .named()
      .map(({ waId, name, country, language, username }) => ({ waId, name, country, language, username })),
  }));

  app.get<{ Params: { waId: string } }>('/phones/:waId', async (request): Promise<Phone> => {
    const customer = getCustomer(simulator, request.params.waId);
    return {
      waId: customer.waId,
      profile: toProfile(customer),
      now: clock.now(),
      chats: listNumbers(simulator, customer).map((number) => toChat(simulator, number, customer)),
    };
  });

  app.post('/open', async (request) => {
    const { number, customer } = getChat(simulator, parse(ChatName, request.body));
    const thread = threads.find(number, customer);
    return { read: thread ? outbound.open(thread) : 0 };
  });

  const listeners = new Map<string, Set<ServerResponse>>();
  threads.onEvent((event) => {
    const phones = listeners.get(event.thread.customer.waId);
    if (!phones || phones.size === 0) return;
    const { thread } = event;
    const phoneNumberId = thread.number.id;
    let news: PhoneEvent;
    if (event.kind === 'typing') {
      news = { kind: 'typing', phoneNumberId, typingUntil: thread.typingUntil, now: clock.now() };
    } else {
      // Statuses before `delivered` concern a message that this phone does not have yet.
      const { message } = event;
      if (message.direction === 'outbound' && !onPhone.includes(message.delivery)) return;
      const bubble = toBubble(simulator, thread.number, message);
      news = { kind: 'bubble', phoneNumberId, bubble, unread: countUnread(thread) };
    }
    for (const phone of phones) phone.write(`data: ${JSON.stringify(news)}\n\n`);
  });

  app.get<{ Params: { waId: string } }>('/phones/:waId/events', (request, reply) => {
    const { waId } = getCustomer(simulator, request.params.waId);
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    stream.write(': connected\n\n');
    const phones = listeners.get(waId) ?? new Set();
    listeners.set(waId, phones.add(stream));
    simulator.presence.enter(waId);
    const heartbeat = setInterval(() => stream.write(': \n\n'), heartbeatMs);
    stream.on('close', () => {
      clearInterval(heartbeat);
      phones.delete(stream);
      simulator.presence.leave(waId);
    });
  });
}
