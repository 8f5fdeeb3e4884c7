import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import type { Events } from '#shared/wire/ipc.ts';
import { t } from '../i18n/i18n.ts';
import { wordsOf } from '../ui/describe-error.ts';
import { hideToast, isShown, showToast, type Toast } from '../ui/toasts.ts';
import { nameOf } from './bulk.ts';
import { showConversation } from './windows.ts';
import { forgetWithWorkspace } from './workspace-store.ts';

type Rows = ReadonlyMap<ConversationId, ConversationRow>;

/** By the reason, as long as its toast is shown: what comes in several answers of the server is counted together. */
const told = new Map<string, { toast: number; rows: Rows }>();
forgetWithWorkspace(() => told.clear());

/** What an agent did, perhaps offline, and the server did not take: of whom, why, and for one the way there. */
export function sayRefused(refused: Events['refused']): void {
  for (const [what, alike] of Map.groupBy(refused, ({ error }) => wordsOf(error))) {
    say(
      what,
      alike.map(({ conversation }) => conversation).filter((row) => row !== null),
    );
  }
}

function say(what: string, conversations: readonly ConversationRow[]): void {
  const before = told.get(what);
  const isMore = before !== undefined && isShown(before.toast);
  const rows: Rows = new Map([...(isMore ? before.rows : []), ...conversations.map((row) => [row.id, row] as const)]);
  if (isMore) hideToast(before.toast);
  told.set(what, { toast: showToast({ kind: 'warning', stays: true, ...describe([...rows.values()], what) }), rows });
}

function describe(rows: readonly ConversationRow[], what: string): Pick<Toast, 'text' | 'action'> {
  const [first, ...others] = rows;
  if (first === undefined) return { text: what };
  const text = t('triage.refused', { name: nameOf({ rows }), what });
  return others.length > 0
    ? { text }
    : { text, action: { label: t('action.open'), run: () => showConversation(first.id) } };
}
