import { AppError } from '#shared/error.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { getConversation } from '../mutations/apply-conversation-mutation.ts';
import type { MutationContext } from '../mutations/apply-mutation.ts';
import type { InboxWork } from '../inbox-work.ts';
import { assertInThread } from '../sending/queue-message.ts';
import {
  deleteScheduled,
  findScheduled,
  type ScheduledSendRow,
  upsertScheduled,
} from './scheduled-sends.repository.ts';

/** Farther than this nobody plans a message; a wrong year is caught by it. */
const longestAheadMs = 366 * 24 * 60 * 60_000;

/** Writes a message for later, or changes one that has not gone. Whether it may go is decided when it is due. */
export async function saveScheduled(
  { work, principal, effects }: MutationContext,
  { scheduledId: id, conversationId, content, replyTo, sendAt }: MutationOf<'scheduled.save'>,
): Promise<void> {
  const conversation = await getConversation(work, conversationId);
  if (replyTo !== null) await assertInThread(work, conversation, replyTo);
  if (sendAt > work.now + longestAheadMs) {
    throw new AppError('invalid_input', 'A message can be planned for at most a year ahead', {
      details: { field: 'sendAt' },
    });
  }
  const { tenantId, tx } = work;
  const before = await findScheduled(tx, tenantId, id);
  if (before !== undefined && before.conversationId !== conversationId) {
    throw new AppError('not_found', 'There is no such planned message in this conversation');
  }
  const { userId } = principal;
  const version = (before?.version ?? 0) + 1;
  putScheduled(work, {
    tenantId,
    id,
    version,
    conversationId,
    userId,
    content: JSON.stringify(content),
    replyTo,
    sendAt,
    problem: null,
  });
  effects.push({ kind: 'wake_schedule' });
}

/** It has gone, or was cancelled before: both are no reason to complain twice. */
export async function cancelScheduled(
  { work }: MutationContext,
  { scheduledId, conversationId }: MutationOf<'scheduled.cancel'>,
): Promise<void> {
  const row = await findScheduled(work.tx, work.tenantId, scheduledId);
  if (row === undefined || row.conversationId !== conversationId) {
    throw new AppError('not_found', 'This message has already gone out, or a colleague cancelled it');
  }
  dropScheduled(work, row);
}

export function putScheduled(work: InboxWork, row: ScheduledSendRow): void {
  work.addOther(
    { entity: 'scheduledSend', entityId: row.id, version: row.version },
    async () => await upsertScheduled(work.tx, row),
  );
}

export function dropScheduled(work: InboxWork, { id, version }: ScheduledSendRow): void {
  work.addOther(
    { entity: 'scheduledSend', entityId: id, version: version + 1, deleted: true },
    async () => await deleteScheduled(work.tx, work.tenantId, id),
  );
}
