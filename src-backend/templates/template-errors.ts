import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { SendState } from '#shared/message.ts';
import { type Answered, SendEvents } from '../inbox/sending/send-events.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { TemplateSync } from './template-sync.ts';

/** Meta's refusals that are about the template: ours is not as Meta has it. */
const isAboutTemplate = (code: number): boolean => code >= 132_000 && code < 133_000;

/** Reads a template again when Meta refuses to send it. */
@Injectable()
export class TemplateErrors implements OnApplicationBootstrap, OnApplicationShutdown {
  private unsubscribe: (() => void) | null = null;
  private readonly looking = new Set<Promise<void>>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly events: SendEvents,
    private readonly sync: TemplateSync,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.events.onAnswer((answered) => {
      const look = this.look(answered).finally(() => this.looking.delete(look));
      this.looking.add(look);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    await this.settled();
  }

  /** Resolves when nothing is being read again. */
  async settled(): Promise<void> {
    await Promise.all(this.looking);
  }

  private async look({ tenantId, messageId }: Answered): Promise<void> {
    try {
      const use = await this.db
        .selectFrom('templateSend as use')
        .innerJoin('message as sent', (join) =>
          join.onRef('sent.tenantId', '=', 'use.tenantId').onRef('sent.id', '=', 'use.messageId'),
        )
        .innerJoin('tenantWhatsappConfig as account', (join) =>
          join.onRef('account.tenantId', '=', 'use.tenantId').onRef('account.id', '=', 'use.accountId'),
        )
        .select(['use.name', 'account.wabaId', 'sent.sendState'])
        .where('use.tenantId', '=', tenantId)
        .where('use.messageId', '=', messageId)
        .executeTakeFirst();
      const state = use?.sendState == null ? null : (JSON.parse(use.sendState) as SendState);
      if (use === undefined || state?.state !== 'rejected' || !isAboutTemplate(state.failure.code)) return;
      await this.sync.clearUp([{ tenantId, wabaId: use.wabaId, name: use.name }]);
    } catch (error) {
      this.log.error('A refused template could not be looked at', { tenantId, messageId, error });
    }
  }
}
