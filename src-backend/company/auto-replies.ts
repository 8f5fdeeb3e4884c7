import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { answersAt, type Company } from '#shared/company.ts';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { isOptedOut } from '../contacts/consent.ts';
import { Suppressions } from '../erasure/suppressions.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import type { InboxWork } from '../inbox/inbox-work.ts';
import { isSpeaking } from '../inbox/is-speaking.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import type { ConversationTable } from '../platform/database/tables.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { CompanyService } from './company.service.ts';

type Range = { after: number; upTo: number };

const minuteMs = 60_000;
/** What was written before that was answered, or not, by whoever was there: history and long cuts set nothing off. */
const newsMs = 15 * minuteMs;
/** With somebody who was answered just now a person is speaking. */
const talkingMs = 30 * minuteMs;
/** After a restart so much of the log is looked through again. */
const lookBack = 1000;

/**
 * The company's automated answers: that it is closed, once until it opens again, and a greeting to who writes for the
 * first time. By the ordinary way of sending, only inside the service window, never to somebody who said no. Each has an
 * idempotency key, so that neither a restart nor another program that answers by itself makes it two.
 */
@Injectable()
export class AutoReplies implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly heard = new Map<TenantId, Range[]>();
  /** Companies that have no such rule on: what they get costs nothing. */
  private readonly silent = new Set<TenantId>();
  private running: Promise<void> | null = null;
  private stopped = false;
  private readonly cleanUp: (() => void)[] = [];

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly company: CompanyService,
    private readonly changeLog: ChangeLog,
    private readonly inbox: InboxEntities,
    private readonly sending: InboxSending,
    private readonly suppressions: Suppressions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.cleanUp.push(
      this.company.onChange((tenantId) => this.silent.delete(tenantId)),
      this.changeLog.onAnnounce((tenantId, appended) => {
        for (const range of appended) this.hear(tenantId, range);
      }),
    );
    for (const { tenantId, seq } of await this.db.selectFrom('changeHead').select(['tenantId', 'seq']).execute()) {
      // Our own row: the id was made by newId.
      this.hear(tenantId as TenantId, { after: Math.max(0, seq - lookBack), upTo: seq });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const step of this.cleanUp) step();
    await this.settled();
  }

  /** Resolves when everything heard so far is answered, or needs no answer. */
  async settled(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private hear(tenantId: TenantId, range: Range): void {
    if (this.silent.has(tenantId)) return;
    const ranges = this.heard.get(tenantId) ?? [];
    ranges.push(range);
    this.heard.set(tenantId, ranges);
    this.running ??= this.run().finally(() => (this.running = null));
  }

  private async run(): Promise<void> {
    for (const [tenantId, ranges] of this.heard) {
      this.heard.delete(tenantId);
      if (this.stopped) return;
      try {
        await this.answer(tenantId, ranges);
      } catch (error) {
        this.log.error('Automated answers could not be given', { tenantId, error });
      }
    }
  }

  private async answer(tenantId: TenantId, ranges: readonly Range[]): Promise<void> {
    const company = await this.company.get(tenantId);
    if (!company.away.on && !company.greeting.on) {
      this.silent.add(tenantId);
      return;
    }
    for (const { after, upTo } of ranges) {
      const rows = await this.db
        .selectFrom('changeLog')
        .select('entityId')
        .where('tenantId', '=', tenantId)
        .where('seq', '>', after)
        .where('seq', '<=', upTo)
        .where('entity', '=', 'message')
        .where('deleted', '=', 0)
        .execute();
      const ids = [...new Set(rows.map(({ entityId }) => entityId))];
      const messages = await this.inbox.sources.message.load({ tenantId, userId: null }, ids);
      // What this source gives are messages.
      for (const { data } of messages) if (!this.stopped) await this.answerOne(company, data as Message);
    }
  }

  private async answerOne(company: Company, message: Message): Promise<void> {
    const now = this.clock.now();
    const { conversationId, accountId, inboundNo, content } = message;
    // Imported history and what WhatsApp itself says have no number, or are nobody's words.
    if (inboundNo === null || content.type === 'system' || now - message.at > newsMs) return;
    const { open, until } = answersAt(company, accountId, now);
    const rule = open ? 'greeting' : 'away';
    if (!company[rule].on || (rule === 'greeting' && inboundNo > 1)) return;
    const isRefused = await this.suppressions.refusals(company.id);
    const key = rule === 'greeting' ? `greeting ${conversationId}` : `away ${conversationId} ${until ?? 'for good'}`;
    try {
      await this.sending.send({
        tenantId: company.id,
        conversationId,
        content: { type: 'text', text: company[rule].text },
        origin: { kind: 'rule', rule },
        idempotencyKey: { scope: 'rule', key },
        check: async (work, conversation) => {
          await assertWanted(work, conversation);
          if (!(await isRefused(work.tx, conversation.contactId))) return;
          throw new AppError('forbidden', 'This person did not want to be written to');
        },
      });
    } catch (error) {
      // Closed window, a no, a person who is faster, a text that was changed after it went out: no answer, then.
      if (!(error instanceof AppError)) throw error;
      this.log.info('An automated answer was not given', { tenantId: company.id, conversationId, kind: error.code });
    }
  }
}

async function assertWanted(work: InboxWork, { id, contactId, waitingSince }: ConversationTable): Promise<void> {
  if (waitingSince === null) throw new AppError('conflict', 'A person has answered');
  if (await isSpeaking(work, id, work.now - talkingMs)) throw new AppError('conflict', 'A person is answering');
  if (!(await isOptedOut(work.tx, work.tenantId, contactId, 'marketing'))) return;
  throw new AppError('forbidden', 'This person does not want to be written to');
}
