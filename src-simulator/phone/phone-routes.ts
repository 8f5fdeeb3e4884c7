import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../control/control.ts';
import { ControlError } from '../control/control-error.ts';
import { getNumber } from '../control/inbound-routes.ts';
import type { Customer } from '../customers/directory.ts';
import type { Simulator } from '../simulator.ts';
import { countUnread, toBubble, toChat } from './to-bubble.ts';
import type { People, Phone, PhoneEvent } from './wire.ts';

const Chat = z.strictObject({ waId: z.string().min(1), phoneNumberId: z.string().min(1) });
const Write = z.strictObject({
  ...Chat.shape,
  text: z.string().trim().min(1).max(65_536),
  replyTo: z.string().optional(),
});

// Proxies and sleeping laptops drop silent connections.
const heartbeatMs = 25_000;

/** What the phone page calls: who there is, one customer's chats, writing, reading, and news by server-sent events. */
export function registerPhone(app: FastifyInstance, simulator: Simulator): void {
  const { clock, company, directory, inbound, outbound, threads } = simulator;
  const numbers = company.wabas.flatMap((waba) => waba.numbers);

  app.get('/people', async (): Promise<People> => ({
    customers: directory.named().map(({ waId, name, country }) => ({ waId, name, country })),
    numbers: numbers.map(({ id, verifiedName, display, trade }) => ({ id, name: verifiedName, display, trade })),
  }));

  app.get<{ Params: { waId: string } }>('/phones/:waId', async (request): Promise<Phone> => {
    const customer = getCustomer(simulator, request.params.waId);
    return {
      waId: customer.waId,
      now: clock.now(),
      chats: numbers.map((number) => toChat(threads, number.id, threads.find(number, customer))),
    };
  });

  app.post('/messages', async (request) => {
    const { waId, phoneNumberId, text, replyTo } = parse(Write, request.body);
    const number = getNumber(simulator, phoneNumberId);
    const customer = getCustomer(simulator, waId);
    const message = inbound.receive(number, customer, {
      type: 'text',
      content: { body: text },
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    // Who writes in a chat has it before their eyes.
    outbound.open(threads.open(number, customer));
    return toBubble(threads, message);
  });

  app.post('/open', async (request) => {
    const { waId, phoneNumberId } = parse(Chat, request.body);
    const thread = threads.find(getNumber(simulator, phoneNumberId), getCustomer(simulator, waId));
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
      if (message.direction === 'outbound' && message.delivery !== 'delivered' && message.delivery !== 'read') return;
      news = { kind: 'bubble', phoneNumberId, bubble: toBubble(threads, message), unread: countUnread(thread) };
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

function getCustomer(simulator: Simulator, waId: string): Customer {
  const customer = simulator.directory.find(waId);
  if (customer) return customer;
  throw new ControlError(404, 'not_found', `Nobody has the number ${waId}`);
}
