import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ErasureCounts } from '#shared/erasure.ts';
import type { TenantId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { MediaRetention } from '../media/media-retention.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { eraseDeliveries, eraseMessages, eraseRest, eraseWebhooks, namesOf } from './erase-person.ts';
import { changeErasure, type ErasureRow, getErasure, insertDesktops, listOpenErasures } from './erasure.repository.ts';
import { countScope, getScope, refusalsOf, type Scope } from './scope.ts';
import { Suppressions } from './suppressions.ts';

const perStep = 200;
const longestSleepMs = 30_000;
const nothing: ErasureCounts = {
  conversations: 0,
  messages: 0,
  files: 0,
  notes: 0,
  consents: 0,
  names: 0,
  webhooks: 0,
};

/**
 * Erases people whose time has come: after a wait in which it can be called off, in small steps that a restart goes on
 * with, and last the person themselves together with the order to every desktop. A receipt stays, which names nobody.
 */
@Injectable()
export class ErasureRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private alarm: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly sessions: SessionsService,
    private readonly suppressions: Suppressions,
    private readonly bytes: MediaRetention,
    private readonly changes: ChangeLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    void this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.alarm !== null) clearTimeout(this.alarm);
    await this.running;
  }

  /** Resolves when everything that is due is erased; never rejects. */
  async wake(): Promise<void> {
    this.running = this.running.then(async () => await this.look());
    await this.running;
  }

  private async look(): Promise<void> {
    if (this.stopped) return;
    let next = Number.POSITIVE_INFINITY;
    try {
      for (const row of await listOpenErasures(this.db)) {
        if (this.stopped) return;
        if (row.beginsAt > this.clock.now()) next = Math.min(next, row.beginsAt);
        else await this.erase(row);
      }
    } catch (error) {
      next = this.clock.now() + longestSleepMs;
      this.log.error('A person could not be erased; it is tried again', { error });
    }
    if (this.alarm !== null) clearTimeout(this.alarm);
    if (next === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.min(Math.max(next - this.clock.now(), 1), longestSleepMs);
    this.alarm = setTimeout(() => void this.wake(), delayMs).unref();
  }

  private async erase(row: ErasureRow): Promise<void> {
    // Our own row: the id was made by newId.
    const tenantId = row.tenantId as TenantId;
    if (row.state === 'waiting') {
      const begun = { state: 'erasing', counts: JSON.stringify(nothing) };
      const isMine = await this.db.transaction().execute(async (tx) => await changeErasure(tx, row, 'waiting', begun));
      if (!isMine) return;
    }
    const key = await this.suppressions.keyOf(tenantId);
    const names = await namesOf(this.db, tenantId, await getScope(this.db, tenantId, row.contactId));
    const webhooks = await this.eraseWebhooks(tenantId, names);
    let isDone = false;
    while (!isDone && !this.stopped) {
      let blobs: string[] = [];
      isDone = await this.db.transaction().execute(async (tx) => {
        // In turn with what comes in: somebody who is just being erased may be writing.
        await serialise(tx, `inbox ${tenantId}`);
        const scope = await getScope(tx, tenantId, row.contactId);
        const current = await getErasure(tx, tenantId, row.id);
        const counts = JSON.parse(current.counts) as ErasureCounts;
        const kept = JSON.parse(current.scope) as Scope;
        const part = await eraseMessages(tx, tenantId, scope, perStep);
        blobs = part.blobs;
        scope.mediaIds = [...new Set([...kept.mediaIds, ...part.mediaIds])] as Scope['mediaIds'];
        const change: Partial<ErasureRow> = {
          scope: JSON.stringify(scope),
          counts: JSON.stringify({
            ...counts,
            messages: counts.messages + part.messages,
            files: scope.mediaIds.length,
          } satisfies ErasureCounts),
        };
        await changeErasure(tx, row, 'erasing', change);
        if (part.messages > 0) return false;
        await this.finish(tx, { ...current, ...change }, scope, { key, names, webhooks });
        return true;
      });
      await this.bytes.letGo(blobs);
    }
    if (isDone) this.changes.announce(tenantId);
  }

  private async eraseWebhooks(tenantId: string, names: readonly string[]): Promise<number> {
    let erased = 0;
    for (let after = 0; !this.stopped;) {
      const page = { after, limit: perStep };
      const step = await this.db.transaction().execute(async (tx) => await eraseWebhooks(tx, tenantId, names, page));
      if (step === null) break;
      erased += step.erased;
      after = step.after;
    }
    return erased;
  }

  /** The last step: the person, the receipt and what desktops are told are one transaction. */
  private async finish(
    tx: Tx,
    row: ErasureRow,
    scope: Scope,
    { key, names, webhooks }: { key: Awaited<ReturnType<Suppressions['keyOf']>>; names: string[]; webhooks: number },
  ): Promise<void> {
    const { tenantId } = row;
    const now = this.clock.now();
    const counts = JSON.parse(row.counts) as ErasureCounts;
    const { notes, consents, names: known } = await countScope(tx, tenantId, scope);
    const refusals = await refusalsOf(tx, tenantId, scope);
    await this.suppressions.keep(tx, tenantId, key, refusals, names);
    await eraseDeliveries(tx, tenantId, scope, names);
    const gone = await eraseRest(tx, tenantId, scope, names);
    const all: ErasureCounts = {
      ...counts,
      conversations: scope.conversationIds.length,
      notes,
      consents,
      names: known,
      webhooks,
    };
    const done = {
      state: 'done',
      finishedAt: now,
      counts: JSON.stringify(all),
      keptOptOut: refusals.length > 0 ? 1 : 0,
      version: row.version + 1,
    };
    await changeErasure(tx, row, 'erasing', done);
    await insertDesktops(tx, row, await this.sessions.listClients(tx, tenantId));
    await this.changes.append(tx, tenantId, [
      ...gone,
      { entity: 'erasure', entityId: row.id, version: row.version + 1 },
    ]);
    const { messages, files } = all;
    await this.audit.append(tx, {
      tenantId,
      actorId: row.requestedBy,
      action: 'contact.erased',
      target: row.contactId,
      details: { receipt: row.id, messages, files },
    });
  }
}
