import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { BusinessNumber } from '../company/company.ts';
import type { Simulator } from '../simulator.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import type { Update } from '../webhooks/update.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { InboundBatch, InboundRequest, ReadRequest } from './schemas.ts';

/** Customers do as they are told: write, write a lot, read. */
export function registerInbound(app: FastifyInstance, simulator: Simulator): void {
  const { directory, inbound, outbound, threads, webhooks } = simulator;

  app.post('/inbound', async (request) => {
    const wanted = parse(InboundRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    const customer = directory.meet(wanted.waId, wanted.profileName);
    return { wamid: inbound.receive(number, customer, toInbound(wanted)).wamid };
  });

  app.post('/inbound/batch', async (request) => {
    const wanted = parse(InboundBatch, request.body);
    const numbers = wanted.messages.map((message) => getNumber(simulator, message.phoneNumberId));
    const wamids: string[] = [];
    const updates: Update[] = [];
    for (const [index, message] of wanted.messages.entries()) {
      const customer = directory.meet(message.waId, message.profileName);
      const prepared = inbound.prepare(numbers[index]!, customer, toInbound(message));
      wamids.push(prepared.message.wamid);
      for (let copy = 0; copy < wanted.copies; copy++) updates.push(prepared.update);
    }
    const ordered = wanted.shuffle ? simulator.shuffle(updates) : updates;
    if (wanted.wait) await emitAndWait(simulator, ordered);
    else for (const update of ordered) webhooks.emit(update);
    return { wamids, emitted: ordered.length };
  });

  app.post('/read', async (request) => {
    const { waId, phoneNumberId } = parse(ReadRequest, request.body);
    const number = getNumber(simulator, phoneNumberId);
    const customer = directory.find(waId);
    const thread = customer && threads.find(number, customer);
    return { read: thread ? outbound.open(thread) : 0 };
  });
}

/** Emits all and waits until each has been answered 200; refuses when nobody would answer. */
export async function emitAndWait(simulator: Simulator, updates: readonly Update[]): Promise<void> {
  for (const update of updates) {
    if (simulator.subscriptions.urlsOf(update.wabaId, update.field).length === 0) {
      throw new ControlError(
        409,
        'no_subscriber',
        `Nobody has subscribed to ${update.field} of account ${update.wabaId}; POST /_control/subscriptions first`,
      );
    }
  }
  await Promise.all(
    updates.map(
      (update) => new Promise<void>((resolve) => simulator.webhooks.emit({ ...update, onDelivered: resolve })),
    ),
  );
}

export function getNumber(simulator: Simulator, phoneNumberId: string): BusinessNumber {
  const number = simulator.nodes.findNumber(phoneNumberId);
  if (number) return number;
  throw new ControlError(404, 'not_found', `There is no number ${phoneNumberId}; GET /_control/company lists them`);
}

function toInbound(wanted: z.output<typeof InboundRequest>): InboundMessage {
  const at = wanted.timestamp === undefined ? {} : { at: wanted.timestamp * 1000 };
  const { message } = wanted;
  if (!('type' in message)) return { type: 'text', content: { body: message.text }, ...at };
  // Who, when and which are ours to say; the rest is the message's own.
  const { type, context, from: _from, id: _id, timestamp: _timestamp, ...rest } = message;
  const { [type]: content, ...extra } = rest;
  return {
    type,
    content: content ?? {},
    ...at,
    ...(isObject(context) ? { context } : {}),
    ...(isObject(context) && typeof context['id'] === 'string' ? { replyTo: context['id'] } : {}),
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
