import { Inject, Injectable } from '@nestjs/common';
import { type Erasure, type ErasureCounts, erasureWaitMs } from '#shared/erasure.ts';
import { AppError } from '#shared/error.ts';
import { type ErasureId, newId, type TenantId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, serialise } from '../platform/database/database.ts';
import {
  changeErasure,
  confirmDesktop,
  getErasure,
  insertErasure,
  listErasures,
  toErasure,
  toOrder,
} from './erasure.repository.ts';
import { ErasureRunner } from './erasure-runner.ts';
import { countScope, getScope, refusalsOf } from './scope.ts';

/** Erasing people (S-62), as admins ask for it, call it off and follow it, and what desktops hear of it. */
@Injectable()
export class Erasures {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly sessions: SessionsService,
    private readonly runner: ErasureRunner,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** What it would delete. Throws `not_found`. */
  async count(
    tenantId: TenantId,
    contactId: string,
  ): Promise<{ counts: ErasureCounts; desktops: number; keepsOptOut: boolean }> {
    const scope = await getScope(this.db, tenantId, contactId);
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
      const scope = await getScope(tx, tenantId, contactId);
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
    void this.runner.wake();
    return await this.get(tenantId, id);
  }

  /** Throws `not_found`; `conflict` once it has begun. */
  async cancel({ tenantId, userId }: Principal, id: string): Promise<Erasure> {
    const row = await getErasure(this.db, tenantId, id);
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
    return await toErasure(this.db, await getErasure(this.db, tenantId, id), this.clock.now());
  }

  /** Newest first. */
  async list(tenantId: TenantId): Promise<Erasure[]> {
    const now = this.clock.now();
    const rows = await listErasures(this.db, tenantId);
    return await Promise.all(rows.map(async (row) => await toErasure(this.db, row, now)));
  }

  /** The desktop of this session has let go of its copy. */
  async confirm({ tenantId, clientId }: Principal, id: string): Promise<void> {
    await getErasure(this.db, tenantId, id);
    await confirmDesktop(this.db, { tenantId, id, clientId }, this.clock.now());
  }

  /** What desktops are told to let go of. */
  async orders(tenantId: string): Promise<ReturnType<typeof toOrder>[]> {
    return (await listErasures(this.db, tenantId, 'done')).map(toOrder);
  }
}
