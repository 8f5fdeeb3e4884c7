import type { Content } from '#shared/content.ts';
import type { Edit, Message, Reaction } from '#shared/message.ts';

/** What a message has besides its content, as its row keeps it. */
export type MessageExtras = Pick<Message, 'reactions' | 'edits' | 'deletedAt' | 'referral' | 'forwarded' | 'product'>;

/** One act upon a message. `timestamp`: Meta's seconds. */
export interface Act {
  wamid: string;
  kind: string;
  actor: string;
  value: string | null;
  timestamp: number;
}

const maxEdits = 50;

/**
 * A message after all that was done to it. Pure. `acts`: all of them, in any order; `isNew` tells those that were not
 * taken into account before. The end is the same for every order in which they become known: of reactions the latest
 * counts, edits stand in the order of their time, a deletion is final and touches only its author's own messages.
 */
export function foldActs(
  message: { direction: string; content: Content; extras: MessageExtras },
  acts: readonly Act[],
  isNew: (act: Act) => boolean,
): { content: Content; extras: MessageExtras } {
  const inOrder = acts.toSorted(
    (a, b) => a.timestamp - b.timestamp || takesAway(a) - takesAway(b) || (a.wamid < b.wamid ? -1 : 1),
  );
  const author = message.direction === 'inbound' ? 'customer' : 'team';
  const reactions = reactionsAfter(
    message.extras.reactions ?? [],
    inOrder.filter(({ kind }) => kind === 'reaction'),
    isNew,
  );
  const { content, edits } = editsAfter(
    message,
    inOrder.filter(({ kind, actor }) => kind === 'edit' && actor === author),
  );
  const revoke = inOrder.find(({ kind, actor }) => kind === 'revoke' && actor === author);
  const { reactions: _reactions, edits: _edits, deletedAt, ...others } = message.extras;
  const deleted = revoke === undefined ? deletedAt : revoke.timestamp * 1000;
  return {
    content,
    extras: {
      ...others,
      ...(reactions.length === 0 ? {} : { reactions }),
      ...(edits.length === 0 ? {} : { edits }),
      ...(deleted === undefined ? {} : { deletedAt: deleted }),
    },
  };
}

/** Within one of Meta's seconds nothing tells the order; taking back follows giving far more often than the reverse. */
const takesAway = ({ value }: Act): number => (value === null ? 1 : 0);

/** Each side has one reaction at most. The team's may also have been given here: then the later one counts. */
function reactionsAfter(present: readonly Reaction[], acts: readonly Act[], isNew: (act: Act) => boolean): Reaction[] {
  return (['customer', 'team'] as const).flatMap((by): Reaction[] => {
    const known = present.find((reaction) => reaction.by === by);
    const latest = acts.findLast(({ actor }) => actor === by);
    const at = (latest?.timestamp ?? 0) * 1000;
    if (latest === undefined || !isNew(latest) || at < (known?.at ?? 0)) return known === undefined ? [] : [known];
    return latest.value === null ? [] : [{ by, userId: null, emoji: latest.value, at }];
  });
}

function editsAfter(
  { content, extras }: { content: Content; extras: MessageExtras },
  acts: readonly Act[],
): { content: Content; edits: Edit[] } {
  const first = extras.edits?.[0]?.content ?? content;
  // Of a file, the present content knows best how far it is.
  const original = first.type === 'media' && content.type === 'media' ? { ...first, media: content.media } : first;
  let now: Content = original;
  const edits: Edit[] = [];
  for (const { value, timestamp } of acts) {
    edits.push({ content: now, until: timestamp * 1000 });
    now = withText(original, value ?? '');
  }
  // The first one is what was said originally: it stays.
  return {
    content: now,
    edits: edits.length > maxEdits ? [...edits.slice(0, 1), ...edits.slice(1 - maxEdits)] : edits,
  };
}

/** People edit texts and captions. */
function withText(original: Content, text: string): Content {
  return original.type === 'media' ? { ...original, caption: text || null } : { type: 'text', text };
}

/**
 * Does a line, told again, say more than it did? A placeholder becomes its message; a call goes on and comes to an end.
 */
export function isFuller(before: Content, after: Content): boolean {
  if (before.type === 'unsupported' && before.kind === 'media_placeholder') {
    return after.type !== 'unsupported' || after.kind !== 'media_placeholder';
  }
  return before.type === 'system' && after.type === 'system' && stageOf(after.kind) > stageOf(before.kind);
}

const callStages = [['call_started'], ['call_accepted', 'call_rejected'], ['call_missed', 'call_ended']];
const stageOf = (kind: string): number => callStages.findIndex((kinds) => kinds.includes(kind));
