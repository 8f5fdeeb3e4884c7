import type { ConversationId } from '#shared/ids.ts';
import type { GalleryKind, ThreadMessage, ThreadPosition } from '#shared/inbox.ts';
import { api } from '../../api.ts';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

interface Gallery {
  /** Whose pictures and files are shown, one conversation after the other; none: the gallery is closed. */
  conversationIds: readonly ConversationId[];
  kind: GalleryKind;
  /** The newest first; null until they are read. */
  messages: readonly ThreadMessage[] | null;
  /** Where to go on; null: that was all. */
  next: Next | null;
}

interface Next {
  conversationId: ConversationId;
  before: ThreadPosition | null;
}

const closed: Gallery = { conversationIds: [], kind: 'media', messages: null, next: null };
export const useGallery = createForWorkspace<Gallery>(() => closed);

export function openGallery(conversationIds: readonly ConversationId[], kind: GalleryKind = 'media'): void {
  useGallery.setState({ ...closed, conversationIds }, true);
  showKind(kind);
}

export function closeGallery(): void {
  useGallery.setState(closed, true);
}

export function showKind(kind: GalleryKind): void {
  const [first] = useGallery.getState().conversationIds;
  useGallery.setState({
    kind,
    messages: null,
    next: first === undefined ? null : { conversationId: first, before: null },
  });
  void readOn();
}

/** Enough for a screen, or the page after what is shown: a conversation without any leads to the one before it. */
export async function readOn(): Promise<void> {
  for (let wanted = pageSize; wanted > 0;) {
    const { kind, next } = useGallery.getState();
    if (next === null) return;
    try {
      const page = await api.messages.gallery({ kind, ...next });
      const now = useGallery.getState();
      // Meanwhile closed, another kind, or this page has been read already.
      if (now.next !== next) return;
      const following = now.conversationIds[now.conversationIds.indexOf(next.conversationId) + 1];
      const after = following === undefined ? null : { conversationId: following, before: null };
      useGallery.setState({
        messages: [...(now.messages ?? []), ...page.messages],
        next: page.next === null ? after : { ...next, before: page.next },
      });
      wanted -= page.messages.length;
    } catch (error) {
      useGallery.setState(({ messages }) => ({ messages: messages ?? [] }));
      showToast({ kind: 'warning', text: describeError(error) });
      return;
    }
  }
}

const pageSize = 30;
