import { Inject, Injectable } from '@nestjs/common';
import type { Campaign, CampaignCounts } from '#shared/campaign.ts';
import type { AccountId, CampaignId, MessageId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { statusOf } from '../crm-inbox/views.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type CampaignRow, listRecipients, type RecipientRow } from './campaigns.repository.ts';

type ShownRecipient = RestResponse<'campaignRecipients'>['data'][number];

/** What has become of a campaign: counted from its messages whenever somebody asks, so it can't be wrong. */
@Injectable()
export class CampaignResults {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly inbox: InboxEntities,
    private readonly accounts: AccountsService,
  ) {}

  async campaign(row: CampaignRow): Promise<Campaign> {
    const recipients = await listRecipients(this.db, row);
    const counts = countsOf(recipients, await this.messagesOf(row.tenantId, recipients));
    const account = await this.accounts.find(row.tenantId, row.accountId);
    const isStuck = row.state === 'running' && account?.cannotSend !== null;
    return {
      // Our own row: the ids were made by newId, the state is held by a check constraint.
      id: row.id as CampaignId,
      accountId: row.accountId as AccountId,
      name: row.name,
      template: row.template,
      language: row.language,
      state: row.state as Campaign['state'],
      waitsFor: isStuck ? 'account' : null,
      perMinute: row.perMinute,
      createdAt: new Date(row.createdAt).toISOString(),
      finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
      counts,
    };
  }

  async recipients(row: CampaignRow, page: { limit: number; offset: number }): Promise<ShownRecipient[]> {
    const recipients = await listRecipients(this.db, row, page);
    const messages = await this.messagesOf(row.tenantId, recipients);
    return recipients.map((recipient): ShownRecipient => {
      const { phone, messageId, error } = recipient;
      const message = messages.get(messageId ?? '');
      if (message === undefined) {
        // A message that retention has taken was sent.
        const status = recipient.state === 'queued' ? 'sent' : recipient.state === 'skipped' ? 'skipped' : 'waiting';
        return { phone, status, messageId: messageId as MessageId | null, error };
      }
      return { phone, status: statusOf(message), messageId: message.id, error: failureOf(message) };
    });
  }

  private async messagesOf(tenantId: string, recipients: readonly RecipientRow[]): Promise<Map<string, Message>> {
    const ids = recipients.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]));
    const entities = await this.inbox.sources.message.load({ tenantId, userId: null }, ids);
    // The source of messages gives messages; the compiler can't see that.
    return new Map(entities.map(({ id, data }) => [id, data as Message]));
  }
}

/** Pure. */
export function countsOf(
  recipients: readonly Pick<RecipientRow, 'state' | 'messageId'>[],
  messages: ReadonlyMap<string, Message>,
): CampaignCounts {
  const counts = { waiting: 0, skipped: 0, sent: 0, delivered: 0, read: 0, failed: 0, uncertain: 0 };
  for (const { state, messageId } of recipients) {
    const message = messages.get(messageId ?? '');
    if (state === 'waiting') counts.waiting++;
    else if (state === 'skipped') counts.skipped++;
    else counts[message === undefined ? 'sent' : columnOf(message)]++;
  }
  return { total: recipients.length, ...counts };
}

function columnOf(message: Message): 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain' {
  const status = statusOf(message);
  if (status === 'played') return 'read';
  return status === 'delivered' || status === 'read' || status === 'failed' || status === 'uncertain' ? status : 'sent';
}

function failureOf({ delivery, sendState }: Message): string | null {
  const failure = delivery.failure ?? (sendState?.state === 'rejected' ? sendState.failure : null);
  return failure === null ? null : (failure.details ?? failure.title);
}
