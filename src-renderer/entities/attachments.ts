import { judgeAttachment, type Judged } from '#shared/attachment.ts';
import type { ConversationId, MediaId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { mediaLimits } from '#shared/media-limits.ts';
import type { LocalFile } from '#shared/upload.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { addDraftFile, filesOf, setDraftFiles } from './draft-files.ts';
import { toJpeg } from './picture-converter.ts';
import { stageFile } from './stage-file.ts';
import { createForWorkspace } from './workspace-store.ts';

/** A file that can't go out as it is: it waits beside the draft until somebody decides. */
export interface TroubledFile extends LocalFile, Judged {
  conversationId: ConversationId;
  isBusy: boolean;
}

interface Attachments {
  troubled: Readonly<Record<ConversationId, readonly TroubledFile[]>>;
  /** Being taken in: name and how far, 0 to 1. */
  coming: Readonly<Record<ConversationId, readonly { key: number; filename: string; done: number }[]>>;
}

export const useAttachments = createForWorkspace<Attachments>(() => ({ troubled: {}, coming: {} }));

const noTrouble: readonly TroubledFile[] = [];
const noComing: Attachments['coming'][ConversationId] = [];
export const useTroubled = (id: ConversationId) => useAttachments((state) => state.troubled[id] ?? noTrouble);
export const useComing = (id: ConversationId) => useAttachments((state) => state.coming[id] ?? noComing);

let lastKey = 0;

/** Files that were dropped or pasted. */
export async function attachFiles(conversationId: ConversationId, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const key = ++lastKey;
    const filename = file.name === '' ? t('attachments.unnamed') : file.name;
    setComing(conversationId, (all) => [...all, { key, filename, done: 0 }]);
    try {
      // oxlint-disable-next-line no-await-in-loop -- in the order in which they were given
      const staged = await stageFile(conversationId, file, filename, (bytes) =>
        setComing(conversationId, (all) =>
          all.map((one) => (one.key === key ? { ...one, done: bytes / file.size } : one)),
        ),
      );
      place(conversationId, staged);
    } catch (error) {
      showToast({ kind: 'warning', text: describeError(error) });
    } finally {
      setComing(conversationId, (all) => all.filter((one) => one.key !== key));
    }
  }
}

/** Files from the system's dialog. False when none was taken. */
export async function pickFiles(conversationId: ConversationId): Promise<boolean> {
  try {
    const { files, refused } = await api.uploads.pick({ conversationId });
    for (const file of files) place(conversationId, file);
    for (const text of refused) showToast({ kind: 'warning', text });
    return files.length > 0;
  } catch (error) {
    showToast({ kind: 'warning', text: describeError(error) });
    return false;
  }
}

/** What was attached before a restart, or came back with a message that was not sent. */
export async function loadAttachments(conversationId: ConversationId): Promise<void> {
  const known = new Set<MediaId>([
    ...filesOf(conversationId).map(({ mediaId }) => mediaId),
    ...(useAttachments.getState().troubled[conversationId] ?? []).map(({ mediaId }) => mediaId),
  ]);
  if ((useAttachments.getState().coming[conversationId] ?? []).length > 0) return;
  for (const file of await api.uploads.inDraft({ conversationId }))
    if (!known.has(file.mediaId)) place(conversationId, file);
}

/** The file of a message that did not go out stands in the draft again. */
export function giveFileBack({ conversationId, content }: Pick<ThreadMessage, 'conversationId' | 'content'>): void {
  if (content.type !== 'media') return;
  const { kind, media, voice } = content;
  addDraftFile(conversationId, { mediaId: media.id, mime: media.mimeType, filename: media.filename, kind, voice });
}

type Staged = LocalFile | { problem: string } | null;

/** A file for the head of a template, from the system's dialog; null when the person thought better of it. */
export function stageHeader(
  conversationId: ConversationId,
  { mediaKind, maxBytes, types }: { mediaKind: Judged['kind']; maxBytes: number; types: readonly string[] | null },
): Promise<Staged> {
  return stageOne(conversationId, (file) => {
    const { problem } = judgeAttachment(file, mediaKind);
    const isTaken = (types === null || types.includes(file.mimeType)) && file.size <= maxBytes;
    return problem ?? (isTaken ? null : t('templates.wrongFile', { types: types?.join(', ') ?? '' }));
  });
}

