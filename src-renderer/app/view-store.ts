import type { ConversationId, UserId, WorkspaceId } from '#shared/ids.ts';
import type { ListQuery } from '#shared/inbox.ts';
import { useAppState } from '../entities/app-state.ts';
import { setOpenConversation, useConversations } from '../entities/conversations.ts';
import { useDirectory } from '../entities/directory.ts';
import { focusComposer, leaveFocus } from '../features/composer/composer-store.ts';
import { flushDrafts } from '../entities/drafts.ts';
import { guarded } from '../entities/triage.ts';
import type { AdminPageId } from './admin-pages.tsx';
import { closeWindow, openInMainWindow, popOut } from '../entities/windows.ts';
import { createForWorkspace, onLeaveWorkspace } from '../entities/workspace-store.ts';

interface View {
  screen: 'inbox' | 'templates' | 'contacts' | 'admin' | 'settings';
  /** null: the first there is. */
  adminPage: AdminPageId | null;
  openId: ConversationId | null;
  /** Set while one searches; `isInFront`: in a narrow window the search is what is seen. */
  search: { returnTo: ConversationId | null; returnScreen: View['screen']; isInFront: boolean } | null;
  isListShown: boolean;
  /** `auto`: shown where there is room for it. */
  contact: 'auto' | 'shown' | 'hidden';
  dialog: 'palette' | 'shortcuts' | 'quickReplies' | 'firstSteps' | 'tour' | null;
  /** This window is for one conversation alone: there is no other place in it. */
  isAlone: boolean;
}

/** What the person is looking at. */
export const useView = createForWorkspace<View>(() => ({
  screen: 'inbox',
  adminPage: null,
  openId: null,
  search: null,
  isListShown: true,
  contact: 'auto',
  dialog: null,
  isAlone: false,
}));

/** Width (px) from which the contact panel has its own column. */
const roomForContact = 1000;

/** `focus`: where the keyboard is then; while one goes through the list it stays there. */
export function openConversation(openId: ConversationId | null, focus: 'composer' | 'list' = 'composer'): void {
  if (useView.getState().isAlone) {
    if (openId === null) closeWindow();
    else void openInMainWindow(openId);
    return;
  }
  if (focus === 'list') leaveFocus();
  setOpenConversation(openId);
  // Over a narrow window the panel lies on top of the thread; another conversation closes it.
  useView.setState((state) => ({
    openId,
    screen: 'inbox',
    contact: innerWidth < roomForContact ? 'auto' : state.contact,
  }));
  if (openId !== null && focus === 'composer') focusComposer('reply');
}

/** What was on screen of somebody who is forgotten. */
export function leaveErased(conversationIds: readonly ConversationId[]): void {
  const { openId, isAlone } = useView.getState();
  if (openId === null || !conversationIds.includes(openId)) return;
  if (isAlone) return closeWindow();
  setOpenConversation(null);
  useView.setState({ openId: null });
}

/** This window is for one conversation, as long as it is open. */
export function beAlone(openId: ConversationId): void {
  setOpenConversation(openId);
  useView.setState({ ...useView.getInitialState(), openId, isAlone: true }, true);
  focusComposer('reply');
}

/** A window of its own; here one goes on with others. */
export function moveToOwnWindow(conversationId: ConversationId): void {
  flushDrafts();
  void guarded(async () => {
    await popOut(conversationId);
    if (useView.getState().openId === conversationId) openConversation(null);
  });
}

export function showScreen(screen: View['screen']): void {
  useView.setState({ screen });
}

export function showAdmin(adminPage: AdminPageId): void {
  useView.setState({ screen: 'admin', adminPage });
}

export function openDialog(dialog: View['dialog']): void {
  useView.setState({ dialog });
}

export function toggleList(): void {
  useView.setState((state) => ({ isListShown: !state.isListShown }));
}

export function isContactVisible(contact: View['contact'], width: number): boolean {
  return contact === 'shown' || (contact === 'auto' && width >= roomForContact);
}

export function toggleContact(): void {
  useView.setState((state) => ({ contact: isContactVisible(state.contact, innerWidth) ? 'hidden' : 'shown' }));
}

interface Left {
  userId: UserId | undefined;
  screen: View['screen'];
  openId: ConversationId | null;
  query: ListQuery;
}

/** Where one was in the workspaces that are not shown now. */
const left = new Map<WorkspaceId, Left>();

onLeaveWorkspace(() => {
  const state = useAppState.getState();
  const { screen, openId, isAlone } = useView.getState();
  if (state.phase !== 'ready' || isAlone) return;
  const { query } = useConversations.getState();
  left.set(state.workspace.id, { userId: useDirectory.getState().directory?.me.id, screen, openId, query });
});

/** Nobody comes back to what was erased. */
useAppState.subscribe((state) => {
  if (state.phase === 'sign_in') left.delete(state.workspace.id);
});

/** Where this person was before going to another workspace. */
export function comeBack(workspaceId: WorkspaceId, userId: UserId): void {
  const place = left.get(workspaceId);
  left.delete(workspaceId);
  if (place?.userId !== userId) return;
  useConversations.setState({ query: place.query });
  if (place.openId !== null) openConversation(place.openId);
  showScreen(place.screen);
}
