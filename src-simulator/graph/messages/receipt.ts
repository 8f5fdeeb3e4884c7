import type { BusinessNumber } from '../../company/company.ts';
import { invalidParameter } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';
import { isObject, type Json, notValid } from './params.ts';
import { wordOf } from '../word-of.ts';

export interface ParsedReceipt {
  messageId: string;
  typing: boolean;
}

/** How long the typing bubble shows unless a message ends it. */
const typingMs = 25_000;
const receiptLifeMs = 30 * 86_400_000;

/** Reads `{status: "read", …}`, the receipt; null when the body is a message. */
export function parseReceipt(body: Json): ParsedReceipt | null {
  if (body['status'] === undefined) return null;
  if (body['status'] !== 'read') {
    throw invalidParameter(`Param status must be one of {READ} - got "${wordOf(body['status'])}".`);
  }
  if (typeof body['message_id'] !== 'string' || body['message_id'] === '') {
    throw invalidParameter('The parameter message_id is required.');
  }
  const typing = body['typing_indicator'];
  if (typing !== undefined && !(isObject(typing) && typing['type'] === 'text')) {
    throw invalidParameter("Param typing_indicator['type'] must be one of {TEXT}.");
  }
  return { messageId: body['message_id'], typing: typing !== undefined };
}

/** Marks the message and all before it as read, and shows the typing bubble if asked to. */
export function markRead(parts: GraphParts, number: BusinessNumber, receipt: ParsedReceipt): object {
  const name = receipt.messageId.slice(0, 120);
  const found = parts.threads.message(receipt.messageId);
  if (!found || found.message.direction !== 'inbound' || found.thread.number.id !== number.id) {
    throw notValid('message_id', `: message ${name} is not a message that this number received.`);
  }
  const { thread, message } = found;
  const now = parts.clock.now();
  if (now - message.at > receiptLifeMs) throw notValid('message_id', `: message ${name} is older than 30 days.`);
  parts.ledger.record('receipts', { at: now, wamid: message.wamid, typing: receipt.typing });
  for (const earlier of thread.messages) {
    if (earlier.direction !== 'inbound' || earlier.at > message.at || earlier.delivery === 'read') continue;
    earlier.delivery = 'read';
    parts.threads.announce({ kind: 'delivery', thread, message: earlier });
  }
  if (receipt.typing) {
    thread.typingUntil = now + typingMs;
    parts.threads.announce({ kind: 'typing', thread });
  }
  return { success: true };
}
