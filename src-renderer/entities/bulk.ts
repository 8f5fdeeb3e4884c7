import type { BulkAct, BulkProgress } from '#shared/bulk.ts';
import type { ConversationRow, ListQuery } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { formatAhead, formatNumber } from '../ui/format-time.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import { serverNow } from './clock.ts';
import { useConversations } from './conversations.ts';
import { useDirectory } from './directory.ts';
import { guarded, offerUndo } from './triage.ts';
import { createForWorkspace } from './workspace-store.ts';

/** What an act is for: some conversations, or everything that a query shows. */
export type Target = { rows: readonly ConversationRow[] } | { query: ListQuery; total: number };

/** From this many on one sees how far it is. */
const worthABar = 200;

/** The act on many that is under way; null when there is none, or only a few were meant. */
export const useBulk = createForWorkspace<{ progress: BulkProgress | null; leftMs: number | null }>(() => ({
  progress: null,
  leftMs: null,
}));
let startedAt = 0;

export function applyBulkProgress(progress: BulkProgress): void {
  const isNews = progress.state === 'running' && progress.total >= worthABar;
  const { done, total } = progress;
  if (done === 0) startedAt = Date.now();
  const leftMs = done === 0 ? null : ((Date.now() - startedAt) / done) * (total - done);
  useBulk.setState(isNews ? { progress, leftMs } : { progress: null, leftMs: null });
}

export function stopBulk(): void {
  const { progress } = useBulk.getState();
  if (progress !== null) void guarded(() => api.conversations.stopBulk({ bulkId: progress.bulkId }));
}

/** Says what happened; it can be taken back as long as nothing else is done. */
export async function perform(target: Target, act: BulkAct): Promise<void> {
  const { query } = useConversations.getState();
  const ids = 'rows' in target ? target.rows.map(({ id }) => id) : null;
  const { bulkId } = await api.conversations.bulk({ query: 'rows' in target ? query : target.query, ids, act });
  offerUndo(describe(act, nameOf(target)), () => api.conversations.undoBulk({ bulkId }));
}

function describe(act: BulkAct, who: string): string {
  switch (act.type) {
    case 'setState':
      if (act.state === 'resolved') return t('triage.resolved', { name: who });
      if (act.state === 'open') return t('triage.reopened', { name: who });
      return act.until === null
        ? t('triage.snoozedUntilReply', { name: who })
        : t('triage.snoozed', { name: who, time: formatAhead(act.until, serverNow()) });
    case 'assign': {
      const user = act.assigneeId === null ? null : useDirectory.getState().userById[act.assigneeId];
      return user ? t('triage.assigned', { name: who, user: user.name }) : t('triage.unassigned', { name: who });
    }
    case 'tag': {
      const [added] = act.add;
      return added === undefined
        ? t('triage.unlabelled', { name: who, label: act.remove.join(', ') })
        : t('triage.labelled', { name: who, label: added });
    }
    case 'prioritise':
      return t('triage.prioritised', { name: who, priority: t(`priority.${act.priority ?? 'normal'}`) });
    case 'archive':
      return t(act.archived ? 'triage.archived' : 'triage.unarchived', { name: who });
    case 'pin':
      return t(act.pinned ? 'triage.pinned' : 'triage.unpinned', { name: who });
    case 'mute':
      return t(act.muted ? 'triage.muted' : 'triage.unmuted', { name: who });
    case 'read':
      return t('triage.read', { name: who });
    case 'unread':
      return t('triage.unread', { name: who });
  }
}

/** `Ana Souza`, `2,318 conversations`. */
export function nameOf(target: Target): string {
  const count = 'rows' in target ? target.rows.length : target.total;
  const [only] = 'rows' in target ? target.rows : [];
  if (count === 1 && only !== undefined) return visibleName(only.contactName) || only.contactHandle;
  return t('triage.conversations', { count, number: formatNumber(count) });
}
