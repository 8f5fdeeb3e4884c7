import type { UserId } from '#shared/ids.ts';
import type { Library } from '#shared/inbox.ts';
import { mergeContent } from '#shared/library.ts';
import type { Pending } from './pending.ts';

/** The library as this desktop's user should see it: the server's, with what is still in the outbox. */
export function overlayLibrary(server: Library, pending: readonly Pending[], me: UserId): Library {
  const items = new Map(server.items.map((item) => [item.id, item]));
  const scheduled = new Map(server.scheduled.map((one) => [one.id, one]));
  for (const { mutation, state, createdAt } of pending) {
    if (state === 'rejected') continue;
    switch (mutation.type) {
      case 'library.save': {
        const { itemId: id, expected, shared, content, base } = mutation;
        const newer = items.get(id);
        const isOver = newer !== undefined && newer.version > expected;
        // The server decides what becomes of it; what others changed meanwhile is shown with it.
        if (isOver && base === undefined) break;
        items.set(id, {
          id,
          version: isOver ? newer.version : expected,
          ownerId: shared ? null : me,
          content: isOver && base !== undefined ? mergeContent(base, content, newer.content).content : content,
          updatedBy: me,
          updatedAt: createdAt,
        });
        break;
      }
      case 'library.delete':
        items.delete(mutation.itemId);
        break;
      case 'scheduled.save': {
        const { scheduledId: id, conversationId, content, replyTo, sendAt } = mutation;
        const version = scheduled.get(id)?.version ?? 0;
        scheduled.set(id, { id, version, conversationId, userId: me, content, replyTo, sendAt, problem: null });
        break;
      }
      case 'scheduled.cancel':
        scheduled.delete(mutation.scheduledId);
        break;
      default:
        break;
    }
  }
  return { items: [...items.values()], scheduled: [...scheduled.values()] };
}
