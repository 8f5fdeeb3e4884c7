import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import { tokenWarning } from '#shared/account.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { type AccountRow, AccountsService } from '../accounts/accounts.service.ts';
import { GraphApi } from '../accounts/graph-api.ts';
import { type TokenFacts, TokenInspection } from '../accounts/token-inspection.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';

const dayMs = 86_400_000;
/** A token that can be exchanged for a longer one is, this long before it ends. */
const exchangeMs = 14 * dayMs;

const Exchanged = z.object({ access_token: z.string().min(10) });

/**
 * Asks Meta about every token at start and daily (C-7): notes when it ends, warns 14, 7 and 1 days before, exchanges what
 * can be exchanged, holds the messages of a dead one and releases them when it lives again.
 */
@Injectable()
export class TokenWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly graph: GraphApi,
    private readonly inspection: TokenInspection,
    private readonly secrets: AccountSecrets,
    private readonly accounts: AccountsService,
    private readonly events: AccountEvents,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.checkAll(), dayMs).unref();
    void this.checkAll();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Never rejects: what can't be asked today is asked tomorrow. */
  async checkAll(): Promise<void> {
    this.running ??= this.run().finally(() => (this.running = null));
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      for (const row of await this.accounts.withToken()) await this.check(row);
    } catch (error) {
      this.log.error('The accounts’ tokens could not be looked at', { error });
    }
  }

  private async check(row: AccountRow): Promise<void> {
    const { tenantId, id: accountId } = row;
    try {
      const token = await this.secrets.accessToken(tenantId, accountId);
      const inspection = await this.inspection.inspect(token);
      if (!inspection.ok && inspection.refusal.code !== 190) return;
      const facts = inspection.ok ? inspection.facts : null;
      const mayExchange = facts !== null && !(await this.secrets.isKeptElsewhere(tenantId, accountId));
      const longer = mayExchange ? await this.exchange(token, facts) : null;
      await this.note(row, longer?.facts ?? facts, longer?.token ?? null);
    } catch (error) {
      // fetch's own word for a Meta that can't be reached: looked at again on the next day, and nothing to trace.
      if (error instanceof TypeError && error.message === 'fetch failed') {
        this.log.warn('WhatsApp could not be reached to look at an account’s token', { tenantId, accountId });
      } else {
        this.log.error('An account’s token could not be looked at', { tenantId, accountId, error });
      }
    }
  }

  /** Writes down what Meta said. `facts` null: the token is dead. */
  private async note(row: AccountRow, facts: TokenFacts | null, newToken: string | null): Promise<void> {
    // Our own rows: the ids were made by newId.
    const tenantId = row.tenantId as TenantId;
    const accountId = row.id as AccountId;
    const works = facts?.isValid === true && facts.missingScopes.length === 0;
    const canSendAgain = await this.db.transaction().execute(async (tx) => {
      const now = await this.accounts.row(tenantId, accountId, tx);
      // Another token was entered meanwhile: what was said is not about that.
      if (now === undefined || now.accessToken !== row.accessToken) return false;
      if (facts?.isValid === true) await this.noteEnd(tx, now, facts, newToken);
      else await this.accounts.markCannotSend(tx, tenantId, accountId, 'token');
      if (!works || now.cannotSend !== 'token') return false;
      return await this.accounts.markCannotSend(tx, tenantId, accountId, null);
    });
    this.changes.announce(tenantId);
    if (canSendAgain) this.events.canSend(tenantId, accountId);
  }

  private async noteEnd(tx: Tx, row: AccountRow, facts: TokenFacts, newToken: string | null): Promise<void> {
    const { tenantId, id } = row;
    const now = this.clock.now();
    const { expiresAt } = facts;
    const due = tokenWarning(expiresAt, now);
    const isWarned = due === null || (row.tokenWarnedDays !== null && row.tokenWarnedDays <= due);
    const isNews = newToken !== null || expiresAt !== row.tokenExpiresAt || !isWarned;
    const change = {
      tokenCheckedAt: now,
      tokenExpiresAt: expiresAt,
      tokenWarnedDays: due === null ? null : isWarned ? row.tokenWarnedDays : due,
      ...(newToken === null
        ? {}
        : { accessToken: await this.secrets.sealAccessToken(tx, tenantId, id, newToken), tokenSetAt: now }),
    };
    const changed = await this.accounts.noteToken(tx, tenantId, id, change);
    if (changed === undefined || !isNews) return;
    await this.changes.append(tx, tenantId, [{ entity: 'account', entityId: id, version: changed.version }]);
    const entry = { tenantId, actorId: null, target: id };
    if (newToken !== null) await this.audit.append(tx, { ...entry, action: 'account.token_exchanged' });
    if (isWarned) return;
    await this.audit.append(tx, { ...entry, action: 'account.token_expiring', details: { days: due, expiresAt } });
    this.log.warn('An access token will end soon: enter a new one', { tenantId, accountId: id, count: due });
  }

  /** A longer-lived token in place of one that ends soon, where Meta gives one: for people's own tokens only. */
  private async exchange(token: string, facts: TokenFacts): Promise<{ token: string; facts: TokenFacts } | null> {
    const { appId, appSecret } = this.config;
    const endsSoon = facts.expiresAt !== null && facts.expiresAt - this.clock.now() <= exchangeMs;
    if (!facts.isValid || facts.type !== 'USER' || !endsSoon || appId === null || appSecret === null) return null;
    const query = new URLSearchParams({
      grant_type: 'fb_exchange_token',
      client_id: appId,
      client_secret: appSecret,
      fb_exchange_token: token,
    });
    const answer = await this.graph.call('GET', `oauth/access_token?${query}`, null);
    const exchanged = Exchanged.safeParse(answer.ok ? answer.body : null);
    if (!exchanged.success) return null;
    const { access_token: longer } = exchanged.data;
    const inspection = await this.inspection.inspect(longer);
    return inspection.ok && inspection.facts.isValid ? { token: longer, facts: inspection.facts } : null;
  }
}
