import { z } from 'zod';
import type { UserId } from '#shared/ids.ts';
import { Message } from '#shared/message.ts';
import { previewOf } from '../../ui/preview.ts';

const Details = z.object({ messages: z.array(Message) });

export interface NewerReply {
  id: string;
  text: string;
  at: number;
  /** null: not written in Parley, but on the phone or by a program. */
  userId: UserId | null;
}

/** The colleagues' replies that came with a `stale_reply` error, oldest first; empty when it carries none. */
export function newerReplies(details: unknown): NewerReply[] {
  const parsed = Details.safeParse(details);
  if (!parsed.success) return [];
  return parsed.data.messages
    .map(({ id, content, at, origin }) => ({
      id,
      text: previewOf(content),
      at,
      userId: origin.kind === 'agent' ? origin.userId : null,
    }))
    .toSorted((one, other) => one.at - other.at);
}
