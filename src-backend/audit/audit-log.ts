import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '#shared/audit-entry.ts';
import type { UserId } from '#shared/ids.ts';
import { Clock } from '../platform/clock.ts';
import { type Db, type Tx, serialise } from '../platform/database/database.ts';
import { currentOrigin, type RequestOrigin } from '../platform/http/request-origin.ts';
import { chainHead, entryHash } from './audit-chain.ts';

/** Everything that is audited. A new act gets a new name here. */
export type AuditAction =
  | 'company.created'
  | 'login'
  | 'login.failed'
  | 'logout'
  | 'session.revoked'
  | 'session.token_reused'
  | 'session.proved'
  | 'user.created'
  | 'user.invited'
  | 'user.updated'
  | 'user.role_changed'
  | 'user.deactivated'
  | 'user.reactivated'
  | 'password.link_made'
  | 'password.link_withdrawn'
  | 'password.set'
  | 'second_factor.enabled'
  | 'second_factor.disabled'
  | 'second_factor.codes_renewed'
  | 'second_factor.recovery_used'
  | 'security.changed'
  | 'company.updated'
  | 'company.suspended'
  | 'company.resumed'
  | 'company.settled'
  | 'conversation.passed_on'
  | 'contact.exported'
  | 'contact.erasure_asked'
  | 'contact.erasure_cancelled'
  | 'contact.erased'
  | 'contact.created'
  | 'contact.updated'
  | 'contact.linked'
  | 'contact.unlinked'
  | 'contact.merged'
  | 'contact.unmerged'
  | 'contact.blocked'
  | 'contact.unblocked'
  | 'contact.consent'
  | 'account.added'
  | 'account.updated'
  | 'account.enabled'
  | 'account.disabled'
  | 'account.removed'
  | 'account.cannot_send'
  | 'account.can_send'
  | 'account.made_default'
  | 'account.token_expiring'
  | 'account.token_exchanged'
  | 'conversation.lease_overridden'
  | 'device.added'
  | 'device.connected'
  | 'device.disconnected'
  | 'device.reconnected'
  | 'device.removed'
  | 'endpoint.assigned'
  | 'endpoint.removed'
  | 'endpoint.unhealthy'
  | 'endpoint.healthy'
  | 'endpoint.credentials_wiped'
  | 'credentials.read'
  | 'credentials.refused'
  | 'signup.started'
  | 'signup.finished'
  | 'doctor.round_trip'
  | 'encryption.keys_rotated'
  | 'backup.restored'
  | 'token.created'
  | 'token.replaced'
  | 'token.revoked'
  | 'token.unusual_use'
  | 'campaign.created'
  | 'campaign.paused'
  | 'campaign.resumed'
  | 'campaign.cancelled'
  | 'outgoing_webhook.created'
  | 'outgoing_webhook.changed'
  | 'outgoing_webhook.removed'
  | 'outgoing_webhook.stopped'
  | 'outgoing_webhook.replayed'
  | 'library.saved'
  | 'library.removed'
  | 'operation.refused'
  | 'template.created'
  | 'template.edited'
  | 'template.deleted'
  | 'template.synced'
  | 'template.tested'
  | 'webhook.replayed';

type Details = Record<string, Json>;
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** When and how something was done that is written down only now. */
export interface Signature {
  madeAt: number | null;
  details: Details;
}

export interface NewAuditEntry {
  /** '' is the installation itself. */
  tenantId: string;
  /** null: nobody signed in, or the server itself. */
  actorId: string | null;
  action: AuditAction;
  target: string | null;
  /** Ids and settings, never a secret, an address someone typed or a message. */
  details?: Details;
  /** When a desktop that was offline did it, epoch ms; absent when it was done now. */
  madeAt?: number | null;
}

/** `action`: one, or the first word of all of its kind. `from`, `to`: epoch ms, `to` not included. */
export interface AuditQuery {
  before?: number | undefined;
  limit: number;
  actorId?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/**
 * The append-only record of who did what (S-64): written in the transaction of the act, refused to be changed by the
 * database ever after, and chained, so that a change made behind the database's back shows.
 */
@Injectable()
export class AuditLog {
  private readonly signatures = new WeakMap<Tx, Signature>();

  constructor(private readonly clock: Clock) {}

  /** All that this transaction will append was done then and like this. */
  sign(tx: Tx, signature: Signature): void {
    this.signatures.set(tx, signature);
  }

  async append(tx: Tx, entry: NewAuditEntry): Promise<void> {
    const signed = this.signatures.get(tx);
    const { tenantId, actorId, action, target, madeAt = signed?.madeAt ?? null } = entry;
    const details = { ...entry.details, ...signed?.details };
    const origin = currentOrigin();
    await serialise(tx, `audit:${tenantId}`);
    const head = await chainHead(tx, tenantId);
    const row = {
      tenantId,
      seq: head.seq + 1,
      at: this.clock.now(),
      madeAt,
      actorId,
      action,
      target,
      details: JSON.stringify(details),
      origin: origin === null ? null : JSON.stringify(origin),
    };
    await tx
      .insertInto('auditEntry')
      .values({ ...row, hash: entryHash(head.hash, row) })
      .execute();
  }

  /** Who changed a field of a thing last, and when (epoch ms); nulls when the log has nothing of it. */
  async lastChange(
    tx: Tx,
    tenantId: string,
    target: string,
    field: string,
  ): Promise<{ by: UserId | null; at: number | null }> {
    const rows = await tx
      .selectFrom('auditEntry')
      .select(['actorId', 'at', 'action', 'details'])
      .where('tenantId', '=', tenantId)
      .where('target', '=', target)
      .orderBy('seq', 'desc')
      .limit(100)
      .execute();
    const last = rows.find(({ action, details }) => {
      const { field: changed } = JSON.parse(details) as { field?: unknown };
      return changed === undefined ? action.endsWith('.updated') : changed === field;
    });
    // Written by append above.
    return { by: (last?.actorId ?? null) as UserId | null, at: last?.at ?? null };
  }

  /** When the first entry was written, epoch ms; null before there is one. */
  async beganAt(db: Db, tenantId: string): Promise<number | null> {
    const first = await db
      .selectFrom('auditEntry')
      .select('at')
      .where('tenantId', '=', tenantId)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    return first?.at ?? null;
  }

  /** Newest first; `before` is the seq of the last entry of the page before. */
  async list(db: Db, tenantId: string, asked: AuditQuery): Promise<AuditEntry[]> {
    const { before, limit, actorId, action, target, from, to } = asked;
    const rows = await db
      .selectFrom('auditEntry')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
      .$if(actorId !== undefined, (query) => query.where('actorId', '=', actorId ?? ''))
      .$if(action !== undefined, (query) =>
        query.where((or) => or.or([or('action', '=', action ?? ''), or('action', 'like', `${action}.%`)])),
      )
      .$if(target !== undefined, (query) => query.where('target', '=', target ?? ''))
      .$if(from !== undefined, (query) => query.where('at', '>=', from ?? 0))
      .$if(to !== undefined, (query) => query.where('at', '<', to ?? 0))
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      madeAt: row.madeAt,
      // Written by append above.
      actorId: row.actorId as UserId | null,
      action: row.action,
      target: row.target,
      details: JSON.parse(row.details) as Record<string, unknown>,
      origin: row.origin === null ? null : (JSON.parse(row.origin) as RequestOrigin),
    }));
  }
}
