import { z } from 'zod';
import { previewOf } from '#shared/content.ts';
import { Message } from '#shared/message.ts';

const Details = z.object({ messages: z.array(Message) });

/** The colleagues' replies that came with a `stale_reply` error; empty when it carries none. */
export function newerReplies(details: unknown): { id: string; text: string }[] {
  const parsed = Details.safeParse(details);
  if (!parsed.success) return [];
  return parsed.data.messages.map((message) => ({ id: message.id, text: previewOf(message.content) }));
}
