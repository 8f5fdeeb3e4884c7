import type { LibraryItemId } from '#shared/ids.ts';
import { mergeContent, QuickReply } from '#shared/library.ts';
import { parseQuickReply } from '#shared/quick-reply.ts';
import { forgetFile } from '../../entities/attachments.ts';
import { saveItem, type ItemOf, useLibrary, itemsOf } from '../../entities/library.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

export type QuickReplyItem = ItemOf<'quickReply'>;

/** What is being written; it stays when the screen closes, until it is saved or thrown away. */
export interface Editing {
  /** null: a new one. */
  itemId: LibraryItemId | null;
  /** The version it began from, 0 for a new one. */
  expected: number;
  shared: boolean;
  content: QuickReply;
  /** What that version held; null for a new one. */
  base: QuickReply | null;
}

interface EditorState {
  editing: Editing | null;
  /** What was saved and not confirmed by the server yet. */
  saved: Editing | null;
}

export const useEditor = createForWorkspace<EditorState>(() => ({ editing: null, saved: null }));

const empty: QuickReply = { kind: 'quickReply', shortcut: '', title: '', text: '', media: null };

export function editNew(shared: boolean): void {
  useEditor.setState({ editing: { itemId: null, expected: 0, shared, content: empty, base: null } });
}

export function edit({ id: itemId, version: expected, ownerId, content }: QuickReplyItem): void {
  useEditor.setState({ editing: { itemId, expected, shared: ownerId === null, content, base: content } });
}

/** A text of one's own that begins as a copy. */
export function editCopy({ content }: QuickReplyItem): void {
  const shortcut = `${content.shortcut}-2`.slice(-40);
  useEditor.setState({
    editing: { itemId: null, expected: 0, shared: false, content: { ...content, shortcut }, base: null },
  });
}

export function change(patch: Partial<Omit<QuickReply, 'kind'>>): void {
  useEditor.setState(({ editing }) =>
    editing === null ? {} : { editing: { ...editing, content: { ...editing.content, ...patch } } },
  );
}

/** In the place of the one there was: that is kept only where something else has it. */
export function putFile(media: QuickReply['media']): void {
  const before = useEditor.getState().editing?.content.media;
  change({ media });
  if (before) forgetFile(before.mediaId);
}

export function share(shared: boolean): void {
  useEditor.setState(({ editing }) => (editing === null ? {} : { editing: { ...editing, shared } }));
}

export function stopEditing(): void {
  const media = useEditor.getState().editing?.content.media;
  if (media) forgetFile(media.mediaId);
  useEditor.setState({ editing: null });
}

export async function save(editing: Editing): Promise<void> {
  const { itemId } = await saveItem(editing);
  useEditor.setState({ editing: null, saved: { ...editing, itemId } });
}

/** Puts what was saved back into the editor, based on what a colleague made of it meanwhile. */
export function editAgain(mine: Editing, theirs: QuickReplyItem | null): void {
  const base =
    theirs === null ? { itemId: null, expected: 0, base: null } : { expected: theirs.version, base: theirs.content };
  useEditor.setState({ editing: { ...mine, ...base }, saved: null });
}

export function forgetSaved(): void {
  useEditor.setState({ saved: null });
}

/** Somebody changed it at the same time: the server kept theirs. null while there is nothing to say. */
export function conflictOf(saved: Editing | null, items: readonly QuickReplyItem[]): { theirs: QuickReplyItem } | null {
  if (saved === null) return null;
  const theirs = items.find(({ id }) => id === saved.itemId);
  if (theirs === undefined || theirs.version <= saved.expected) return null;
  // What others wrote into other fields stands beside one's own.
  const wanted = saved.base === null ? saved.content : mergeContent(saved.base, saved.content, theirs.content).content;
  return JSON.stringify(theirs.content) === JSON.stringify(wanted) ? null : { theirs };
}

export type FieldProblem = 'shortcut' | 'shortcutTaken' | 'title' | 'text' | 'condition';

/** Why it can't be saved yet; empty when it can. */
export function problemsOf({ itemId, content }: Editing, items: readonly QuickReplyItem[]): FieldProblem[] {
  const found: FieldProblem[] = [];
  const { shape } = QuickReply;
  if (!shape.shortcut.safeParse(content.shortcut).success) found.push('shortcut');
  const isTaken = items.some(
    (item) => item.id !== itemId && item.content.shortcut.toLowerCase() === content.shortcut.toLowerCase(),
  );
  if (isTaken) found.push('shortcutTaken');
  if (!shape.title.safeParse(content.title).success) found.push('title');
  if (content.text.trim() === '' && content.media === null) found.push('text');
  if (!shape.text.safeParse(content.text).success) found.push('text');
  if (parseQuickReply(content.text).problems.length > 0) found.push('condition');
  return found;
}

export const allQuickReplies = (): QuickReplyItem[] => itemsOf(useLibrary.getState(), 'quickReply');
