import type { ConversationId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { type LeaseAct, type PresencePush, PresenceStatus, type PresenceState, withPush } from '#shared/presence.ts';
import type { Handlers } from '#shared/wire/ipc.ts';
import type { Clock } from '../sync/clock.ts';
import type { Tell } from '../sync/socket.ts';

export interface PresenceOptions {
  tell: Tell;
  clock: Pick<Clock, 'after'>;
  /** The status of the last time, kept on this desktop; null = never chosen. */
  storedStatus: () => Promise<string | null>;
  storeStatus: (status: PresenceStatus) => Promise<void>;
  onChange: (state: PresenceState) => void;
}

/** Who moves through a list fast is told about where they stop, not about every step. */
const viewsAgainMs = 400;

/** The calls of the contract, each with the window that it came from where that matters. */
export interface PresenceCalls {
  get: () => ReturnType<Handlers['presence']['get']>;
  viewing: (input: { windowId: number; conversationId: ConversationId | null }) => Promise<void>;
  typing: (input: { conversationId: ConversationId; mode: DraftMode | null }) => Promise<void>;
  lease: (input: { conversationId: ConversationId; act: LeaseAct }) => Promise<void>;
  setStatus: (input: { status: PresenceStatus }) => Promise<void>;
}

/**
 * What this desktop's person does, told to the backend, and what their colleagues do, told to the windows. Without a
 * live line nobody is shown: people who were here ten minutes ago are worse than none.
 */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #views = new Map<number, ConversationId>();
  /** Views were told a moment ago; true when there is news since. */
  #viewsHeld: boolean | null = null;
  #state: PresenceState = { live: false, status: 'online', people: [] };

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  get state(): PresenceState {
    return this.#state;
  }

  readonly calls: PresenceCalls = {
    get: async () => JSON.stringify(this.#state),
    viewing: async ({ windowId, conversationId }) => this.viewing(windowId, conversationId),
    typing: async ({ conversationId, mode }) => this.typing(conversationId, mode),
    lease: ({ conversationId, act }) => this.lease(conversationId, act),
    setStatus: ({ status }) => this.setStatus(status),
  };

  async load(): Promise<void> {
    const stored = PresenceStatus.safeParse(await this.#options.storedStatus());
    if (stored.success) this.#set({ ...this.#state, status: stored.data });
  }

  /** The line is up: the backend, which may have started anew, is told everything again. Or it is down. */
  lineIs(isUp: boolean): void {
    if (!isUp) {
      if (this.#state.live) this.#set({ ...this.#state, live: false, people: [] });
      return;
    }
    if (this.#state.status !== 'online') void this.#whisper('status', { status: this.#state.status });
    if (this.#views.size > 0) this.#tellViews();
  }

  heard(push: PresencePush): void {
    this.#set({ ...this.#state, live: true, people: withPush(this.#state.people, push) });
  }

  /** What a window shows; null = no conversation, or nobody can see it. */
  viewing(windowId: number, conversationId: ConversationId | null): void {
    if (conversationId === null && !this.#views.delete(windowId)) return;
    if (conversationId !== null) this.#views.set(windowId, conversationId);
    this.#tellViews();
  }

  typing(conversationId: ConversationId, mode: DraftMode | null): void {
    void this.#whisper('typing', { conversationId, mode });
  }

  /** Rejects when there is no line, or the answer is a colleague's. */
  async lease(conversationId: ConversationId, act: LeaseAct): Promise<void> {
    await this.#options.tell('lease', { conversationId, act });
  }

  async setStatus(status: PresenceStatus): Promise<void> {
    await this.#options.storeStatus(status);
    this.#set({ ...this.#state, status });
    await this.#whisper('status', { status });
  }

  #tellViews(): void {
    if (this.#viewsHeld !== null) {
      this.#viewsHeld = true;
      return;
    }
    this.#viewsHeld = false;
    this.#options.clock.after(viewsAgainMs, () => {
      const hasNews = this.#viewsHeld === true;
      this.#viewsHeld = null;
      if (hasNews) this.#tellViews();
    });
    const conversationIds = [...new Set(this.#views.values())].slice(-8);
    void this.#whisper('viewing', { conversationIds });
  }

  /** A courtesy to colleagues: when it does not arrive, nobody needs to know. */
  readonly #whisper: Tell = (event, payload) => this.#options.tell(event, payload).catch(() => undefined);

  #set(state: PresenceState): void {
    this.#state = state;
    this.#options.onChange(state);
  }
}
