import { z } from 'zod';
import { ConversationId, UserId } from './ids.ts';
import { DraftMode } from './inbox.ts';

// Who is here, what they look at, where they write, and who is answering whom. Times are epoch ms by the server's clock;
// nothing of it is stored, and whatever is older than its span is gone.

/** A word about typing holds this long; whoever goes on typing says it again after {@link typingAgainMs}. */
export const typingMs = 6000;
export const typingAgainMs = 3000;
/** How long an answer is one person's alone after their last key. */
export const leaseMs = 60_000;
/** How long it is told that somebody was here a moment ago. */
export const recentMs = 2 * 60_000;
/** Without a sign of life for this long, whoever is online is away. */
export const awayAfterMs = 10 * 60_000;

export const PresenceStatus = z.enum(['online', 'away', 'dnd']);
export type PresenceStatus = z.infer<typeof PresenceStatus>;

/** One person as their colleagues see them. Who is not listed is not here. */
export const PersonPresence = z.object({
  userId: UserId,
  status: PresenceStatus,
  /** `leftAt` null: they are looking at it now. */
  viewing: z.array(z.object({ conversationId: ConversationId, since: z.int(), leftAt: z.int().nullable() })),
  typing: z.array(z.object({ conversationId: ConversationId, mode: DraftMode, at: z.int() })),
  /** Answers that are theirs until then. */
  leases: z.array(z.object({ conversationId: ConversationId, until: z.int() })),
});
export type PersonPresence = z.infer<typeof PersonPresence>;

/** `whole`: everybody who is here; else only those who changed, and those who went. */
export const PresencePush = z.object({ whole: z.boolean(), people: z.array(PersonPresence), gone: z.array(UserId) });
export type PresencePush = z.infer<typeof PresencePush>;

/** What the desktop shows. Without a live line nobody is known to be anywhere: then nobody is shown. */
export interface PresenceState {
  live: boolean;
  status: PresenceStatus;
  people: PersonPresence[];
}

export const LeaseAct = z.enum(['claim', 'release', 'override']);
export type LeaseAct = z.infer<typeof LeaseAct>;

export function withPush(people: readonly PersonPresence[], push: PresencePush): PersonPresence[] {
  const replaced = new Set<string>([...push.people.map(({ userId }) => userId), ...push.gone]);
  const kept = push.whole ? [] : people.filter(({ userId }) => !replaced.has(userId));
  return [...kept, ...push.people];
}

/** What the others do in one conversation. */
export interface ConversationPresence {
  /** Those who look at it now before those who have left, the last to leave first. */
  viewers: { userId: UserId; leftAt: number | null }[];
  typing: { userId: UserId; mode: DraftMode; at: number }[];
  /** Somebody else is answering. */
  lease: { userId: UserId; until: number } | null;
}
export const nobodyThere: ConversationPresence = { viewers: [], typing: [], lease: null };

/** The colleagues of `me`, by conversation. What has run out by `now` is left out. */
export function byConversation(
  people: readonly PersonPresence[],
  me: UserId | null,
  now: number,
): Map<ConversationId, ConversationPresence> {
  const found = new Map<ConversationId, ConversationPresence>();
  const at = (id: ConversationId): ConversationPresence => {
    const known = found.get(id) ?? { viewers: [], typing: [], lease: null };
    found.set(id, known);
    return known;
  };
  for (const { userId, viewing, typing, leases } of people.filter((person) => person.userId !== me)) {
    for (const { conversationId, leftAt } of viewing) {
      if (leftAt === null || leftAt + recentMs > now) at(conversationId).viewers.push({ userId, leftAt });
    }
    for (const { conversationId, mode, at: typedAt } of typing) {
      if (typedAt + typingMs > now) at(conversationId).typing.push({ userId, mode, at: typedAt });
    }
    for (const { conversationId, until } of leases) {
      if (until > now) at(conversationId).lease = { userId, until };
    }
  }
  for (const { viewers } of found.values()) {
    viewers.sort((a, b) => (b.leftAt ?? Infinity) - (a.leftAt ?? Infinity) || (a.userId < b.userId ? -1 : 1));
  }
  return found;
}
