import { Inject, Injectable } from '@nestjs/common';
import { AppError, toErrorShape } from '#shared/error.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import type { MetaTemplate } from './from-meta.ts';
import { beginSync, endSync, findSync, listSyncs, noteSeen, type SyncRow } from './sync-runs.repository.ts';
import { TemplateGraph, type Waba } from './template-graph.ts';
import type { Unclear } from './template-news.ts';
import { type SyncFigures, TemplateStore } from './template-store.ts';

const none: SyncFigures = { seen: 0, added: 0, updated: 0, removed: 0, missed: 0 };
/** How often one name is read until nothing changes meanwhile. */
const mostReadings = 3;

/** Brings the copies up to date with Meta: whole business accounts, or one name. */
@Injectable()
export class TemplateSync {
  private readonly running = new Map<string, Promise<SyncFigures>>();
  private readonly refreshing = new Map<string, Promise<void>>();
  private readonly nextRefresh = new Map<string, Promise<void>>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly graph: TemplateGraph,
    private readonly store: TemplateStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The business accounts whose templates a company may use; of one number only. Throws `not_found`. */
  async wabasOf(tenantId: string, accountId?: string): Promise<string[]> {
    const accounts = (await this.accounts.entities(tenantId)).filter(({ provider }) => provider === 'meta_cloud');
    if (accountId === undefined) return [...new Set(accounts.map(({ wabaId }) => wabaId))];
    const account = accounts.find(({ id }) => id === accountId);
    if (account === undefined) {
      throw new AppError('not_found', 'There is no such number of WhatsApp’s Cloud API in your company', {
        details: { field: 'integrationId' },
      });
    }
    return [account.wabaId];
  }

  /** All templates of these business accounts, one after the other; the first failure is thrown after the others. */
  async syncAll(tenantId: string, wabaIds: readonly string[]): Promise<SyncFigures> {
    const sum = { ...none };
    let failure: unknown;
    for (const wabaId of wabaIds) {
      try {
        const { seen, added, updated, removed } = await this.sync({ tenantId, wabaId });
        sum.seen += seen;
        sum.added += added;
        sum.updated += updated;
        sum.removed += removed;
      } catch (error) {
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
    return sum;
  }

  /** Who asks while it runs gets the same answer. */
  async sync(waba: Waba): Promise<SyncFigures> {
    const key = keyOf(waba);
    const running = this.running.get(key) ?? this.run(waba).finally(() => this.running.delete(key));
    this.running.set(key, running);
    return await running;
  }

  /** The last or running sync of each of them, as far as there was one. */
  async progress(tenantId: string, wabaIds: readonly string[]): Promise<(SyncRow & { isRunning: boolean })[]> {
    const rows = await listSyncs(this.db, tenantId);
    return rows
      .filter(({ wabaId }) => wabaIds.includes(wabaId))
      .map((row) => ({ ...row, isRunning: this.running.has(keyOf(row)) }));
  }

  /** When all of it was last read; null when never. */
  async lastSync(waba: Waba): Promise<number | null> {
    return (await findSync(this.db, waba))?.finishedAt ?? null;
  }

  /**
   * One name in all its languages, asked for after the call: a reading that runs may have seen what was before, so all
   * who come meanwhile share the one after it. Throws as `sync` does.
   */
  async refresh(waba: Waba, name: string): Promise<void> {
    const key = `${keyOf(waba)} ${name}`;
    const planned = this.nextRefresh.get(key);
    if (planned !== undefined) return await planned;
    const running = this.refreshing.get(key);
    if (running === undefined) return await this.beginRefresh(key, waba, name);
    const begin = async () => {
      this.nextRefresh.delete(key);
      await this.beginRefresh(key, waba, name);
    };
    const next = running.then(begin, begin);
    this.nextRefresh.set(key, next);
    await next;
  }

  /** After webhooks that did not say enough. Never rejects: the next poll finds it, too. */
  async clearUp(unclear: readonly Unclear[]): Promise<void> {
    for (const { name, ...waba } of unclear) {
      await this.refresh(waba, name).catch((error: unknown) => {
        const { code, message } = toErrorShape(error);
        this.log.warn('A template that changed could not be read again', {
          tenantId: waba.tenantId,
          code,
          kind: message,
        });
      });
    }
  }

  /** What is on its way to Meta. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.running.values(), ...this.refreshing.values(), ...this.nextRefresh.values()]);
  }

  private async run(waba: Waba): Promise<SyncFigures> {
    await beginSync(this.db, waba, this.clock.now());
    try {
      const before = await this.store.versions(waba);
      const listed: MetaTemplate[] = [];
      for await (const page of this.graph.pages(waba)) {
        listed.push(...page);
        await noteSeen(this.db, waba, listed.length);
      }
      const figures = await this.store.takeOver(waba, listed, before);
      const { missed: _missed, ...counted } = figures;
      await endSync(this.db, waba, { ...counted, finishedAt: this.clock.now(), error: null });
      return figures;
    } catch (error) {
      await endSync(this.db, waba, { error: toErrorShape(error).message });
      throw error;
    }
  }

  private async beginRefresh(key: string, waba: Waba, name: string): Promise<void> {
    const reading = this.refreshNow(waba, name).finally(() => this.refreshing.delete(key));
    this.refreshing.set(key, reading);
    await reading;
  }

  private async refreshNow(waba: Waba, name: string): Promise<void> {
    for (let reading = 1; reading <= mostReadings; reading++) {
      const before = await this.store.versions(waba, name);
      const listed: MetaTemplate[] = [];
      for await (const page of this.graph.pages(waba, name)) listed.push(...page);
      if ((await this.store.takeOver(waba, listed, before, name)).missed === 0) return;
    }
  }
}

const keyOf = ({ tenantId, wabaId }: Waba): string => `${tenantId} ${wabaId}`;
