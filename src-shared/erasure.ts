import { z } from 'zod';
import { ContactId, ConversationId, ErasureId, MediaId, UserId } from './ids.ts';

/** `waiting`: it may still be called off. */
export const ErasureState = z.enum(['waiting', 'erasing', 'done', 'cancelled']);
export type ErasureState = z.infer<typeof ErasureState>;

/** How many of each are gone, or will be. */
export const ErasureCounts = z.object({
  conversations: z.int(),
  messages: z.int(),
  files: z.int(),
  notes: z.int(),
  consents: z.int(),
  names: z.int(),
  webhooks: z.int(),
});
export type ErasureCounts = z.infer<typeof ErasureCounts>;

/** So long an erasure waits before it begins: it can be called off until then. */
export const erasureWaitMs = 10_000;

/** What became of one person's data: who asked, what went, and which desktops have let go of their copies. */
export const Erasure = z.object({
  id: ErasureId,
  contactId: ContactId,
  state: ErasureState,
  requestedBy: UserId,
  /** All times are epoch ms. */
  requestedAt: z.int(),
  beginsAt: z.int(),
  finishedAt: z.int().nullable(),
  /** Of `total` messages. */
  progress: z.object({ done: z.int(), total: z.int() }),
  counts: ErasureCounts,
  /** Their no to being written to is kept, as a keyed hash of their number. */
  keptOptOut: z.boolean(),
  /** Every desktop that was signed in. `gone`: signed out since, which erases its copy. */
  desktops: z.array(z.object({ name: z.string(), userId: UserId, confirmedAt: z.int().nullable(), gone: z.boolean() })),
});
export type Erasure = z.infer<typeof Erasure>;

/** Whom a page must forget. */
export interface Erased {
  contactIds: readonly z.infer<typeof ContactId>[];
  conversationIds: readonly z.infer<typeof ConversationId>[];
}

/** What every desktop is told: to let go of all of this, and to say that it has. */
export const ErasureOrder = z.object({
  id: ErasureId,
  version: z.int(),
  contactIds: z.array(ContactId),
  conversationIds: z.array(ConversationId),
  mediaIds: z.array(MediaId),
  at: z.int(),
});
export type ErasureOrder = z.infer<typeof ErasureOrder>;
