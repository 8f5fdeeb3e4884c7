import { z } from 'zod';
import { fromGraph } from '#shared/outgoing-from-graph.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';

/** A message as another system puts it into the queue: for whom it is meant, and what is to be sent in Meta's words. */
const QueueMessage = z.object({
  metadata: z.object({
    tenantId: z.string().min(1).max(100),
    phoneNumberId: z.string().regex(/^\d{5,20}$/, 'must be the digits of a phone number ID'),
    messageId: z.string().min(1).max(255).optional(),
  }),
  wabaPayload: z.looseObject({
    to: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(100)),
    context: z.object({ message_id: z.string().min(1).max(1000) }).optional(),
  }),
});

export interface QueuedOrder {
  tenant: string;
  phoneNumberId: string;
  to: string;
  /** By it a message that comes twice is known; null: nobody can tell. */
  key: string | null;
  what:
    | { kind: 'message'; content: OutgoingContent; replyTo: { wamid: string } | null }
    | { kind: 'reaction'; messageId: string; emoji: string };
}

/** Why a message can't be sent, now or ever. `field` in the words of whoever queued it. */
export interface Unreadable {
  reason: string;
  message: string;
  field: string | null;
}

/** `messageId`: the broker's property of that name. Pure. */
export function readQueueMessage(
  content: Buffer,
  messageId: string | null,
): { ok: true; order: QueuedOrder } | { ok: false; why: Unreadable } {
  const body = toJson(content);
  if (body === undefined) return wrong('not_json', 'The message is not JSON', null);
  const parsed = QueueMessage.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    return wrong('invalid_input', issue?.message ?? 'is not what this queue takes', field === '' ? null : field);
  }
  const { metadata, wabaPayload } = parsed.data;
  const read = fromGraph(wabaPayload);
  if (read.kind === 'wrong') return wrong('invalid_input', read.message, `wabaPayload.${read.field}`);
  const { context } = wabaPayload;
  const what =
    read.kind === 'reaction'
      ? read
      : { kind: read.kind, content: read.content, replyTo: context ? { wamid: context.message_id } : null };
  return {
    ok: true,
    order: {
      tenant: metadata.tenantId,
      phoneNumberId: metadata.phoneNumberId,
      to: wabaPayload.to,
      key: messageId ?? metadata.messageId ?? null,
      what,
    },
  };
}

function wrong(reason: string, message: string, field: string | null): { ok: false; why: Unreadable } {
  return { ok: false, why: { reason, message, field } };
}

function toJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
