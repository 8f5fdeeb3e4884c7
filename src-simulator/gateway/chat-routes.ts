import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { GatewayError } from './api-error.ts';
import { getInstance, type NamedInstance } from './instance-routes.ts';
import { parseBody } from './parse-body.ts';
import { getPhone, getRecipient, lookUp } from './recipients.ts';
import { findFile, toContent } from './to-message.ts';

const id = z.string().min(1).max(512);
const ReadMessages = z.looseObject({
  readMessages: z
    .array(z.looseObject({ id, fromMe: z.boolean(), remoteJid: z.string().min(1).max(200) }))
    .min(1)
    .max(1000),
});
const Presence = z.looseObject({
  number: z.string().min(1).max(200),
  /** Milliseconds it shows. */
  delay: z.number().min(0).max(600_000),
  presence: z.enum(['unavailable', 'available', 'composing', 'recording', 'paused']),
});
const Numbers = z.looseObject({ numbers: z.array(z.string().max(200)).min(1).max(1000) });
const MediaMessage = z.looseObject({ message: z.looseObject({ key: z.looseObject({ id }) }) });

/** What a device does in a chat besides writing. */
export function registerChat(app: FastifyInstance, simulator: Simulator): void {
  const { clock, gateway, ledger, media, threads } = simulator;

  app.post<NamedInstance>('/chat/whatsappNumbers/:instance', async (request) => {
    const instance = getInstance(gateway, request);
    const { numbers } = parseBody(Numbers, request.body);
    getPhone(instance);
    return numbers.map((number) => lookUp(simulator, number));
  });

  app.post<NamedInstance>('/chat/markMessageAsRead/:instance', async (request, reply) => {
    const instance = getInstance(gateway, request);
    const { readMessages } = parseBody(ReadMessages, request.body);
    const phone = getPhone(instance);
    for (const key of readMessages) {
      // WhatsApp says nothing of ids that it does not know.
      const found = threads.message(gateway.keys.wamidOf(key.id) ?? '');
      if (!found || found.thread.number !== phone || found.message.direction !== 'inbound') continue;
      if (found.message.delivery === 'read') continue;
      found.message.delivery = 'read';
      ledger.record('receipts', { at: clock.now(), wamid: found.message.wamid, typing: false });
      threads.announce({ kind: 'delivery', ...found });
    }
    return reply.code(201).send({ message: 'Read messages', read: 'success' });
  });

  app.post<NamedInstance>('/chat/sendPresence/:instance', async (request, reply) => {
    const instance = getInstance(gateway, request);
    const { number, delay, presence } = parseBody(Presence, request.body);
    const thread = threads.open(getPhone(instance), getRecipient(simulator, number));
    const isBusy = presence === 'composing' || presence === 'recording';
    thread.typingUntil = isBusy ? clock.now() + delay : 0;
    threads.announce({ kind: 'typing', thread });
    // A real gateway answers when the bubble is gone; nobody gains from waiting here.
    return reply.code(201).send({ presence });
  });

  app.post<NamedInstance>('/chat/getBase64FromMediaMessage/:instance', async (request, reply) => {
    const instance = getInstance(gateway, request);
    const { message: wanted } = parseBody(MediaMessage, request.body);
    const found = threads.message(gateway.keys.wamidOf(wanted.key.id) ?? '');
    if (!found || found.thread.number.id !== instance.number?.id) throw new GatewayError(400, ['Message not found']);
    const { thread, message } = found;
    const file = findFile(media, message);
    if (!file) throw new GatewayError(400, ['The message is not of the media type']);
    const { content } = toContent({ ...simulator, keys: gateway.keys }, thread, message);
    const [mediaType = '', details] = Object.entries(unwrapped(content))[0] ?? [];
    return reply.code(201).send({
      mediaType,
      fileName: file.filename ?? `${wanted.key.id}.${file.mimeType.split(/[/;]/)[1] ?? 'bin'}`,
      ...(hasCaption(details) ? { caption: details.caption } : {}),
      size: { fileLength: String(file.bytes.length) },
      mimetype: file.mimeType,
      base64: file.bytes.toString('base64'),
      buffer: null,
    });
  });
}

/** A document with words is looked at without its wrapping. */
function unwrapped(content: Record<string, unknown>): object {
  const { documentWithCaptionMessage: wrapper } = content;
  return typeof wrapper === 'object' && wrapper !== null && 'message' in wrapper && isObject(wrapper.message)
    ? wrapper.message
    : content;
}

function hasCaption(details: unknown): details is { caption: unknown } {
  return isObject(details) && 'caption' in details;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
