import type { UserId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';
import { hideToast, showToast } from '../ui/toasts.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import { assign, setConversationState, useConversations } from './conversations.ts';
import { useDirectory } from './directory.ts';
import { forgetWithWorkspace } from './workspace-store.ts';

// What an agent does to a conversation as a whole. Each act says what happened and can be undone (toast, `z`).

let undo: (() => void) | null = null;
let lastToast = 0;
forgetWithWorkspace(() => (undo = null));

/** Undoes the last act; false when there is none. */
export function undoLast(): boolean {
  const act = undo;
  undo = null;
  act?.();
  return act !== null;
}

export function resolve(row: ConversationRow): void {
  perform(
    () => setConversationState(row.id, 'resolved'),
    t('triage.resolved', { name: nameOf(row) }),
    () => setConversationState(row.id, row.state),
  );
}

export function reopen(row: ConversationRow): void {
  perform(
    () => setConversationState(row.id, 'open'),
    t('triage.reopened', { name: nameOf(row) }),
    () => setConversationState(row.id, row.state),
  );
}

export function assignTo(row: ConversationRow, assigneeId: UserId | null): void {
  if (row.assigneeId === assigneeId) return;
  const user = assigneeId === null ? null : useDirectory.getState().userById[assigneeId];
  perform(
    () => assign(row, assigneeId),
    user ? t('triage.assigned', { name: nameOf(row), user: user.name }) : t('triage.unassigned', { name: nameOf(row) }),
    () => assign({ ...(useConversations.getState().byId[row.id] ?? row), assigneeId }, row.assigneeId),
  );
}

export function perform(act: () => Promise<void>, text: string, back: () => Promise<void>): void {
  void guarded(act);
  offerUndo(text, back);
}

/** Says what happened and how it is undone: by the toast's button, or by `z`. Answers the toast. */
export function offerUndo(text: string, back: () => Promise<void>): number {
  // Only the last act can be undone: a toast of an earlier one would promise too much.
  hideToast(lastToast);
  undo = () => void guarded(back);
  lastToast = showToast({ kind: 'info', text, action: { label: t('action.undo'), run: undoLast } });
  return lastToast;
}

/** What fails is said in a toast. */
export function guarded(work: () => Promise<void>): Promise<unknown> {
  return work().catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}

const nameOf = (row: ConversationRow): string => visibleName(row.contactName) || row.contactHandle;

/** At WhatsApp, so only with the server; the row says so once it has come back. */
export function setBlocked(row: ConversationRow, blocked: boolean): void {
  const { contactId, accountId } = row;
  const call = (wanted: boolean) => api.contacts.block({ contactId, accountId, blocked: wanted });
  void guarded(async () => {
    await call(blocked);
    offerUndo(t(blocked ? 'triage.blocked' : 'triage.unblocked', { name: nameOf(row) }), () => call(!blocked));
  });
}
