import { wait } from '../../engine/wait.ts';
import type { OutboundMessage } from '../../threads/outbound-message.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphApp, GraphParts } from '../graph.ts';
import { answerCall } from './calls.ts';
import { readMarketing } from './marketing.ts';
import { markRead, parseReceipt } from './receipt.ts';
import { checkProduct, parseSend } from './send-body.ts';
import { acceptSend } from './send.ts';

/** `POST /{phone number id}/messages` (sends, read receipts and typing bubbles), `/marketing_messages` and `/calls`. */
export function registerMessages(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/messages', async (request, reply) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_messaging');
    const body = checkProduct(request.body);
    const receipt = parseReceipt(body);
    if (receipt) return markRead(parts, number, receipt);
    const accepted = acceptSend(parts, number, parseSend(body), { version: request.graphVersion });
    return await answerSend(parts, request, reply, accepted);
  });

  app.post<{ Params: { node: string } }>('/:node/marketing_messages', async (request, reply) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_messaging');
    const parsed = readMarketing(checkProduct(request.body));
    const accepted = acceptSend(parts, number, parsed, { version: request.graphVersion, isMarketingLite: true });
    return await answerSend(parts, request, reply, accepted);
  });

  app.post<{ Params: { node: string } }>('/:node/calls', async (request) => {
    parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_messaging');
    return answerCall(checkProduct(request.body));
  });
}

/** Sets the message going, and answers when and how the fault switches want it. */
async function answerSend(
  parts: GraphParts,
  request: FastifyRequest,
  reply: FastifyReply,
  accepted: { outbound: OutboundMessage; answer: object },
): Promise<object> {
  const { outbound, answer } = accepted;
  const faults = parts.faults.current();
  const timeout = parts.faults.takeTimeout();
  if (timeout) {
    parts.outbound.start(outbound);
    // Fastify is told that we answer ourselves; then nobody does.
    reply.hijack();
    if (timeout === 'close') request.raw.socket.destroy();
    return answer;
  }
  if (faults.statusBeforeResponse) {
    await new Promise<void>((resolve) => {
      // Without a subscriber there is nobody to be told before the answer.
      if (parts.subscriptions.urlsOf(outbound.number.wabaId, 'messages').length === 0) resolve();
      parts.outbound.start(outbound, resolve);
    });
  } else if (faults.wamidLateMs > 0) {
    parts.outbound.start(outbound);
    await wait(faults.wamidLateMs);
  } else {
    // 'close' comes after the answer is out, and also when the caller died while waiting for it.
    reply.raw.once('close', () => parts.outbound.start(outbound));
  }
  return answer;
}
