import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { toErrorShape } from '#shared/error.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { findSync } from './sync-runs.repository.ts';
import type { Waba } from './template-graph.ts';
import { TemplateSync } from './template-sync.ts';

const lookEveryMs = 5 * 60_000;
/** What webhooks have not told is found out after so long. */
const pollEveryMs = 60 * 60_000;
/** When Meta could not be asked. */
const retryMs = 10 * 60_000;

/** Reads the templates of every business account at start, hourly, and as soon as a number is connected. */
@Injectable()
export class TemplateWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private readonly cleanUp: (() => void)[] = [];

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly events: AccountEvents,
    private readonly sync: TemplateSync,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), lookEveryMs).unref();
    this.cleanUp.push(this.events.onCanSend(() => this.wake()));
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const step of this.cleanUp) step();
    if (this.timer !== null) clearInterval(this.timer);
    await this.settled();
  }

  /** There may be something to read. */
  wake(): void {
    this.again = true;
    if (this.stopped) return;
    this.running ??= this.look().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when all that is due has been read. */
  async settled(): Promise<void> {
    while (this.running !== null) await this.running;
    await this.sync.settled();
  }

  private async look(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        for (const waba of await this.wabas()) {
          if (this.stopped) return;
          if (await this.isDue(waba)) await this.read(waba);
        }
      } catch (error) {
        this.log.error('The templates could not be looked at', { error });
      }
    }
  }

  /** Each once, of all companies, that has a number which may speak to Meta. */
  private async wabas(): Promise<Waba[]> {
    const rows = (await this.accounts.withToken()).filter((row) => row.configured === 1 && row.cannotSend === null);
    const wabas = rows.map(({ tenantId, wabaId }) => ({ tenantId, wabaId }));
    return [...new Map(wabas.map((waba) => [`${waba.tenantId} ${waba.wabaId}`, waba])).values()];
  }

  private async isDue(waba: Waba): Promise<boolean> {
    const last = await findSync(this.db, waba);
    if (last === undefined) return true;
    const now = this.clock.now();
    if (last.error !== null) return now - last.startedAt >= retryMs;
    return last.finishedAt === null || now - last.finishedAt >= pollEveryMs;
  }

  private async read(waba: Waba): Promise<void> {
    try {
      await this.sync.sync(waba);
    } catch (error) {
      const { code, message } = toErrorShape(error);
      this.log.warn('The templates of a business account could not be read', {
        tenantId: waba.tenantId,
        code,
        kind: message,
      });
    }
  }
}
