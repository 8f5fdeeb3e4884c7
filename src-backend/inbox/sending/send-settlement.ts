import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '#shared/ids.ts';
import { Clock } from '../../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../../platform/database/database.ts';
import { ChangeLog } from '../../sync/change-log.ts';
import { findRecipient } from '../contacts.repository.ts';
import { findConversationRows } from '../conversations.repository.ts';
import { InboxWork } from '../inbox-work.ts';
import { findMessageRows, findMessagesByWamid, type MessageRow } from '../messages.repository.ts';
import { bindWamid, foldOrphans, mergeInto } from '../statuses.ts';
import { listJobs } from './send-jobs.repository.ts';

/** Ends the doubt about a message when its provider proves later, without our own id, that it has it. */
@Injectable()
export class SendSettlement {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly changeLog: ChangeLog,
    private readonly clock: Clock,
  ) {}

  /** The messages in doubt of an account to the person with this phone (digits). */
  async inDoubt({ tenantId, accountId, to }: Record<'tenantId' | 'accountId' | 'to', string>): Promise<MessageRow[]> {
    const { db } = this;
    const uncertain = await listJobs(db, { tenantId, accountId, state: 'uncertain' });
    const jobs = uncertain.filter((job) => job.reaction === null);
    const found: MessageRow[] = [];
    for (const [conversationId, ofConversation] of Map.groupBy(jobs, (job) => job.conversationId)) {
      const [conversation] = await findConversationRows(db, tenantId, [conversationId]);
      const recipient = conversation && (await findRecipient(db, tenantId, conversation.contactId, ''));
      if (recipient == null || !('to' in recipient) || recipient.to !== `+${to}`) continue;
      const rows = await findMessageRows(
        db,
        tenantId,
        ofConversation.map((job) => job.messageId),
      );
      found.push(...rows.filter((row) => row.wamid === null));
    }
    return found;
  }

  /** WhatsApp has it, under this id. Changes nothing when the message, or the id, is known otherwise. */
  async accept(tenantId: TenantId, messageId: string, wamid: string): Promise<void> {
    const appended = await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const work = new InboxWork(tx, tenantId, this.clock.now(), this.changeLog);
      const [row] = await findMessageRows(tx, tenantId, [messageId]);
      if (row === undefined || row.wamid !== null) return null;
      const [known] = await findMessagesByWamid(tx, tenantId, row.accountId, [wamid]);
      if (known !== undefined) return null;
      const message = work.messages.load(row);
      bindWamid(work, message, wamid);
      mergeInto(work, message, { seen: { accepted: work.now }, failure: null });
      await foldOrphans(work, new Map([[wamid, message]]));
      return await work.flush();
    });
    if (appended !== null) this.changeLog.announce(tenantId, appended);
  }
}
