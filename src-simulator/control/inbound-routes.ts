import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { BusinessNumber } from '../company/company.ts';
import { compose, type ComposeParts } from '../customers/compose.ts';
import type { Customer } from '../customers/directory.ts';
import type { MessageKind } from '../customers/message-kinds.ts';
import { createRandom } from '../engine/random.ts';
import type { Simulator } from '../simulator.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import type { Update } from '../webhooks/update.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { emitAndWait, requireSubscriber } from './emit-and-wait.ts';
import { createHistory } from '../history/tell-history.ts';
import { ChatRequest, type ControlMessage, HistoryControl, InboundBatch, InboundRequest } from './schemas.ts';

/** Customers do as they are told: write, tap, write a lot, read. */
export function registerInbound(app: FastifyInstance, simulator: Simulator): void {
  const { inbound, outbound, threads, webhooks } = simulator;
  const random = createRandom(simulator.options.seed, 'control-samples');

  app.post('/inbound', async (request) => {
    const wanted = parse(InboundRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    const customer = getCustomer(simulator, wanted);
    const message = toInbound(composing(simulator, random), number, customer, wanted);
    return { wamid: message && inbound.receive(number, customer, message).wamid };
  });

  app.post('/inbound/batch', async (request) => {
    const wanted = parse(InboundBatch, request.body);
    const numbers = wanted.messages.map((message) => getNumber(simulator, message.phoneNumberId));
    if (wanted.wait) for (const number of numbers) requireSubscriber(simulator, number, 'messages');
    const wamids: string[] = [];
    const updates: Update[] = [];
    const parts = composing(simulator, random);
    for (const [index, each] of wanted.messages.entries()) {
      const customer = getCustomer(simulator, each);
      const number = numbers[index]!;
      const message = toInbound(parts, number, customer, each);
      if (!message) continue;
      const prepared = inbound.prepare(number, customer, message);
      wamids.push(prepared.message.wamid);
      if (prepared.update === null) continue;
      const update = { ...prepared.update, isBulk: wanted.backlog };
      for (let copy = 0; copy < wanted.copies; copy++) updates.push(update);
    }
    const ordered = wanted.shuffle ? simulator.shuffle(updates) : updates;
    if (wanted.wait) await emitAndWait(simulator, ordered, wanted.timeoutMs);
    else for (const update of ordered) webhooks.emit(update);
    return { wamids, emitted: ordered.length };
  });

  app.post('/history', async (request) => {
    const { phoneNumberId, timeoutMs, ...wanted } = parse(HistoryControl, request.body ?? {});
    const numbers =
      phoneNumberId === undefined
        ? simulator.company.wabas.flatMap((waba) => waba.numbers)
        : [getNumber(simulator, phoneNumberId)];
    for (const number of numbers) {
      requireSubscriber(simulator, number, 'messages');
      requireSubscriber(simulator, number, 'history');
    }
    const startedAt = performance.now();
    const history = createHistory(simulator, { numbers, ...wanted });
    await emitAndWait(simulator, history.inbound, timeoutMs);
    await emitAndWait(simulator, history.outbound, timeoutMs);
    return { ...history.report, tookMs: Math.round(performance.now() - startedAt) };
  });

  app.post('/read', async (request) => {
    const wanted = parse(ChatRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    const customer = simulator.directory.find(wanted.waId ?? wanted.userId ?? '');
    const thread = customer && threads.find(number, customer);
    return { read: thread ? outbound.open(thread) : 0 };
  });
}

export function getNumber(simulator: Simulator, phoneNumberId: string): BusinessNumber {
  const number = simulator.nodes.findNumber(phoneNumberId);
  if (number) return number;
  throw new ControlError(404, 'not_found', `There is no number ${phoneNumberId}; GET /_control/company lists them`);
}

/** Whoever has that number, if need be somebody new; a BSUID must be known. */
export function getCustomer(
  simulator: Simulator,
  wanted: { waId?: string | undefined; userId?: string | undefined; profileName?: string | undefined },
): Customer {
  const { directory } = simulator;
  if (wanted.waId !== undefined) return directory.meet(wanted.waId, wanted.profileName);
  const customer = directory.find(wanted.userId ?? '');
  if (!customer) throw new ControlError(404, 'not_found', `Nobody has the user id ${wanted.userId}`);
  return directory.meet(customer.waId, wanted.profileName);
}

function composing(simulator: Simulator, random: ComposeParts['random']): ComposeParts {
  return { threads: simulator.threads, media: simulator.media, random, now: simulator.clock.now() };
}

function toInbound(
  parts: ComposeParts,
  number: BusinessNumber,
  customer: Customer,
  wanted: z.output<typeof InboundRequest>,
): InboundMessage | null {
  const { message, timestamp } = wanted;
  const made = isKind(message) ? compose(parts, number, customer, message) : fromWebhookForm(message);
  return made && (timestamp === undefined ? made : { ...made, at: timestamp * 1000 });
}

function isKind(message: ControlMessage): message is MessageKind {
  return 'kind' in message;
}

/** Who, when and which are ours to say; the rest is the message's own. */
function fromWebhookForm(message: Exclude<ControlMessage, MessageKind>): InboundMessage {
  if (!isLong(message)) return { type: 'text', content: { body: message.text } };
  const { type, context, from: _from, id: _id, timestamp: _timestamp, ...rest } = message;
  const { [type]: content, ...extra } = rest;
  return {
    type,
    // A message with errors has no object of its type.
    content: content ?? ('errors' in extra ? undefined : {}),
    ...(isObject(context) ? { context } : {}),
    ...(isObject(context) && typeof context['id'] === 'string' ? { replyTo: context['id'] } : {}),
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  };
}

function isLong(message: object): message is { type: string; [key: string]: unknown } {
  return 'type' in message;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
