import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ConversationPage, ConversationRow, Directory, StoreChange, ThreadMessage } from '#shared/inbox.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { maxAgeMs } from './policy.ts';

/** Something a colleague did that is meant for this person. */
export interface Call {
  conversationId: ConversationId;
  occasion: 'mention' | 'assignment';
  /** The note that names them; null for an assignment. */
  note: ThreadMessage | null;
}

const pageSize = 200;
/** Conversations of one person that are known by heart. */
const maxKnown = 2_000;
const maxTold = 500;

/**
 * Finds in the store's changes the notes that mention this person and the conversations that became theirs by a
 * colleague's hand. What was theirs before is known by heart, and so is what they take themselves.
 */
export class Attention {
  readonly #workspace: Pick<Workspace, 'conversations'>;
  readonly #me: Directory['me']['id'];
  readonly #mine = new Set<ConversationId>();
  /** Answered here: these may become theirs by that. */
  readonly #answered = new Set<ConversationId>();
  readonly #told = new Set<MessageId>();
  /** Until what is theirs has been read, nothing can be said about what became theirs. */
  #isReady = false;

  constructor(workspace: Pick<Workspace, 'conversations'>, me: Directory['me']['id']) {
    this.#workspace = workspace;
    this.#me = me;
  }

  async start(): Promise<void> {
    const query = { view: 'any', filter: 'assignee:me', chips: [], accountId: null, sort: 'newest' } as const;
    let after: string | null = null;
    do {
      const page = parsePage(await this.#workspace.conversations.list({ ...query, after, limit: pageSize }));
      for (const { id } of page.rows) this.#mine.add(id);
      after = page.next;
    } while (after !== null && this.#mine.size < maxKnown);
    this.#isReady = true;
  }

  /** By the person's own hand, before the change is told. */
  acted(rows: readonly ConversationRow[], answered: ConversationId | null): void {
    for (const { id, assigneeId } of rows) if (assigneeId === this.#me) this.#mine.add(id);
    if (answered !== null && !this.#mine.has(answered)) this.#answered.add(answered);
  }

  /** `now`: server time, epoch ms. */
  inChange(change: StoreChange, now: number): Call[] {
    const assigned: ConversationRow[] = [];
    for (const row of change.conversations) {
      const isMine = row.assigneeId === this.#me;
      const isNews = isMine && this.#isReady && !this.#mine.has(row.id);
      if (isNews && !this.#answered.has(row.id)) assigned.push(row);
      if (row.assigneeId !== null) this.#answered.delete(row.id);
      if (isMine) this.#mine.add(row.id);
      else this.#mine.delete(row.id);
    }
    return [
      ...this.#mentions(change.messages, now),
      ...assigned.map(({ id }): Call => ({ conversationId: id, occasion: 'assignment', note: null })),
    ];
  }

  #mentions(messages: readonly ThreadMessage[], now: number): Call[] {
    return messages.flatMap((note): Call[] => {
      const byMe = note.origin.kind === 'agent' && note.origin.userId === this.#me;
      const isFor = note.mentions?.includes(this.#me) === true && !byMe && now - note.at <= maxAgeMs;
      if (!isFor || this.#told.has(note.id)) return [];
      this.#told.add(note.id);
      const oldest = this.#told.values().next();
      if (this.#told.size > maxTold && !oldest.done) this.#told.delete(oldest.value);
      return [{ conversationId: note.conversationId, occasion: 'mention', note }];
    });
  }
}

/** The workspace answers what the call's contract says, as JSON. */
export function parsePage(json: string): ConversationPage {
  return JSON.parse(json) as ConversationPage;
}
