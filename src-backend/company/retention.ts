import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '#shared/ids.ts';
import type { RetentionCount } from '#shared/wire/company-routes.ts';
import { deleteMessages } from '../inbox/delete-messages.ts';
import { inInbox } from '../inbox/in-inbox.ts';
import { getConversation } from '../inbox/mutations/apply-conversation-mutation.ts';
import { MediaJob } from '../media/media-job.ts';
import { MediaRetention } from '../media/media-retention.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { CompanyService } from './company.service.ts';
import {
  conversationsWithOlder,
  countFiles,
  countMessages,
  countWebhooks,
  listOldFiles,
  listOldMessages,
} from './retention.repository.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const perStep = 200;

/**
 * Deletes messages and files that a company does not want to be kept any longer (S-37). Desktops do the same by the same settings, also
 * offline: no list of what went is sent to them.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly company: CompanyService,
    private readonly files: MediaJob,
    private readonly bytes: MediaRetention,
    private readonly changeLog: ChangeLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.wake(), hourMs).unref();
    this.unsubscribe = this.company.onChange(() => void this.wake());
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.unsubscribe();
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Resolves when nothing is older than it may be; never rejects. */
  async wake(): Promise<void> {
    this.running = this.running
      .then(async () => await this.purge())
      .catch((error: unknown) => this.log.error('What is too old could not be deleted', { error }));
    await this.running;
  }

  /** What these days would delete that is there now. Days that are absent delete nothing. */
  async count(
    tenantId: TenantId,
    days: {
      messagesDays?: number | undefined;
      filesDays?: number | undefined;
      webhooksDays?: number | undefined;
    },
  ): Promise<RetentionCount> {
    const before = (kept: number | undefined): number => (kept === undefined ? 0 : this.clock.now() - kept * dayMs);
    return {
      messages: await countMessages(this.db, tenantId, before(days.messagesDays)),
      files: await countFiles(this.db, tenantId, before(days.filesDays)),
      webhooks: await countWebhooks(this.db, tenantId, before(days.webhooksDays)),
    };
  }

  private async purge(): Promise<void> {
    const tenants = await this.db.selectFrom('tenant').select('id').execute();
    for (const { id } of tenants) {
      if (this.stopped) return;
      // Our own row: the id was made by newId.
      const tenantId = id as TenantId;
      const { keepMessagesDays, keepFilesDays } = await this.company.get(tenantId);
      const now = this.clock.now();
      if (keepMessagesDays !== null) await this.purgeMessages(tenantId, now - keepMessagesDays * dayMs);
      if (keepFilesDays !== null) await this.purgeFiles(tenantId, now - keepFilesDays * dayMs);
    }
  }

  private async purgeMessages(tenantId: TenantId, before: number): Promise<void> {
    for (let after = ''; !this.stopped;) {
      const ids = await conversationsWithOlder(this.db, tenantId, { before, after, limit: perStep });
      for (const id of ids) while (!this.stopped && (await this.purgeThread(tenantId, id, before)));
      const last = ids.at(-1);
      if (last === undefined || ids.length < perStep) return;
      after = last;
    }
  }

  /** A part of one conversation, in a transaction of its own. True: there may be more. */
  private async purgeThread(tenantId: TenantId, conversationId: string, before: number): Promise<boolean> {
    const { db, clock, changeLog } = this;
    let blobs: string[] = [];
    let isMore = false;
    await inInbox({ db, clock, changeLog }, tenantId, async (work) => {
      const old = await listOldMessages(work.tx, tenantId, { conversationId, before, limit: perStep });
      isMore = old.length === perStep;
      if (old.length === 0) return;
      blobs = await deleteMessages(work.tx, tenantId, old);
      const conversation = await getConversation(work, conversationId);
      if (!old.some(({ id }) => id === conversation.previewMessageId)) return;
      // Its newest message is gone, and so are all others.
      conversation.previewMessageId = null;
      conversation.waitingSince = null;
      work.conversations.touch(conversation);
    });
    await this.bytes.letGo(blobs);
    return isMore;
  }

  private async purgeFiles(tenantId: TenantId, before: number): Promise<void> {
    for (;;) {
      const old = await listOldFiles(this.db, tenantId, { before, limit: perStep });
      for (const file of old) await this.files.expire(file);
      await this.bytes.letGo(old.flatMap(({ blob }) => (blob === null ? [] : [blob])));
      if (old.length < perStep || this.stopped) return;
    }
  }
}
