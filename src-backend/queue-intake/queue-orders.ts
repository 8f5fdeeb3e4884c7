import { Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { TenantNames } from '../credentials/tenant-names.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import type { QueuedOrder } from './read-queue-message.ts';

/** Whose keys they are: those of integrators may be the same. */
const scope = 'queue';

/** Puts queued messages into our own send queue. */
@Injectable()
export class QueueOrders {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tenants: TenantNames,
    private readonly sending: InboxSending,
  ) {}

  /**
   * On disk when it returns. A number that can't send holds it (C-6), as does a suspended company: left in the queue, its
   * messages would keep back those of others. Throws AppError for what can't be sent: unknown
   * company, a number that is not theirs, a bad recipient, a key that was used for another message.
   */
  async send({ tenant, phoneNumberId, to, key, what }: QueuedOrder): Promise<{ isNew: boolean }> {
    const found = await this.tenants.find(tenant);
    if (found === undefined) throw refuse('There is no such company', 'metadata.tenantId');
    const { tenantId } = found;
    const account = await this.accounts.byNumber(tenantId, phoneNumberId);
    if (account === undefined || account.deletedAt !== null) {
      throw refuse('The company has no such number', 'metadata.phoneNumberId');
    }
    // Our own row: the id was made by newId.
    const accountId = account.id as AccountId;
    if (what.kind === 'reaction') {
      const { messageId, emoji } = what;
      // The same reaction twice is one: the second replaces the first.
      await this.sending.react({ tenantId, accountId, recipient: to, messageId, emoji, userId: null });
      return { isNew: true };
    }
    const { isNew } = await this.sending.send({
      tenantId,
      accountId,
      recipient: to,
      content: what.content,
      replyTo: what.replyTo,
      origin: key === null ? { kind: 'queue', withoutKey: true } : { kind: 'queue' },
      leaveWindowToMeta: true,
      idempotencyKey: key === null ? null : { scope, key },
    });
    return { isNew };
  }

  /** What became of the message with this key. Throws `not_found`. */
  async find(tenantId: TenantId, key: string): Promise<Message> {
    const message = await this.sending.sentUnder(tenantId, { scope, key });
    if (message === undefined) throw new AppError('not_found', 'No message with this key was taken from the queue');
    return message;
  }
}

function refuse(message: string, field: string): AppError {
  return new AppError('not_found', message, { details: { field } });
}
