import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { AccountId, CampaignId, TenantId } from '#shared/ids.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { isOptedOut } from '../contacts/consent.ts';
import { Suppressions } from '../erasure/suppressions.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { SendEvents } from '../inbox/sending/send-events.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { templateReason } from '../templates/sendable.ts';
import {
  type CampaignRow,
  changeState,
  countUnsent,
  findCampaign,
  listRunning,
  listWaiting,
  type RecipientRow,
  setRecipient,
} from './campaigns.repository.ts';

/** So few stand in the send queue at once that a pause is felt at once, and agents' messages don't wait behind them. */
const maxUnsent = 20;
const retryMs = 5000;
const longestSleepMs = 60_000;

/**
 * Writes to the people of running campaigns, one after the other, at the campaign's pace. Whom it has written to is on
 * disk; a message that was queued just before a crash is found again by its idempotency key and not queued twice.
 */
@Injectable()
export class CampaignRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly nextAt = new Map<string, number>();
  private looking: Promise<void> | null = null;
  private hasNews = false;
  private stopped = false;
  private alarm: NodeJS.Timeout | null = null;
  private readonly cleanUp: (() => void)[] = [];
  /** Only while a campaign waits for room in the queue is it of interest that another message went out. */
  private waitsForRoom = false;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly accounts: AccountsService,
    private readonly accountEvents: AccountEvents,
    private readonly sending: InboxSending,
    private readonly sendEvents: SendEvents,
    private readonly audit: AuditLog,
    private readonly suppressions: Suppressions,
  ) {}

  onApplicationBootstrap(): void {
    this.cleanUp.push(
      this.accountEvents.onCanSend(() => this.wake()),
      this.sendEvents.onAnswer(() => {
        if (this.waitsForRoom) this.wake();
      }),
    );
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const step of this.cleanUp) step();
    if (this.alarm !== null) clearTimeout(this.alarm);
    await this.settled();
  }

  /** There may be somebody to write to. */
  wake(): void {
    this.hasNews = true;
    if (this.stopped) return;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
      if (this.hasNews) this.wake();
    });
  }

  /** Resolves when nobody is to be written to at the present time. */
  async settled(): Promise<void> {
    while (this.looking !== null) await this.looking;
  }

  private async look(): Promise<void> {
    this.hasNews = false;
    this.waitsForRoom = false;
    let wakeAt = Number.POSITIVE_INFINITY;
    try {
      for (const campaign of await listRunning(this.db)) {
        if (this.stopped) return;
        wakeAt = Math.min(wakeAt, await this.advance(campaign));
      }
    } catch (error) {
      this.log.error('Campaigns could not go on', { error });
      wakeAt = this.clock.now() + retryMs;
    }
    this.setAlarm(wakeAt);
  }

  /** Writes to as many as may be written to now; returns when to come again (infinity: somebody will call). */
  private async advance(campaign: CampaignRow): Promise<number> {
    const { tenantId, accountId } = campaign;
    const account = await this.accounts.find(tenantId, accountId);
    if (account === undefined || account.cannotSend !== null) return Number.POSITIVE_INFINITY;
    const room = maxUnsent - (await countUnsent(this.db, campaign));
    if (room <= 0) {
      this.waitsForRoom = true;
      return Number.POSITIVE_INFINITY;
    }
    const waiting = await listWaiting(this.db, campaign, room);
    if (waiting.length === 0) {
      await this.finish(campaign);
      return Number.POSITIVE_INFINITY;
    }
    for (const recipient of waiting) {
      const now = this.clock.now();
      const nextAt = this.nextAt.get(campaign.id) ?? now;
      if (nextAt > now) return nextAt;
      const current = await findCampaign(this.db, { tenantId }, campaign.id);
      if (current?.state !== 'running' || this.stopped) return Number.POSITIVE_INFINITY;
      await this.write(campaign, recipient);
      this.nextAt.set(campaign.id, Math.max(nextAt, now - 1000) + 60_000 / campaign.perMinute);
    }
    return this.clock.now();
  }

  private async write(campaign: CampaignRow, recipient: RecipientRow): Promise<void> {
    try {
      const isRefused = await this.suppressions.refusals(campaign.tenantId);
      const { message } = await this.sending.send({
        // Our own row: the ids were made by newId.
        tenantId: campaign.tenantId as TenantId,
        accountId: campaign.accountId as AccountId,
        recipient: `+${recipient.phone}`,
        content: OutgoingContent.parse({
          type: 'template',
          name: campaign.template,
          language: campaign.language,
          parameters: JSON.parse(recipient.components ?? campaign.components) as unknown,
        }),
        origin: { kind: 'campaign', campaignId: campaign.id as CampaignId },
        idempotencyKey: { scope: `campaign:${campaign.id}`, key: recipient.phone },
        check: async ({ tx }, { contactId }) => {
          const isOut = await isOptedOut(tx, campaign.tenantId, contactId, 'marketing');
          if (!isOut && !(await isRefused(tx, contactId))) return;
          throw new AppError('forbidden', 'This person does not want to get campaigns');
        },
      });
      await setRecipient(this.db, recipient, { state: 'queued', messageId: message.id, error: null });
    } catch (error) {
      // What is wrong with this person must not stop the others; anything else is tried again.
      if (!(error instanceof AppError) || error.code === 'account_cannot_send') throw error;
      // It was paused or deleted meanwhile, for everyone: they wait until a person decides.
      if (error.details?.['reason'] === templateReason) return await this.pause(campaign, error.message);
      await setRecipient(this.db, recipient, { state: 'skipped', messageId: null, error: error.message });
    }
  }

  private async pause(campaign: CampaignRow, reason: string): Promise<void> {
    const { tenantId, id, template } = campaign;
    await this.db.transaction().execute(async (tx) => {
      if ((await changeState(tx, campaign, ['running'], { state: 'paused', finishedAt: null })) === undefined) return;
      const details = { template, reason };
      await this.audit.append(tx, { tenantId, actorId: null, action: 'campaign.paused', target: id, details });
    });
    this.log.warn('A campaign is paused: its template can’t be sent', { tenantId, kind: reason });
  }

  private async finish(campaign: CampaignRow): Promise<void> {
    this.nextAt.delete(campaign.id);
    await this.db.transaction().execute(async (tx) => {
      await changeState(tx, campaign, ['running'], { state: 'done', finishedAt: this.clock.now() });
    });
  }

  private setAlarm(at: number): void {
    if (this.stopped) return;
    if (this.alarm !== null) clearTimeout(this.alarm);
    if (at === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.min(Math.max(at - this.clock.now(), 1), longestSleepMs);
    this.alarm = setTimeout(() => this.wake(), delayMs).unref();
  }
}
