import { create } from 'zustand';
import type { ConversationId } from '#shared/ids.ts';
import type { GalleryKind, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';
import { api } from '../../api.ts';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';

interface Gallery {
  /** Whose pictures and files are shown; null: none. */
  conversationId: ConversationId | null;
  kind: GalleryKind;
  /** The newest first; null until they are read. */
  messages: readonly ThreadMessage[] | null;
  next: ThreadPosition | null;
}

const closed: Gallery = { conversationId: null, kind: 'media', messages: null, next: null };
export const useGallery = create<Gallery>(() => closed);

export function openGallery(conversationId: ConversationId): void {
  useGallery.setState({ ...closed, conversationId }, true);
  void readOn();
}

export function closeGallery(): void {
  useGallery.setState(closed, true);
}

export function showKind(kind: GalleryKind): void {
  useGallery.setState({ kind, messages: null, next: null });
  void readOn();
}

/** The first page, or the one after what is shown. */
export async function readOn(): Promise<void> {
  const { conversationId, kind, messages, next } = useGallery.getState();
  if (conversationId === null || (messages !== null && next === null)) return;
  try {
    const page = await api.messages.gallery({ conversationId, kind, before: next });
    const now = useGallery.getState();
    // Meanwhile closed, another kind, or this page has been read already.
    if (now.conversationId !== conversationId || now.kind !== kind || now.next !== next) return;
    useGallery.setState({ messages: [...(messages ?? []), ...page.messages], next: page.next });
  } catch (error) {
    useGallery.setState({ messages: messages ?? [] });
    showToast({ kind: 'warning', text: describeError(error) });
  }
}
