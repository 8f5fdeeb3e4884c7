import { Inject, Injectable } from '@nestjs/common';
import type { Contact } from '#shared/contact.ts';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { GraphApi } from '../accounts/graph-api.ts';
import { ContactDirectory } from '../inbox/contact-directory.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { findMergedIds } from './contact-book.repository.ts';
import { type Actor, ContactsService } from './contacts.service.ts';
import { loadProfile, storeProfile } from './profiles.ts';

type AccountRow = Awaited<ReturnType<AccountsService['list']>>[number];

const away = 'Meta could not be reached';

/** Blocks people at WhatsApp, number by number: nothing of them comes in any more, and nothing goes out to them. */
@Injectable()
export class Blocking {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly contacts: ContactsService,
    private readonly accounts: AccountsService,
    private readonly directory: ContactDirectory,
    private readonly secrets: AccountSecrets,
    private readonly graph: GraphApi,
  ) {}

  /**
   * What worked for one number is kept, also when it fails for another. Throws `conflict` with Meta's reason, or when
   * there is no number to do it with, and `upstream` when Meta could not be reached.
   */
  async set(actor: Actor, id: string, isBlocked: boolean, accountIds?: readonly string[]): Promise<Contact> {
    const { tenantId } = actor;
    await this.contacts.get(tenantId, id);
    const accounts = await this.accountsFor(tenantId, id, accountIds);
    const done: string[] = [];
    const failures: string[] = [];
    for (const account of accounts) {
      const problem = await this.call(account, id, isBlocked);
      if (problem === null) done.push(account.id);
      else failures.push(`${account.name}: ${problem}`);
    }
    if (done.length > 0) await this.record(actor, id, isBlocked, done);
    if (failures.length > 0) {
      const code = failures.some((failure) => failure.endsWith(away)) ? 'upstream' : 'conflict';
      throw new AppError(code, `WhatsApp did not do it. ${failures.join('; ')}`, { details: { done } });
    }
    return await this.contacts.get(tenantId, id);
  }

  private async record(actor: Actor, id: string, isBlocked: boolean, done: readonly string[]): Promise<void> {
    await this.contacts.work(actor, async (work) => {
      const contact = await this.contacts.find(work, id);
      const profile = await loadProfile(work.tx, actor.tenantId, id);
      const others = profile.blockedBy.filter((accountId) => !done.includes(accountId));
      const blockedBy = isBlocked ? [...others, ...done] : others;
      await storeProfile(work.tx, actor.tenantId, id, { ...profile, blockedBy });
      const action = isBlocked ? 'contact.blocked' : 'contact.unblocked';
      await work.changed(contact, action, { accounts: done.join(',') });
    });
  }

  private async accountsFor(tenantId: TenantId, id: string, wanted?: readonly string[]): Promise<AccountRow[]> {
    const rows = (await this.accounts.list(tenantId)).filter(({ provider }) => provider === 'meta_cloud');
    if (wanted !== undefined) {
      const chosen = rows.filter((row) => wanted.includes(row.id));
      if (chosen.length < new Set(wanted).size) throw new AppError('not_found', 'There is no such account');
      return chosen;
    }
    const contactIds = [id, ...(await findMergedIds(this.db, tenantId, id))];
    const talked = await this.db
      .selectFrom('conversation')
      .select('accountId')
      .distinct()
      .where('tenantId', '=', tenantId)
      .where('contactId', 'in', contactIds)
      .execute();
    const chosen = rows.filter((row) => talked.some(({ accountId }) => accountId === row.id));
    if (chosen.length === 0) throw new AppError('conflict', 'No number of yours has a conversation with them');
    return chosen;
  }

  /** Meta's reason why not, or null. */
  private async call(account: AccountRow, contactId: string, isBlocked: boolean): Promise<string | null> {
    const { tenantId, id, wabaId, phoneNumberId } = account;
    const recipient = await this.directory.recipient(tenantId, contactId, wabaId);
    if (recipient === null) return 'the contact has no phone';
    const user = 'to' in recipient ? { user: recipient.to } : { user_id: recipient.recipient };
    try {
      const token = await this.secrets.accessToken(tenantId, id);
      const path = `${encodeURIComponent(phoneNumberId)}/block_users`;
      const body = { messaging_product: 'whatsapp', block_users: [user] };
      const answer = await this.graph.call(isBlocked ? 'POST' : 'DELETE', path, token, body);
      return answer.ok ? null : answer.message;
    } catch (error) {
      if (error instanceof AppError) return error.message;
      return away;
    }
  }
}
