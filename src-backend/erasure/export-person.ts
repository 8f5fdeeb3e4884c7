import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { ContactsService } from '../contacts/contacts.service.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { countScope, getScope, type Scope } from './scope.ts';

type Part = RestResponse<'exportContact'>;
interface Place {
  conversationId: string;
  at: number;
  seq: number;
  done: number;
}

const perPart = 1000;

/** Everything that is known of one person, over all numbers, part by part (their right to have it). */
@Injectable()
export class ExportPerson {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly contacts: ContactsService,
    private readonly inbox: InboxEntities,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_found`, and `invalid_input` for a place that is not one we gave out. */
  async part({ tenantId, userId }: Principal, contactId: string, after: string | undefined): Promise<Part> {
    const scope = await getScope(this.db, tenantId, contactId);
    const { messages: total } = await countScope(this.db, tenantId, scope);
    const place = after === undefined ? null : readPlace(after);
    const rows = await this.messages(tenantId, scope, place);
    const done = (place?.done ?? 0) + rows.length;
    const ids = rows.map(({ id }) => id);
    const last = rows.at(-1);
    const next = last === undefined || rows.length < perPart ? null : writePlace({ ...last, done });
    const person = place === null ? { person: await this.person(tenantId, scope) } : {};
    if (place === null) {
      await this.db.transaction().execute(async (tx) => {
        const action = 'contact.exported' as const;
        await this.audit.append(tx, { tenantId, actorId: userId, action, target: contactId, details: { total } });
      });
    }
    return {
      exportedAt: this.clock.now(),
      ...person,
      messages: (await this.inbox.sources.message.load({ tenantId, userId: null }, ids)).map(({ data }) => ({
        ...data,
      })),
      files: await this.files(tenantId, ids),
      progress: { done, total: Math.max(done, total) },
      next,
    };
  }

  private async person(
    tenantId: Principal['tenantId'],
    { contactIds, conversationIds }: Scope,
  ): Promise<Record<string, unknown>> {
    const accounts = new Map((await this.accounts.entities(tenantId)).map((account) => [account.id, account]));
    const conversations = await this.db
      .selectFrom('conversation')
      .select(['id', 'accountId', 'contactId', 'state', 'createdAt', 'lastMessageAt', 'tags', 'priority'])
      .where('tenantId', '=', tenantId)
      .where('id', 'in', ['', ...conversationIds])
      .orderBy('id')
      .execute();
    return {
      ...(await this.contacts.card(tenantId, contactIds[0] ?? '')),
      conversations: conversations.map(({ accountId, tags, ...row }) => ({
        ...row,
        tags: tags === null ? [] : (JSON.parse(tags) as string[]),
        // Our own row: the id was made by newId.
        number: accounts.get(accountId as never)?.displayPhoneNumber ?? null,
      })),
    };
  }

  /** Conversation by conversation, in the order of the thread. */
  private async messages(
    tenantId: string,
    { conversationIds }: Scope,
    place: Place | null,
  ): Promise<(Omit<Place, 'done'> & { id: string })[]> {
    const ids = conversationIds.toSorted().filter((id) => place === null || id >= place.conversationId);
    const rows: (Omit<Place, 'done'> & { id: string })[] = [];
    for (const conversationId of ids) {
      const from = place?.conversationId === conversationId ? place : null;
      const found = await this.db
        .selectFrom('message')
        .select(['id', 'conversationId', 'at', 'seq'])
        .where('tenantId', '=', tenantId)
        .where('conversationId', '=', conversationId)
        .$if(from !== null, (query) =>
          query.where((eb) =>
            eb.or([
              eb('at', '>', from?.at ?? 0),
              eb.and([eb('at', '=', from?.at ?? 0), eb('seq', '>', from?.seq ?? 0)]),
            ]),
          ),
        )
        .orderBy('at')
        .orderBy('seq')
        .limit(perPart - rows.length)
        .execute();
      rows.push(...found);
      if (rows.length === perPart) break;
    }
    return rows;
  }

  private async files(tenantId: string, messageIds: readonly string[]): Promise<Part['files']> {
    return await this.db
      .selectFrom('mediaFile')
      .select(['id', 'messageId', 'kind', 'mimeType', 'filename', 'size', 'sha256', 'state'])
      .where('tenantId', '=', tenantId)
      .where('messageId', 'in', ['', ...messageIds])
      .execute();
  }
}

function writePlace({ conversationId, at, seq, done }: Place): string {
  return `${conversationId}.${at}.${seq}.${done}`;
}

function readPlace(text: string): Place {
  const [, conversationId, at, seq, done] = /^([0-9a-f-]{36})\.(\d{1,15})\.(\d{1,15})\.(\d{1,9})$/.exec(text) ?? [];
  if (conversationId === undefined) {
    throw new AppError('invalid_input', 'after: is not a place in an export', { details: { field: 'after' } });
  }
  return { conversationId, at: Number(at), seq: Number(seq), done: Number(done) };
}
