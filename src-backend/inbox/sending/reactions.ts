import type { UserId } from '#shared/ids.ts';
import type { MessageExtras } from '../fold-acts.ts';
import type { InboxWork } from '../inbox-work.ts';
import { findMessageRows, type MessageRow } from '../messages.repository.ts';
import { deleteJob, type SendJobRow } from './send-jobs.repository.ts';

/** A reaction on its way. An empty `emoji` takes the team's reaction away. */
export interface OutgoingReaction {
  emoji: string;
  /** null: not a person's. */
  userId: UserId | null;
}

export function reactionOf(job: SendJobRow): OutgoingReaction | null {
  // Written by this program.
  return job.reaction === null ? null : (JSON.parse(job.reaction) as OutgoingReaction);
}

/** WhatsApp has taken a reaction: from now on it stands on its message, in the place of the team's former one. */
export async function showReaction(work: InboxWork, job: SendJobRow, message: MessageRow): Promise<void> {
  const reaction = reactionOf(job);
  if (reaction === null) return;
  // Written by this program.
  const extras = JSON.parse(message.extras ?? '{}') as MessageExtras;
  const { reactions = [], ...others } = extras;
  const kept = reactions.filter(({ by }) => by !== 'team');
  if (reaction.emoji !== '') kept.push({ by: 'team', ...reaction, at: work.now });
  const changed = kept.length === 0 ? others : { ...others, reactions: kept };
  message.extras = Object.keys(changed).length === 0 ? null : JSON.stringify(changed);
  work.messages.touch(message);
  // Whether an earlier one arrived is of no consequence any more.
  await work.tx
    .deleteFrom('sendJob')
    .where('tenantId', '=', work.tenantId)
    .where('messageId', '=', message.id)
    .where('reaction', 'is not', null)
    .where('state', '=', 'uncertain')
    .execute();
}

/**
 * Meta reports on what may be a reaction of ours: one that was in doubt is settled by it (R-6d). Those that were accepted
 * at once are not in the queue any more.
 */
export async function settleReactions(
  work: InboxWork,
  sightings: readonly { opaqueId: string | null; failure: object | null }[],
): Promise<void> {
  const failed = new Map(sightings.map(({ opaqueId, failure }) => [opaqueId, failure !== null]));
  const ids = [...failed.keys()].filter((id) => id !== null);
  if (ids.length === 0) return;
  const jobs = await work.tx
    .selectFrom('sendJob')
    .selectAll()
    .where('tenantId', '=', work.tenantId)
    .where('id', 'in', ids)
    .where('reaction', 'is not', null)
    .where('state', '=', 'uncertain')
    .execute();
  for (const job of jobs) {
    await deleteJob(work.tx, job.tenantId, job.id);
    const [message] = await findMessageRows(work.tx, work.tenantId, [job.messageId]);
    if (message !== undefined && failed.get(job.id) !== true) {
      await showReaction(work, job, work.messages.load(message));
    }
  }
}
