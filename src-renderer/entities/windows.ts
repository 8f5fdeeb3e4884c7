import type { ConversationId } from '#shared/ids.ts';
import type { Events } from '#shared/wire/ipc.ts';
import { api } from '../api.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { useAppState } from './app-state.ts';
import { forgetWithWorkspace } from './workspace-store.ts';

/** Hands a web address to the system's browser; main checks it once more. */
export function openExternal(url: string): void {
  api.windows
    .openExternal({ url })
    .catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}

export function openInMainWindow(conversationId: ConversationId): Promise<void> {
  return api.windows.openConversation({ conversationId });
}

export function openQuickReply(conversationId: ConversationId): Promise<void> {
  return api.windows.openQuickReply({ conversationId });
}

export function popOut(conversationId: ConversationId): Promise<void> {
  return api.windows.popOut({ conversationId });
}

export function closeWindow(): void {
  void api.windows.closeSelf();
}

/** A link asked for the settings. */
export function onShowSettings(listener: () => void): () => void {
  return api.on('showSettings', listener);
}

/** The browser came back from Meta's sign-up. Anybody can make such a link: the state says whether it was asked for. */
export function onAuthCallback(listener: (callback: { code: string; state: string }) => void): () => void {
  return api.on('authCallback', listener);
}

/** A conversation that was started here turned out to be another one. */
export function onConversationMoved(listener: (from: ConversationId, to: ConversationId) => void): () => void {
  return api.on('conversationMoved', ({ from, to }) => listener(from, to));
}

type PlaceListener = (conversationId: ConversationId, choosing: 'template' | undefined) => void;

let placeListener: PlaceListener | null = null;
/** Asked for while the inbox was not on the screen yet, as when its workspace is only being shown. */
let asked: Events['openConversation'] | null = null;
forgetWithWorkspace(() => {
  // Before there was an inbox nothing of one is left: it is for the one that comes.
  if (useAppState.getState().phase === 'ready') asked = null;
});

function ask(place: Events['openConversation']): void {
  if (placeListener === null) asked = place;
  else placeListener(place.conversationId, place.choosing);
}

/** In the inbox, whatever is on the screen. */
export function showConversation(conversationId: ConversationId): void {
  ask({ conversationId });
}

/** `first`: the conversation that the window was opened for. */
export function followAskedPlaces(first: ConversationId | null): void {
  if (first !== null) ask({ conversationId: first });
  api.on('openConversation', ask);
}

/** Somebody wants to see a conversation: a notification was clicked, or another window asked. */
export function onOpenConversation(listener: PlaceListener): () => void {
  placeListener = listener;
  if (asked !== null) listener(asked.conversationId, asked.choosing);
  asked = null;
  return () => {
    if (placeListener === listener) placeListener = null;
  };
}
