import type { FastifyReply } from 'fastify';
import type { Customer } from '../customers/directory.ts';
import type { Simulator } from '../simulator.ts';
import type { SendRequest } from '../threads/outbound-message.ts';
import type { Instance } from './instance.ts';
import { getPhone } from './recipients.ts';
import { type GatewayMessage, toMessage } from './to-message.ts';

export interface Draft {
  /** Type and content as the Cloud API has them, in which chats are kept. */
  type: string;
  content: unknown;
  /** `key.id` of the message it replies to. */
  quotedId?: string | undefined;
  files?: NonNullable<SendRequest['files']>;
}

/** Accepts a message, tells SEND_MESSAGE, answers 201 and sets it going. Throws when the instance is not connected. */
export async function answerSend(
  simulator: Simulator,
  reply: FastifyReply,
  chat: { instance: Instance; customer: Customer },
  draft: Draft,
): Promise<GatewayMessage> {
  const { gateway, outbound } = simulator;
  const { instance, customer } = chat;
  // Asked again: while a file was fetched the connection may have ended.
  const phone = getPhone(instance);
  // Devices know no service window.
  const thread = simulator.threads.open(phone, customer);
  thread.windowClosesAt = Number.POSITIVE_INFINITY;
  const accepted = outbound.accept(phone, {
    to: customer.waId,
    recipientId: customer.waId,
    customer,
    type: draft.type,
    content: draft.content,
    replyTo: draft.quotedId === undefined ? null : (gateway.keys.wamidOf(draft.quotedId) ?? null),
    bizOpaqueCallbackData: null,
    version: newestVersion,
    ...(draft.files ? { files: draft.files } : {}),
  });
  const parts = { ...simulator, keys: gateway.keys };
  const told = (hasBase64: boolean): GatewayMessage =>
    toMessage(parts, instance.id, thread, accepted.message, hasBase64);
  gateway.emit(instance, 'SEND_MESSAGE', told(instance.webhook?.base64 === true), [accepted.wamid]);
  const answer = told(false);
  if (gateway.faults.hangAfterAccept) {
    outbound.start(accepted);
    // Fastify is told that we answer ourselves; then nobody does.
    reply.hijack();
    return answer;
  }
  // After the answer is out, and also when the caller died while waiting for it.
  reply.raw.once('close', () => outbound.start(accepted));
  void reply.code(201);
  return answer;
}

/** Shapes of Graph's statuses, which nobody hears of here. */
const newestVersion = 26;
