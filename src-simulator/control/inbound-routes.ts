import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { BusinessNumber } from '../company/company.ts';
import type { Simulator } from '../simulator.ts';
import type { InboundMessage } from '../threads/inbound.ts';
import type { Update } from '../webhooks/update.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { emitAndWait, requireSubscriber } from './emit-and-wait.ts';
import { createHistory } from '../history/tell-history.ts';
import { HistoryControl, InboundBatch, InboundRequest, LiveRequest, ReadRequest } from './schemas.ts';

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
    if (wanted.wait) for (const number of numbers) requireSubscriber(simulator, number.wabaId, 'messages');
    const wamids: string[] = [];
    const updates: Update[] = [];
    for (const [index, message] of wanted.messages.entries()) {
      const customer = directory.meet(message.waId, message.profileName);
      const prepared = inbound.prepare(numbers[index]!, customer, toInbound(message));
      wamids.push(prepared.message.wamid);
      for (let copy = 0; copy < wanted.copies && prepared.update; copy++) updates.push(prepared.update);
    }
    const ordered = wanted.shuffle ? simulator.shuffle(updates) : updates;
    if (wanted.wait) await emitAndWait(simulator, ordered, wanted.timeoutMs);
    else for (const update of ordered) webhooks.emit(update);
    return { wamids, emitted: ordered.length };
  });

  app.post('/history', async (request) => {
    const { phoneNumberId, days, messagesPerCustomer, timeoutMs } = parse(HistoryControl, request.body ?? {});
    const numbers =
      phoneNumberId === undefined
        ? simulator.company.wabas.flatMap((waba) => waba.numbers)
        : [getNumber(simulator, phoneNumberId)];
    for (const number of numbers) {
      requireSubscriber(simulator, number.wabaId, 'messages');
      requireSubscriber(simulator, number.wabaId, 'history');
    }
    const startedAt = performance.now();
    const history = createHistory(simulator, { numbers, days, messagesPerCustomer });
    await emitAndWait(simulator, history.inbound, timeoutMs);
    await emitAndWait(simulator, history.outbound, timeoutMs);
    return { ...history.report, tookMs: Math.round(performance.now() - startedAt) };
  });

  app.get('/customers/live', async () => simulator.live.state());
  app.post('/customers/live', async (request) => {
    const { on, everyMs } = parse(LiveRequest, request.body);
    if (on) simulator.live.start(everyMs ?? simulator.live.state().everyMs);
    else simulator.live.stop();
    return simulator.live.state();
  });

  app.post('/read', async (request) => {
    const { waId, phoneNumberId } = parse(ReadRequest, request.body);
    const number = getNumber(simulator, phoneNumberId);
    const customer = directory.find(waId);
    const thread = customer && threads.find(number, customer);
    return { read: thread ? outbound.open(thread) : 0 };
  });
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
