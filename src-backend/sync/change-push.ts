import { Inject, Injectable } from '@nestjs/common';
import type { ChangePage } from '#shared/change.ts';
import type { TenantId } from '#shared/ids.ts';
import type { Heartbeat } from '#shared/wire/socket.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { Log } from '../platform/log/log.ts';
import { ChangePages } from './change-pages.ts';
import { ConnectionFacts } from './connection-facts.ts';

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

  /** There may be news. Never throws; what is missed here is found by the next heartbeat. */
  async poke(tenantId: TenantId, audience: Audience): Promise<void> {
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
    if (audience.isEmpty(tenantId)) {
      this.pushed.delete(tenantId);
      return;
    }
    const { epoch, seq } = await this.pages.head(tenantId);
    const last = this.pushed.get(tenantId);
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