/** A file for a quick reply: it goes to the server with it, whenever that is. */
export const stageForQuickReply = (): Promise<Staged> => stageOne(null, (file) => judgeAttachment(file).problem);

/** `problemOf`: why the chosen one can't be used. */
async function stageOne(
  conversationId: ConversationId | null,
  problemOf: (file: LocalFile) => string | null,
): Promise<Staged> {
  try {
    const { files, refused } = await api.uploads.pick({ conversationId });
    const [file, ...others] = files;
    for (const other of others) forgetFile(other.mediaId);
    if (file === undefined) return refused[0] === undefined ? null : { problem: refused[0] };
    const problem = problemOf(file);
    if (problem === null) return file;
    forgetFile(file.mediaId);
    return { problem };
  } catch (error) {
    return { problem: describeError(error) };
  }
}

/** Nobody wants it any more. One that a message or a quick reply has is kept. */
export function forgetFile(mediaId: MediaId): void {
  void api.uploads.discard({ mediaId }).catch(() => undefined);
}

export function dropAttachment(conversationId: ConversationId, mediaId: MediaId): void {
  setDraftFiles(
    conversationId,
    filesOf(conversationId).filter((file) => file.mediaId !== mediaId),
  );
  setTroubled(conversationId, (all) => all.filter((file) => file.mediaId !== mediaId));
  // One that came with a quick reply is the team's and stays where it is.
  forgetFile(mediaId);
}

export function moveAttachment(conversationId: ConversationId, from: number, to: number): void {
  const files = [...filesOf(conversationId)];
  const [moved] = files.splice(from, 1);
  if (moved === undefined) return;
  files.splice(to, 0, moved);
  setDraftFiles(conversationId, files);
}

export function sendAsDocument(file: TroubledFile): void {
  setTroubled(file.conversationId, (all) => all.filter((one) => one.mediaId !== file.mediaId));
  place(file.conversationId, file, 'document');
}

/** Makes a picture that WhatsApp takes out of one that it does not. */
export async function convertPicture(file: TroubledFile): Promise<void> {
  const { conversationId, mediaId, mimeType, filename } = file;
  const setBusy = (isBusy: boolean) =>
    setTroubled(conversationId, (all) => all.map((one) => (one.mediaId === mediaId ? { ...one, isBusy } : one)));
  setBusy(true);
  try {
    const bytes = await api.uploads.read({ mediaId });
    const jpeg = await toJpeg(new Blob([new Uint8Array(bytes)], { type: mimeType }), mediaLimits.image.maxBytes);
    if (jpeg === null) {
      showToast({ kind: 'warning', text: t('attachments.cannotConvert') });
      return setBusy(false);
    }
    const staged = await stageFile(conversationId, jpeg, `${filename.replace(/\.[^.]*$/, '')}.jpg`);
    dropAttachment(conversationId, mediaId);
    place(conversationId, staged);
  } catch (error) {
    setBusy(false);
    showToast({ kind: 'warning', text: describeError(error) });
  }
}

/** Beside the draft, or into it when nothing is in its way. */
function place(conversationId: ConversationId, file: LocalFile, wanted?: Judged['kind']): void {
  const { mediaId, mimeType: mime, filename, size } = file;
  const judged = judgeAttachment(file, wanted);
  if (judged.problem === null) addDraftFile(conversationId, { mediaId, mime, filename, size, kind: judged.kind });
  else setTroubled(conversationId, (all) => [...all, { ...file, conversationId, ...judged, isBusy: false }]);
}

function setTroubled(id: ConversationId, change: (all: readonly TroubledFile[]) => readonly TroubledFile[]): void {
  useAttachments.setState(({ troubled }) => ({ troubled: { ...troubled, [id]: change(troubled[id] ?? []) } }));
}

function setComing(
  id: ConversationId,
  change: (all: Attachments['coming'][ConversationId]) => Attachments['coming'][ConversationId],
): void {
  useAttachments.setState(({ coming }) => ({ coming: { ...coming, [id]: change(coming[id] ?? []) } }));
}
