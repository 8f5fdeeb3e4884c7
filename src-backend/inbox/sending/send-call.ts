import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { Content } from '#shared/content.ts';
import { classifyFailure } from '#shared/send-failure.ts';
import { AccountSecrets } from '../../accounts/account-secrets.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { findRecipient } from '../contacts.repository.ts';
import { findConversationRows } from '../conversations.repository.ts';
import { DeviceSending } from '../../devices/device-sending.ts';
import { DATABASE, type Db } from '../../platform/database/database.ts';
import { type CallOutcome, CloudApiClient, type Sender } from '../../whatsapp/cloud-api.client.ts';
import { findLastInboundWamid, findMessageRows, type MessageRow } from '../messages.repository.ts';
import { OutgoingFiles } from './outgoing-files.ts';
import { reactionOf } from './reactions.ts';
import { findFormerCode, type SendJobRow } from './send-jobs.repository.ts';
import { type GraphMessage, toGraphMessage, toGraphReaction } from './to-graph-message.ts';

/** Meta's code for "try again later". */
const temporary = 131016;
/** Meta's code for a token that is no longer good. */
const deadToken = 190;

/** Puts together what a call to Meta needs, and makes it. */
@Injectable()
export class SendCall {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly secrets: AccountSecrets,
    private readonly client: CloudApiClient,
    private readonly files: OutgoingFiles,
    private readonly devices: DeviceSending,
  ) {}

  /** Never throws AppErrors: what is missing on our side is a refusal like Meta's own. */
  async send(job: SendJobRow): Promise<CallOutcome<{ wamid: string }>> {
    const { tenantId, messageId } = job;
    const [message] = await findMessageRows(this.db, tenantId, [messageId]);
    const [conversation] = await findConversationRows(this.db, tenantId, [job.conversationId]);
    if (message === undefined || conversation === undefined) return refuse(0, 'The message is gone');
    const account = await this.accounts.find(tenantId, job.accountId);
    if (account?.provider === 'gateway') return await this.byDevice(job, message, conversation.contactId);
    const sender = await this.senderOf(tenantId, job.accountId);
    // Handled like Meta's own refusal of a token: the messages are held.
    if (sender === null) return refuse(deadToken, 'This number has no usable access token');
    const recipient = await findRecipient(this.db, tenantId, conversation.contactId, sender.wabaId);
    if (recipient === null) return refuse(131026, 'No phone number or WhatsApp id of this contact is known');
    const prepared = await this.prepare(job, message, sender);
    if (prepared.kind !== 'done') return prepared;
    const outcome = await this.client.sendMessage(sender, { recipient, message: prepared.value, opaqueId: job.id });
    // A token that is kept elsewhere may have been replaced there since we read it.
    const isRefused = outcome.kind === 'refused' && (outcome.code === deadToken || outcome.status === 401);
    return isRefused && (await this.secrets.isReplaced(tenantId, job.accountId, sender.accessToken))
      ? refuse(temporary, 'The access token was replaced meanwhile')
      : outcome;
  }

  /** Devices know people by their phone numbers only. */
  private async byDevice(job: SendJobRow, row: MessageRow, contactId: string): Promise<CallOutcome<{ wamid: string }>> {
    const { tenantId, accountId } = job;
    const to = await this.phoneOf(tenantId, contactId);
    if (to === null) return refuse(131026, 'No phone number of this contact is known');
    const reaction = reactionOf(job);
    if (reaction !== null) {
      if (row.wamid === null) return refuse(131009, 'The message is not known to WhatsApp');
      const target = { wamid: row.wamid, isOurs: row.direction === 'outbound' };
      return await this.devices.send({ tenantId, accountId, to, reaction: reaction.emoji, target });
    }
    const content = Content.parse(JSON.parse(row.content));
    const [quoted] = await findMessageRows(this.db, tenantId, row.replyTo === null ? [] : [row.replyTo]);
    const file = content.type === 'media' ? await this.files.open(tenantId, content.media) : null;
    return await this.devices.send({ tenantId, accountId, to, content, replyTo: quoted?.wamid ?? null, file });
  }

  private async phoneOf(tenantId: string, contactId: string): Promise<string | null> {
    const recipient = await findRecipient(this.db, tenantId, contactId, '');
    return recipient !== null && 'to' in recipient ? recipient.to.replace(/\D/g, '') : null;
  }

  /** What Meta is to be told; files are uploaded on the way. */
  private async prepare(job: SendJobRow, row: MessageRow, sender: Sender): Promise<CallOutcome<GraphMessage>> {
    const reaction = reactionOf(job);
    if (reaction !== null) {
      if (row.wamid === null) return refuse(131009, 'The message is not known to WhatsApp');
      return { kind: 'done', value: toGraphReaction(row.wamid, reaction.emoji) };
    }
    const content = Content.parse(JSON.parse(row.content));
    const uploaded = await this.files.upload(sender, job.accountId, content, await this.wasFileRefused(job));
    // A file that may or may not have arrived is a message that did not leave: it is safe to try again.
    if (uploaded.kind === 'unknown') return refuse(temporary, 'The file could not be uploaded to WhatsApp');
    if (uploaded.kind !== 'done') return uploaded;
    const [quoted] = await findMessageRows(this.db, job.tenantId, row.replyTo === null ? [] : [row.replyTo]);
    const value = toGraphMessage(content, uploaded.value, quoted?.wamid ?? null);
    return value === null ? refuse(131051, 'This kind of message can’t be sent') : { kind: 'done', value };
  }

  private async wasFileRefused(job: SendJobRow): Promise<boolean> {
    if (job.attempts < 2) return false;
    const code = await findFormerCode(this.db, job);
    return code !== null && classifyFailure(code) === 'media';
  }

  /**
   * Tells the customer that their messages were read, with `typing` also that an answer is being written. A courtesy:
   * tried once, and nothing depends on it.
   */
  async markRead(tenantId: TenantId, conversationId: string, typing: boolean): Promise<void> {
    const [conversation] = await findConversationRows(this.db, tenantId, [conversationId]);
    const wamid = await findLastInboundWamid(this.db, tenantId, conversationId);
    if (wamid === null || conversation === undefined) return;
    const { accountId, contactId } = conversation;
    if ((await this.accounts.find(tenantId, accountId))?.provider === 'gateway') {
      const to = await this.phoneOf(tenantId, contactId);
      if (to !== null) await this.devices.markRead(tenantId, accountId, { to, wamid, typing });
      return;
    }
    const sender = await this.senderOf(tenantId, accountId);
    if (sender !== null) await this.client.markRead(sender, wamid, typing);
  }

  private async senderOf(tenantId: string, accountId: string): Promise<(Sender & { wabaId: string }) | null> {
    const account = await this.accounts.find(tenantId, accountId);
    if (account === undefined) return null;
    try {
      const accessToken = await this.secrets.accessToken(tenantId, accountId);
      // Our own row: the id was made by newId.
      const { phoneNumberId, wabaId } = account;
      return { tenantId: tenantId as TenantId, phoneNumberId, wabaId, accessToken };
    } catch (error) {
      // What can be had in a moment is waited for.
      if (error instanceof AppError && error.code !== 'unavailable') return null;
      throw error;
    }
  }
}

function refuse(code: number, title: string): CallOutcome<never> {
  return { kind: 'refused', status: 400, code, title, details: null, retryAfterMs: null };
}
