import { useEffect, useMemo, useReducer } from 'react';
import type { ConversationId, UserId } from '#shared/ids.ts';
import type { DraftMode } from '#shared/inbox.ts';
import {
  byConversation,
  type ConversationPresence,
  nobodyThere,
  type PersonPresence,
  type PresenceState,
  type PresenceStatus,
  typingAgainMs,
} from '#shared/presence.ts';
import type { User } from '#shared/user.ts';
import { api } from '../api.ts';
import { serverNow } from './clock.ts';
import { useDirectory } from './directory.ts';
import { useDrafts } from './drafts.ts';
import { changeSettings, useSettings } from './settings.ts';
import { createForWorkspace, forgetWithWorkspace } from './workspace-store.ts';

interface Presence extends PresenceState {
  /** What the others do, by conversation: a row subscribes to its own. */
  at: Readonly<Record<ConversationId, ConversationPresence>>;
}

/** Who is here and where. Empty while there is no live line: nobody is shown who may have gone long since. */
export const usePresence = createForWorkspace<Presence>(() => ({ live: false, status: 'online', people: [], at: {} }));

export function applyPresence(state: PresenceState): void {
  const me = useDirectory.getState().directory?.me.id ?? null;
  const before = usePresence.getState().at;
  const at: Record<ConversationId, ConversationPresence> = {};
  for (const [id, now] of byConversation(state.people, me, serverNow())) {
    const known = before[id];
    // The same object where nothing changed: its row is not drawn again.
    at[id] = known !== undefined && JSON.stringify(known) === JSON.stringify(now) ? known : now;
  }
  usePresence.setState({ ...state, at });
}

export async function loadPresence(): Promise<void> {
  applyPresence(await api.presence.get());
  followQuiet();
}

export const usePresenceIn = (id: ConversationId): ConversationPresence =>
  usePresence((state) => state.at[id] ?? nobodyThere);

export const usePerson = (id: UserId): PersonPresence | null =>
  usePresence((state) => state.people.find(({ userId }) => userId === id) ?? null);

/** Whose answer it is, if it is a colleague's; null as soon as their minute is over. */
export function useLease(id: ConversationId): { user: User | null; until: number } | null {
  const { lease } = usePresenceIn(id);
  const users = useDirectory((state) => state.userById);
  const now = useSeconds(lease !== null);
  if (lease === null || lease.until <= now) return null;
  return { user: users[lease.userId] ?? null, until: lease.until };
}

export interface Viewer {
  user: User;
  /** null: looking at it now. */
  leftAt: number | null;
}

/** Colleagues who look at a conversation, or did a moment ago. */
export function useViewers(id: ConversationId): readonly Viewer[] {
  const { viewers } = usePresenceIn(id);
  const users = useDirectory((state) => state.userById);
  return useMemo(
    () =>
      viewers.flatMap(({ userId, leftAt }) => {
        const user = users[userId];
        return user === undefined ? [] : [{ user, leftAt }];
      }),
    [viewers, users],
  );
}

/** The server's time, to the second while `isNeeded`. */
export function useSeconds(isNeeded: boolean): number {
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (!isNeeded) return undefined;
    const timer = setInterval(draw, 1000);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return serverNow();
}

/** For colleagues: when it does not arrive, nobody needs to know. */
const quietly = (work: Promise<void>): void => void work.catch(() => undefined);

export function tellViewing(conversationId: ConversationId | null): void {
  quietly(api.presence.viewing({ conversationId }));
}

/** Not to be disturbed is one thing: what keeps notifications away is what colleagues see, and the other way round. */
export async function setStatus(status: PresenceStatus): Promise<void> {
  const { notifications } = useSettings.getState();
  const on = status === 'dnd';
  if (on !== isQuiet())
    await changeSettings({ notifications: { ...notifications, doNotDisturb: { on, until: null } } });
  await api.presence.setStatus({ status });
}

const isQuiet = (): boolean => {
  const { on, until } = useSettings.getState().notifications.doNotDisturb;
  return on && (until === null || Date.now() < until);
};

let quietEnds: ReturnType<typeof setTimeout> | undefined;

function followQuiet(): void {
  clearTimeout(quietEnds);
  const { until } = useSettings.getState().notifications.doNotDisturb;
  const left = (until ?? 0) - Date.now();
  if (left > 0) quietEnds = setTimeout(followQuiet, Math.min(left, 24 * 60 * 60_000));
  const isDnd = usePresence.getState().status === 'dnd';
  if (isQuiet() !== isDnd) quietly(api.presence.setStatus({ status: isDnd ? 'online' : 'dnd' }));
}

export function watchQuiet(): () => void {
  return useSettings.subscribe(followQuiet);
}

export function overrideLease(conversationId: ConversationId): Promise<void> {
  return api.presence.lease({ conversationId, act: 'override' });
}

export function claimLease(conversationId: ConversationId): Promise<void> {
  return api.presence.lease({ conversationId, act: 'claim' });
}

const typedAt = new Map<string, number>();
forgetWithWorkspace(() => typedAt.clear());

/** Says that somebody writes, at most every 3 s; and at once that the field is empty again. */
export function noteTyping(conversationId: ConversationId, mode: DraftMode, text: string): void {
  const key = `${mode}:${conversationId}`;
  const now = Date.now();
  if (text.trim() === '') {
    if (!typedAt.delete(key)) return;
    quietly(api.presence.typing({ conversationId, mode: null }));
    if (mode === 'reply') quietly(api.presence.lease({ conversationId, act: 'release' }));
    return;
  }
  if (now - (typedAt.get(key) ?? 0) < typingAgainMs) return;
  typedAt.set(key, now);
  quietly(api.presence.typing({ conversationId, mode }));
}

/** Whoever changes a draft is writing; one that is only read from the disk says nothing. */
export function watchDrafts(): () => void {
  return useDrafts.subscribe((state, before) => {
    for (const [key, text] of Object.entries(state)) {
      if (before[key] === undefined || before[key] === text) continue;
      const [mode, conversationId] = key.split(':');
      // Keys of drafts.ts.
      noteTyping(conversationId as ConversationId, mode as DraftMode, text);
    }
  });
}
