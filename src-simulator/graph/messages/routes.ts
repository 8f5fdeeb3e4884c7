import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BusinessNumber } from '../../company/company.ts';
import type { Customer } from '../../customers/directory.ts';
import { wait } from '../../engine/wait.ts';
import type { OutboundMessage } from '../../threads/outbound-message.ts';
import { GraphError } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { checkProduct, parseReceipt, parseSend, type ParsedReceipt, type ParsedSend } from './send-body.ts';

/** How long the typing bubble shows unless a message ends it. */
const typingMs = 25_000;

/** `POST /{phone number id}/messages`: sends, read receipts and typing bubbles. */
export function registerMessages(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/messages', async (request, reply) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post');
    const body = checkProduct(request.body);
    const receipt = parseReceipt(body);
    if (receipt) return markRead(parts, receipt);
    return await send(parts, request, reply, number, parseSend(body));
  });
}

async function send(
  parts: GraphParts,
  request: FastifyRequest,
  reply: FastifyReply,
  number: BusinessNumber,
  parsed: ParsedSend,
): Promise<object> {
  const digits = parsed.to.replace(/\D/g, '');
  if (!parsed.isUserId && digits === number.digits) {
    throw new GraphError(131021, '(#131021) Recipient cannot be sender', {
      details: 'Recipient and sender phone number are the same.',
    });
  }
  const customer = findCustomer(parts, number, parsed);
  const outbound = parts.outbound.accept(number, {
    ...parsed,
    recipientId: customer?.waId ?? digits,
    customer,
    version: request.graphVersion,
  });
  const answer = toAnswer(parsed, customer, outbound, digits);

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
      if (parts.subscriptions.urlsOf(number.wabaId, 'messages').length === 0) resolve();
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

function findCustomer(parts: GraphParts, number: BusinessNumber, parsed: ParsedSend): Customer | null {
  if (!parsed.isUserId) return parts.directory.findRecipient(parsed.to, number.digits) ?? null;
  const customer = parts.directory.find(parsed.to);
  if (customer) return customer;
  throw new GraphError(131009, '(#131009) Parameter value is not valid', {
    details: `Recipient ${parsed.to} is not a user of this business portfolio.`,
  });
}

function toAnswer(parsed: ParsedSend, customer: Customer | null, outbound: OutboundMessage, digits: string): object {
  const contact = parsed.isUserId
    ? { input: parsed.to, user_id: customer?.userId }
    : { input: parsed.to, wa_id: customer?.waId ?? digits };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: outbound.wamid }] };
}

function markRead(parts: GraphParts, receipt: ParsedReceipt): object {
  const found = parts.threads.message(receipt.messageId);
  if (!found || found.message.direction !== 'inbound') {
    throw new GraphError(131009, '(#131009) Parameter value is not valid', {
      details: `Message with ID ${receipt.messageId.slice(0, 120)} is not a message that this number received.`,
    });
  }
  const { thread, message } = found;
  parts.ledger.record('receipts', { at: parts.clock.now(), wamid: message.wamid, typing: receipt.typing });
  for (const earlier of thread.messages) {
    if (earlier.direction !== 'inbound' || earlier.at > message.at || earlier.delivery === 'read') continue;
    earlier.delivery = 'read';
    parts.threads.announce({ kind: 'delivery', thread, message: earlier });
  }
  if (receipt.typing) {
    thread.typingUntil = parts.clock.now() + typingMs;
    parts.threads.announce({ kind: 'typing', thread });
  }
  return { success: true };
}
