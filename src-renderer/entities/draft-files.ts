import type { MediaKind } from '#shared/content.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { QuickReply } from '#shared/library.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { createForWorkspace } from './workspace-store.ts';

/** A file that goes with the next reply: one that the server keeps, or one of this computer. */
export type DraftFile = NonNullable<QuickReply['media']> & {
  /** In bytes, where it is known. */
  size?: number;
  /** As what it goes out; its type decides where nobody has. */
  kind?: MediaKind;
  /** A recorded voice note. */
  voice?: boolean;
};

/** Files in the drafts of replies, by conversation. */
export const useDraftFiles = createForWorkspace<Readonly<Record<ConversationId, readonly DraftFile[]>>>(() => ({}));

const none: readonly DraftFile[] = [];
export const filesOf = (id: ConversationId): readonly DraftFile[] => useDraftFiles.getState()[id] ?? none;
export const useFilesOf = (id: ConversationId) => useDraftFiles((state) => state[id] ?? none);

export function setDraftFiles(conversationId: ConversationId, files: readonly DraftFile[]): void {
  useDraftFiles.setState((state) => {
    const { [conversationId]: _before, ...others } = state;
    return files.length === 0 ? others : { ...others, [conversationId]: files };
  }, true);
}

export function addDraftFile(conversationId: ConversationId, file: DraftFile): void {
  const files = filesOf(conversationId);
  if (!files.some(({ mediaId }) => mediaId === file.mediaId)) setDraftFiles(conversationId, [...files, file]);
}

export function kindOf(mime: string): MediaKind {
  const type = mime.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'image/jpeg' || type === 'image/png') return 'image';
  if (type === 'image/webp') return 'sticker';
  if (type === 'video/mp4' || type === 'video/3gpp') return 'video';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

export function mediaContent(file: DraftFile, caption: string | null): OutgoingContent {
  const { mediaId: id, mime: mimeType, filename } = file;
  const media = { id, mimeType, ...(filename === null ? {} : { filename }) };
  return { type: 'media', kind: file.kind ?? kindOf(mimeType), media, caption, voice: file.voice ?? false };
}
