import { z } from 'zod';
import { ConversationState, ConversationTag, Priority } from './conversation.ts';
import { newId, UserId } from './ids.ts';
import type { ConversationRow } from './inbox.ts';
import type { Mutation } from './mutation.ts';
import type { Permission } from './permission.ts';

/** What can be done to many conversations at once. */
export const BulkAct = z.discriminatedUnion('type', [
  z.object({ type: z.literal('setState'), state: ConversationState, until: z.int().nullable() }),
  z.object({ type: z.literal('assign'), assigneeId: UserId.nullable() }),
  z.object({
    type: z.literal('tag'),
    add: z.array(ConversationTag).max(20),
    remove: z.array(ConversationTag).max(20),
  }),
  z.object({ type: z.literal('prioritise'), priority: Priority.nullable() }),
  z.object({ type: z.literal('archive'), archived: z.boolean() }),
  z.object({ type: z.literal('pin'), pinned: z.boolean() }),
  z.object({ type: z.literal('mute'), muted: z.boolean() }),
  z.object({ type: z.literal('read') }),
  z.object({ type: z.literal('unread') }),
]);
export type BulkAct = z.infer<typeof BulkAct>;

/** How far a bulk act is. `isUndo`: it is being taken back. */
export interface BulkProgress {
  bulkId: string;
  done: number;
  total: number;
  state: 'running' | 'done' | 'stopped' | 'failed';
  isUndo: boolean;
}

export const bulkPermission: Record<BulkAct['type'], Permission> = {
  setState: 'conversation.setState',
  assign: 'conversation.assign',
  tag: 'conversation.setState',
  prioritise: 'conversation.setState',
  archive: 'conversation.setState',
  pin: 'conversation.read',
  mute: 'conversation.read',
  read: 'conversation.read',
  unread: 'conversation.read',
};

/** A conversation's part in a bulk act, and how it is taken back; null when there is nothing to do. */
export function bulkStep(act: BulkAct, row: ConversationRow): { mutation: Mutation; back: Mutation } | null {
  const own = { id: newId<Mutation['id']>(), conversationId: row.id };
  const back = { id: newId<Mutation['id']>(), conversationId: row.id };
  switch (act.type) {
    case 'setState': {
      const until = act.state === 'snoozed' ? act.until : null;
      if (row.state === act.state && (row.snoozedUntil ?? null) === until) return null;
      const type = 'conversation.setState' as const;
      const { state: former, snoozedUntil = null } = row;
      return {
        mutation: { ...own, type, state: act.state, until },
        back: { ...back, type, state: former, until: snoozedUntil },
      };
    }
    case 'assign': {
      if (row.assigneeId === act.assigneeId) return null;
      const type = 'conversation.assign' as const;
      return {
        mutation: { ...own, type, assigneeId: act.assigneeId, expected: row.assigneeId },
        back: { ...back, type, assigneeId: row.assigneeId, expected: act.assigneeId },
      };
    }
    case 'tag': {
      const tags = row.tags ?? [];
      const add = act.add.filter((tag) => !tags.includes(tag));
      const remove = act.remove.filter((tag) => tags.includes(tag));
      if (add.length + remove.length === 0) return null;
      const type = 'conversation.tag' as const;
      return { mutation: { ...own, type, add, remove }, back: { ...back, type, add: remove, remove: add } };
    }
    case 'prioritise': {
      const priority = row.priority ?? null;
      if (priority === act.priority) return null;
      const type = 'conversation.prioritise' as const;
      return { mutation: { ...own, type, priority: act.priority }, back: { ...back, type, priority } };
    }
    case 'archive': {
      const archived = row.archivedAt !== undefined;
      if (archived === act.archived) return null;
      const type = 'conversation.archive' as const;
      return { mutation: { ...own, type, archived: act.archived }, back: { ...back, type, archived } };
    }
    case 'pin':
    case 'mute': {
      const member = act.type === 'pin' ? 'pinned' : 'muted';
      const wanted = act.type === 'pin' ? act.pinned : act.muted;
      if (row[member] === wanted) return null;
      const type = 'conversation.mark' as const;
      return { mutation: { ...own, type, [member]: wanted }, back: { ...back, type, [member]: row[member] } };
    }
    case 'read': {
      if (row.unread === 0 && row.mentionedAt === null) return null;
      return {
        mutation: { ...own, type: 'conversation.read', inboundNo: row.inboundCount, seen: false },
        back: { ...back, type: 'conversation.mark', unread: row.unread > 0 },
      };
    }
    case 'unread': {
      if (row.unread > 0) return null;
      const type = 'conversation.mark' as const;
      return { mutation: { ...own, type, unread: true }, back: { ...back, type, unread: false } };
    }
  }
}
