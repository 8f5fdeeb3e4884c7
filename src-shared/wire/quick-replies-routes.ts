import { z } from 'zod';
import { maxTextLength } from '../content.ts';
import { LibraryItemId, UserId } from '../ids.ts';
import { done, nothing, route } from './route.ts';

const shortcut = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}_-]{1,40}$/u, 'must be one word: letters, digits, _ and -');
const text = z
  .string()
  .trim()
  .min(1)
  .max(maxTextLength, `is longer than the ${maxTextLength} characters WhatsApp allows`);

/** A canned text. `{{name}}` in it is filled in before it is sent; `shortcut` is typed to find it. */
export const QuickReply = z.object({
  id: LibraryItemId,
  shortcut: z.string(),
  text: z.string(),
  updatedBy: UserId,
  updatedAt: z.iso.datetime(),
});
export type QuickReply = z.infer<typeof QuickReply>;

const success = z.literal(true);
const one = z.object({ success, data: QuickReply });

export const quickRepliesRoutes = {
  listQuickReplies: route('GET', '/api/quick-replies', {
    summary: 'List the quick replies',
    description: 'By shortcut.',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: z.array(QuickReply) }),
  }),
  createQuickReply: route('POST', '/api/quick-replies', {
    summary: 'Add a quick reply',
    description: 'A shortcut stands for one text: 409 when there is one already, in whatever case.',
    query: nothing,
    body: z.object({ shortcut, text }),
    response: one,
  }),
  updateQuickReply: route('PATCH', '/api/quick-replies/:id', {
    summary: 'Change a quick reply',
    query: nothing,
    body: z.object({ shortcut: shortcut.optional(), text: text.optional() }),
    response: one,
  }),
  deleteQuickReply: route('DELETE', '/api/quick-replies/:id', {
    summary: 'Delete a quick reply',
    query: nothing,
    body: nothing,
    response: done,
  }),
} as const;
