import { Inject, Injectable } from '@nestjs/common';
import type { Change, ChangePage } from '#shared/change.ts';
import type { TenantId } from '#shared/ids.ts';
import type { Heartbeat } from '#shared/wire/socket.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { Log } from '../platform/log/log.ts';
import type { Appended } from './change-log.ts';
import { ChangePages } from './change-pages.ts';
import { ConnectionFacts } from './connection-facts.ts';
import { entityKey } from './entity-source.ts';

/** More than this is not pushed: whoever is that far behind pulls. */
const maxPushedChanges = 100;

/** Where pushes go. `except`: users who get a page of their own. */
export interface Audience {
  isEmpty(tenantId: TenantId): boolean;
  changes(tenantId: TenantId, to: { user: string } | { except: readonly string[] }, page: ChangePage): void;
  heartbeat(tenantId: TenantId, heartbeat: Heartbeat): void;
}

/**
 * Tells connected desktops what was committed: the changes themselves when they are few, else only how far the log has
 * come (R-5c). Each push begins where the last one ended. One tenant is handled one step after the other, and all that
 * is committed meanwhile goes into the next push.
 */
@Injectable()
export class ChangePush {
  private readonly pushed = new Map<TenantId, { epoch: string; seq: number }>();
  /** What was appended since the last push and need not be read. */
  private readonly atHand = new Map<TenantId, Appended[]>();
  /** Tenants being handled; true when there was news since. */
  private readonly running = new Map<TenantId, boolean>();

  constructor(
    private readonly pages: ChangePages,
    private readonly facts: ConnectionFacts,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async heartbeat(tenantId: TenantId): Promise<Heartbeat> {
    const { epoch, seq } = await this.pages.head(tenantId);
    return this.toHeartbeat(tenantId, epoch, seq);
  }

  /** There is news, `appended` is of it. Never throws; what is missed here is found by the next heartbeat. */
  async poke(tenantId: TenantId, audience: Audience, appended: readonly Appended[] = []): Promise<void> {
    this.atHand.set(tenantId, [...(this.atHand.get(tenantId) ?? []), ...appended]);
    if (this.running.has(tenantId)) {
      this.running.set(tenantId, true);
      return;
    }
    try {
      do {
        this.running.set(tenantId, false);
        await this.push(tenantId, audience);
      } while (this.running.get(tenantId) === true);
    } catch (error) {
      this.pushed.delete(tenantId);
      this.log.error('Changes could not be pushed', { tenantId, error });
    } finally {
      this.running.delete(tenantId);
    }
  }

  private async push(tenantId: TenantId, audience: Audience): Promise<void> {
    const atHand = this.atHand.get(tenantId) ?? [];
    this.atHand.delete(tenantId);
    if (audience.isEmpty(tenantId)) {
      this.pushed.delete(tenantId);
      return;
    }
    const last = this.pushed.get(tenantId);
    const ready = last === undefined ? null : joined(last, atHand);
    if (ready !== null) {
      audience.changes(tenantId, { except: [] }, ready);
      this.pushed.set(tenantId, { epoch: ready.epoch, seq: ready.upTo });
      return;
    }
    const { epoch, seq } = await this.pages.head(tenantId);
    if (last?.epoch === epoch && last.seq === seq) return;
    const after = last?.epoch === epoch ? last.seq : null;
    if (after === null || seq - after > maxPushedChanges) {
      audience.heartbeat(tenantId, this.toHeartbeat(tenantId, epoch, seq));
    } else {
      await this.pushRange(tenantId, { epoch, after, upTo: seq, head: seq }, audience);
    }
    this.pushed.set(tenantId, { epoch, seq });
  }

  private async pushRange(tenantId: TenantId, range: Omit<ChangePage, 'changes'>, audience: Audience): Promise<void> {
    const rows = await this.pages.rows(tenantId, range.after, range.upTo);
    const readers = [...new Set(rows.map((row) => row.scopeUserId).filter((id) => id !== null))];
    const changes = await this.pages.toChanges({ tenantId, userId: null }, rows);
    audience.changes(tenantId, { except: readers }, { ...range, changes });
    for (const userId of readers) {
      const own = await this.pages.toChanges({ tenantId, userId }, rows);
      audience.changes(tenantId, { user: userId }, { ...range, changes: own });
    }
  }

  private toHeartbeat(tenantId: TenantId, epoch: string, head: number): Heartbeat {
    const { whatsapp, webhookAt } = this.facts.of(tenantId);
    const webhook = { at: webhookAt, publicUrl: this.config.publicUrl !== null };
    return { epoch, head, serverTime: this.clock.now(), whatsapp, webhook };
  }
}

/** The page that what is at hand makes, if it begins where the last push ended, has no gap and is small; else null. */
function joined(last: { epoch: string; seq: number }, atHand: readonly Appended[]): ChangePage | null {
  const news = atHand.filter(({ upTo }) => upTo > last.seq);
  const end = news.reduce((seq: number, { after, upTo }) => (after === seq ? upTo : Number.NaN), last.seq);
  if (news.length === 0 || Number.isNaN(end) || end - last.seq > maxPushedChanges) return null;
  const newest = new Map<string, Change>();
  for (const { changes } of news) {
    const known = changes();
    if (known === null) return null;
    for (const change of known) {
      const key = entityKey(change.entity, change.id);
      newest.delete(key);
      newest.set(key, change);
    }
  }
  return { epoch: last.epoch, after: last.seq, upTo: end, head: end, changes: [...newest.values()] };
}
