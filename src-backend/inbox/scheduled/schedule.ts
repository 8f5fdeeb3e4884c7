import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, toErrorShape } from '#shared/error.ts';
import { type MessageId, newId, type TenantId, type UserId } from '#shared/ids.ts';
import { contentOf, needsWindow, type OutgoingContent } from '#shared/outgoing.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { Clock } from '../../platform/clock.ts';
import { DATABASE, type Db } from '../../platform/database/database.ts';
import { Log } from '../../platform/log/log.ts';
import { ChangeLog } from '../../sync/change-log.ts';
import { findConversationRows, findNextAwake, listAwake } from '../conversations.repository.ts';
import { inInbox } from '../in-inbox.ts';
import type { InboxWork } from '../inbox-work.ts';
import { OutgoingFiles } from '../sending/outgoing-files.ts';
import { assertWindow, queueMessage } from '../sending/queue-message.ts';
import { SendWorker } from '../sending/send-worker.ts';
import { dropScheduled, putScheduled } from './apply-scheduled-mutation.ts';
import { findNextSend, findScheduled, listDueSends, type ScheduledSendRow } from './scheduled-sends.repository.ts';

/** Also how late it is when the clock of the machine was set. */
const longestSleepMs = 30_000;
const perLook = 100;

/**
 * What happens in conversations at a time somebody chose: snoozed ones come back, planned messages go out. Everything
 * stands in the database; what became due while the server was down happens at its start.
 */
@Injectable()
export class Schedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private alarm: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly files: OutgoingFiles,
    private readonly sender: SendWorker,
    private readonly changeLog: ChangeLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    void this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.alarm !== null) clearTimeout(this.alarm);
    await this.looking;
  }

  /** Something new may be due. Resolves when all that is due has been done; never rejects. */
  async wake(): Promise<void> {
    await this.looking;
    this.looking = this.look().finally(() => (this.looking = null));
    await this.looking;
  }

  private async look(): Promise<void> {
    if (this.stopped) return;
    let next = Number.POSITIVE_INFINITY;
    try {
      while (await this.doDue()) if (this.stopped) return;
      const [awake, send] = await Promise.all([findNextAwake(this.db), findNextSend(this.db)]);
      next = Math.min(awake ?? next, send ?? next);
    } catch (error) {
      this.log.error('What was planned for now could not be done; it is tried again', { error });
    }
    if (this.alarm !== null) clearTimeout(this.alarm);
    const delayMs = Math.min(Math.max(next - this.clock.now(), 1), longestSleepMs);
    this.alarm = setTimeout(() => void this.wake(), delayMs).unref();
  }

  /** Answers whether there may be more. */
  private async doDue(): Promise<boolean> {
    const now = this.clock.now();
    const awake = await listAwake(this.db, now, perLook);
    const due = await listDueSends(this.db, now, perLook);
    for (const { tenantId, id } of awake) await this.inTenant(tenantId, async (work) => await this.awaken(work, id));
    for (const row of due) await this.inTenant(row.tenantId, async (work) => await this.send(work, row));
    if (due.length > 0) this.sender.wake();
    return awake.length === perLook || due.length === perLook;
  }

  private async inTenant(tenantId: string, act: (work: InboxWork) => Promise<void>): Promise<void> {
    const { db, clock, changeLog } = this;
    // Our own rows: the ids were made by newId.
    await inInbox({ db, clock, changeLog }, tenantId as TenantId, act);
  }

  private async awaken(work: InboxWork, id: string): Promise<void> {
    const [row] = await findConversationRows(work.tx, work.tenantId, [id]);
    // Somebody may have been faster.
    if (row === undefined || row.snoozedUntil === null || row.snoozedUntil > work.now) return;
    const conversation = work.conversations.load(row);
    conversation.snoozedUntil = null;
    conversation.state = 'open';
    work.conversations.touch(conversation);
  }

  /** Queues a planned message as if its author sent it now; what forbids that is noted on it, and a person decides. */
  private async send(work: InboxWork, { id }: ScheduledSendRow): Promise<void> {
    const row = await findScheduled(work.tx, work.tenantId, id);
    if (row === undefined || row.problem !== null || row.sendAt > work.now) return;
    try {
      await this.queue(work, row);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      putScheduled(work, { ...row, version: row.version + 1, problem: JSON.stringify(toErrorShape(error)) });
      return;
    }
    dropScheduled(work, row);
  }

  private async queue(work: InboxWork, row: ScheduledSendRow): Promise<void> {
    const [found] = await findConversationRows(work.tx, work.tenantId, [row.conversationId]);
    if (found === undefined) throw new AppError('not_found', 'The conversation is not there any more');
    const conversation = work.conversations.load(found);
    // Our own rows: the ids were made by newId, the content was checked when it came in.
    const content = JSON.parse(row.content) as OutgoingContent;
    const replyTo = row.replyTo as MessageId | null;
    const account = await this.accounts.find(work.tenantId as TenantId, conversation.accountId, work.tx);
    if (account === undefined) {
      throw new AppError('account_cannot_send', 'The number of this conversation was removed');
    }
    if (needsWindow(content)) assertWindow(work, conversation, account);
    const describe = await this.files.describer(work.tx, work.tenantId as TenantId, content);
    const origin = { kind: 'agent' as const, userId: row.userId as UserId };
    queueMessage(work, conversation, account, {
      id: newId<MessageId>(),
      content: contentOf(content, describe),
      replyTo,
      origin,
    });
  }
}
