import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../control/control.ts';
import { ControlError } from '../control/control-error.ts';
import { compose } from '../customers/compose.ts';
import type { MessageKind } from '../customers/message-kinds.ts';
import { createRandom } from '../engine/random.ts';
import type { Simulator } from '../simulator.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import { toBody } from './body/to-body.ts';
import { Outgoing, toAct } from './compose.ts';
import { ChatName, getChat, getMessage } from './parties.ts';
import { toTapped } from './taps.ts';
import { toBubble } from './to-bubble.ts';
import type { Bubble } from './wire.ts';

const messageId = z.string().min(1);
const Send = z.strictObject({ ...ChatName.shape, message: Outgoing, replyTo: z.string().optional() });
/** The short form of a text. */
const Write = z.strictObject({
  ...ChatName.shape,
  text: z.string().trim().min(1).max(65_536),
  replyTo: z.string().optional(),
});

const Tap = z.strictObject({
  ...ChatName.shape,
  messageId,
  tap: z.strictObject({
    card: z.int().min(0).max(20).nullable(),
    action: z.int().min(0).max(20),
    rowId: z.string().optional(),
    answers: z.record(z.string().max(64), z.union([z.string().max(4000), z.boolean()])).optional(),
    isAccepted: z.boolean().optional(),
  }),
});

const React = z.strictObject({ ...ChatName.shape, messageId, emoji: z.string().max(32) });
const Edit = z.strictObject({ ...ChatName.shape, messageId, text: z.string().trim().min(1).max(65_536) });
const Delete = z.strictObject({ ...ChatName.shape, messageId });

/** What a customer sends in a chat: anything written, taps on what the business sent, reactions, edits, deletions. */
export function registerSending(app: FastifyInstance, simulator: Simulator): void {
  const { clock, inbound, media, outbound, threads } = simulator;
  const random = createRandom(simulator.options.seed, 'phone-samples');

  const send = (name: z.output<typeof ChatName>, message: InboundMessage): Bubble => {
    const { number, customer } = getChat(simulator, name);
    const sent = inbound.receive(number, customer, message);
    // Who writes in a chat has it before their eyes.
    outbound.open(threads.open(number, customer));
    return toBubble(simulator, number, sent);
  };
  const act = (name: z.output<typeof ChatName>, deed: MessageKind): InboundMessage => {
    const { number, customer } = getChat(simulator, name);
    const made = compose({ threads, media, random, now: clock.now() }, number, customer, deed);
    if (made) return made;
    throw new ControlError(400, 'invalid_input', `Nothing is sent by ${deed.kind}`);
  };

  app.post('/messages', async (request): Promise<Bubble> => {
    const isShort = typeof request.body === 'object' && request.body !== null && 'text' in request.body;
    const wanted = isShort ? parse(Write, request.body) : parse(Send, request.body);
    const message = 'text' in wanted ? { kind: 'text' as const, text: wanted.text } : wanted.message;
    const file = message.kind === 'media' ? media.find(message.mediaId) : undefined;
    const { replyTo } = wanted;
    return send(wanted, { ...act(wanted, toAct(message, file)), ...(replyTo === undefined ? {} : { replyTo }) });
  });

  app.post('/taps', async (request): Promise<{ bubble: Bubble | null }> => {
    const wanted = parse(Tap, request.body);
    const chat = getChat(simulator, wanted);
    const { message } = getMessage(simulator, chat, wanted.messageId);
    const body = toBody(message, { media, number: chat.number });
    const context = { wamid: message.wamid, body, customer: chat.customer, now: clock.now() };
    const tapped = toTapped(context, wanted.tap);
    return { bubble: tapped && send(wanted, tapped) };
  });

  app.post('/reactions', async (request) => {
    const { messageId: reactedTo, emoji, ...chat } = parse(React, request.body);
    getMessage(simulator, getChat(simulator, chat), reactedTo);
    send(chat, act(chat, { kind: 'reaction', messageId: reactedTo, emoji }));
    return { success: true };
  });

  app.post('/edits', async (request) => {
    const { messageId: edited, text, ...chat } = parse(Edit, request.body);
    requireOwn(chat, edited);
    send(chat, act(chat, { kind: 'edit', messageId: edited, text }));
    return { success: true };
  });

  app.post('/deletions', async (request) => {
    const { messageId: deleted, ...chat } = parse(Delete, request.body);
    requireOwn(chat, deleted);
    send(chat, act(chat, { kind: 'revoke', messageId: deleted }));
    return { success: true };
  });

  function requireOwn(chat: z.output<typeof ChatName>, id: string): void {
    const { message } = getMessage(simulator, getChat(simulator, chat), id);
    if (message.direction === 'inbound') return;
    throw new ControlError(403, 'forbidden', 'Only what was written on this phone can be changed');
  }
}
