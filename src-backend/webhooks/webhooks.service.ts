import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { Inspected, StoredWebhook } from '#shared/wire/webhooks-routes.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { InboxPages } from '../inbox/inbox-pages.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { bodyFor, readable } from './body-for.ts';
import { outcomesOf } from './outcomes.ts';
import { replayWebhooks } from './replay.ts';
import { findWebhook, listWebhooks, type WebhookFilter, type WebhookScope } from './webhooks.repository.ts';

/** The webhook inspector (ruling 30: the one place where payloads are seen). */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly inbox: InboxPages,
    private readonly audit: AuditLog,
    private readonly changeLog: ChangeLog,
  ) {}

  async list(principal: Principal, filter: WebhookFilter): Promise<StoredWebhook[]> {
    return await listWebhooks(this.db, scopeOf(principal), filter);
  }

  async inspect(principal: Principal, id: number): Promise<Inspected> {
    const { tenantId } = principal;
    const { webhook, provider, body, tenantId: owner } = await this.get(principal, id);
    // Nobody's messages are for nobody to read (ruling 51): only that they came, and why they wait.
    if (owner === null) return { webhook, body: null, outcomes: [] };
    const outcomes = await outcomesOf({ db: this.db, inbox: this.inbox }, tenantId, { provider, body });
    // A gateway speaks of one device, which is one company's.
    if (provider === 'gateway') return { webhook, body: readable(body), outcomes };
    const accounts = await this.accounts.list(tenantId);
    const numbers = new Set(accounts.map(({ phoneNumberId }) => phoneNumberId));
    const wabas = new Set(accounts.map(({ wabaId }) => wabaId));
    return { webhook, body: bodyFor(body, { numbers, wabas }), outcomes };
  }

  /** Throws `not_found`. */
  async replay(principal: Principal, id: number): Promise<Inspected & { news: number }> {
    await this.get(principal, id);
    const { appended, changed } = await replayWebhooks({ db: this.db, changeLog: this.changeLog }, id);
    for (const [tenantId, what] of appended) this.changeLog.announce(tenantId, what);
    const { tenantId, userId: actorId } = principal;
    await this.db.transaction().execute(async (tx) => {
      const details = { changed: changed > 0 };
      await this.audit.append(tx, { tenantId, actorId, action: 'webhook.replayed', target: String(id), details });
    });
    return { ...(await this.inspect(principal, id)), news: changed };
  }

  private async get(principal: Principal, id: number) {
    const found = await findWebhook(this.db, scopeOf(principal), id);
    if (found === undefined) throw new AppError('not_found', 'There is no such webhook; they are kept for 8 days');
    return found;
  }
}

/** What was for nobody here is the installation's matter. */
const scopeOf = ({ tenantId, superadmin }: Principal): WebhookScope => ({ tenantId, withNobodys: superadmin });
