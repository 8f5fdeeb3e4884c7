import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ConsentPurpose } from '#shared/contact.ts';
import { type Erasure, type ErasureCounts, erasureWaitMs } from '#shared/erasure.ts';
import { AppError } from '#shared/error.ts';
import { type ErasureId, newId, type TenantId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { findProfiles, parseProfile } from '../contacts/profiles.ts';
import { MediaRetention } from '../media/media-retention.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise, type Tx } from '../platform/database/database.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { eraseDeliveries, eraseMessages, eraseRest, eraseWebhooks, namesOf } from './erase-person.ts';
import {
  changeErasure,
  confirmDesktop,
  countScope,
  type ErasureRow,
  findErasure,
  findScope,
  insertDesktops,
  insertErasure,
  listErasures,
  listOpenErasures,
  type Scope,
  toErasure,
  toOrder,
} from './erasure.repository.ts';
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
 * Erases people (S-62): after a wait in which it can be called off, in small steps that a restart goes on with, and last
 * the person themselves together with the order to every desktop. A receipt stays, which names nobody.
 */
@Injectable()
export class Erasures implements OnApplicationBootstrap, OnApplicationShutdown {
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

  /** What it would delete. Throws `not_found`. */
  async count(
    tenantId: TenantId,
    contactId: string,
  ): Promise<{ counts: ErasureCounts; desktops: number; keepsOptOut: boolean }> {
    const scope = await this.scopeOf(this.db, tenantId, contactId);
    return {
      counts: await countScope(this.db, tenantId, scope),
      desktops: (await this.sessions.listClients(this.db, tenantId)).length,
      keepsOptOut: (await refusalsOf(this.db, tenantId, scope)).length > 0,
    };
  }

  /** Throws `not_found`, and `conflict` for somebody who is being erased already. */
  async ask({ tenantId, userId }: Principal, contactId: string): Promise<Erasure> {
    const id = newId<ErasureId>();
    await this.db.transaction().execute(async (tx) => {
      await serialise(tx, `inbox ${tenantId}`);
      const scope = await this.scopeOf(tx, tenantId, contactId);
      const open = (await listErasures(tx, tenantId)).filter(({ state }) => state === 'waiting' || state === 'erasing');
      const target = scope.contactIds[0] ?? contactId;
      if (open.some((one) => one.contactId === target)) {
        throw new AppError('conflict', 'This person is being erased already');
      }
      const now = this.clock.now();
      const counts = await countScope(tx, tenantId, scope);
      await insertErasure(tx, {
        tenantId,
        id,
        contactId: target,
        state: 'waiting',
        requestedBy: userId,
        requestedAt: now,
        beginsAt: now + erasureWaitMs,
        finishedAt: null,
        scope: JSON.stringify(scope),
        counts: JSON.stringify(counts),
        total: counts.messages,
        keptOptOut: 0,
        version: 1,
      });
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'contact.erasure_asked', target });
    });
    void this.wake();
    return await this.get(tenantId, id);
  }

  /** Throws `not_found`; `conflict` once it has begun. */
  async cancel({ tenantId, userId }: Principal, id: string): Promise<Erasure> {
    const row = await this.find(tenantId, id);
    await this.db.transaction().execute(async (tx) => {
      const finishedAt = this.clock.now();
      if (!(await changeErasure(tx, row, 'waiting', { state: 'cancelled', finishedAt }))) {
        throw new AppError('conflict', 'It has begun: what is gone does not come back');
      }
      const { contactId: target } = row;
      await this.audit.append(tx, { tenantId, actorId: userId, action: 'contact.erasure_cancelled', target });
    });
    return await this.get(tenantId, id);
  }

  async get(tenantId: TenantId, id: string): Promise<Erasure> {
    return await toErasure(this.db, await this.find(tenantId, id), this.clock.now());
  }

  /** Newest first. */
  async list(tenantId: TenantId): Promise<Erasure[]> {
    const now = this.clock.now();
    const rows = await listErasures(this.db, tenantId);
    return await Promise.all(rows.map(async (row) => await toErasure(this.db, row, now)));
  }

  /** The desktop of this session has let go of its copy. */
  async confirm({ tenantId, clientId }: Principal, id: string): Promise<void> {
    await this.find(tenantId, id);
    await confirmDesktop(this.db, { tenantId, id, clientId }, this.clock.now());
  }

  /** What desktops are told to let go of. */
  async orders(tenantId: string): Promise<ReturnType<typeof toOrder>[]> {
    return (await listErasures(this.db, tenantId, 'done')).map(toOrder);
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
    const names = await namesOf(this.db, tenantId, await this.scopeOf(this.db, tenantId, row.contactId));
    const webhooks = await this.eraseWebhooks(tenantId, names);
    let isDone = false;
    while (!isDone && !this.stopped) {
      let blobs: string[] = [];
      isDone = await this.db.transaction().execute(async (tx) => {
        // In turn with what comes in: somebody who is just being erased may be writing.
        await serialise(tx, `inbox ${tenantId}`);
        const scope = await this.scopeOf(tx, tenantId, row.contactId);
        const current = await this.find(tenantId, row.id, tx);
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

  private async find(tenantId: string, id: string, db: Db = this.db): Promise<ErasureRow> {
    const row = await findErasure(db, tenantId, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such receipt');
    return row;
  }

  private async scopeOf(db: Db, tenantId: string, contactId: string): Promise<Scope> {
    const scope = await findScope(db, tenantId, contactId);
    if (scope === null) throw new AppError('not_found', 'There is no such contact');
    return scope;
  }
}

/** The no's of the person to being written to. */
async function refusalsOf(
  db: Db,
  tenantId: string,
  { contactIds }: Scope,
): Promise<{ purpose: ConsentPurpose; at: number }[]> {
  const profiles = (await findProfiles(db, tenantId, contactIds)).map(parseProfile);
  return profiles.flatMap(({ consent }) =>
    (['marketing', 'messages'] as const).flatMap((purpose) => {
      const said = consent[purpose];
      return said?.state === 'out' ? [{ purpose, at: said.at }] : [];
    }),
  );
}
