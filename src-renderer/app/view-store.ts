import { create } from 'zustand';
import type { ConversationId } from '#shared/ids.ts';
import { setOpenConversation } from '../entities/conversations.ts';
import { focusComposer, leaveFocus } from '../features/composer/composer-store.ts';

interface View {
  screen: 'inbox' | 'settings';
  openId: ConversationId | null;
  /** Set while one searches; `isInFront`: in a narrow window the search is what is seen. */
  search: { returnTo: ConversationId | null; returnScreen: View['screen']; isInFront: boolean } | null;
  isListShown: boolean;
  /** `auto`: shown where there is room for it. */
  contact: 'auto' | 'shown' | 'hidden';
  dialog: 'palette' | 'shortcuts' | 'quickReplies' | null;
}

/** What the person is looking at. */
export const useView = create<View>(() => ({
  screen: 'inbox',
  openId: null,
  search: null,
  isListShown: true,
  contact: 'auto',
  dialog: null,
}));

/** Width (px) from which the contact panel has its own column. */
const roomForContact = 1000;

/** `focus`: where the keyboard is then; while one goes through the list it stays there. */
export function openConversation(openId: ConversationId | null, focus: 'composer' | 'list' = 'composer'): void {
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

export function showScreen(screen: View['screen']): void {
  useView.setState({ screen });
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

export function resetView(): void {
  useView.setState(useView.getInitialState(), true);
}
