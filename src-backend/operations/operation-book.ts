import { Injectable } from '@nestjs/common';
import { type AdminMutation, type AdminMutationType, targetOf } from '#shared/admin-mutation.ts';
import { AppError } from '#shared/error.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import type { Tx } from '../platform/database/database.ts';

/** One operation in the transaction of its mutation. */
export interface OperationWork {
  tx: Tx;
  principal: Principal;
  /** What is to happen once it is on disk. */
  afterwards: (tell: () => void) => void;
}

type Apply<T extends AdminMutationType> = (
  work: OperationWork,
  operation: Extract<AdminMutation, { type: T }>,
) => Promise<void>;

/** From this on an operation was made *before* it was applied: somebody was offline. */
const offlineFromMs = 5000;

/**
 * What admins do from their desktops, applied by the feature it is about: each feature says here what it takes. An
 * operation is judged by the rights of now, like everything, and its audit entries say when and where it was made.
 */
@Injectable()
export class OperationBook {
  private readonly known = new Map<AdminMutationType, (work: OperationWork, operation: never) => Promise<void>>();

  constructor(private readonly audit: AuditLog) {}

  takes<T extends AdminMutationType>(type: T, apply: Apply<T>): void {
    this.known.set(type, apply);
  }

  /** Throws AppError before anything was written. */
  async apply(work: OperationWork, operation: AdminMutation, now: number): Promise<void> {
    const apply = this.known.get(operation.type);
    if (apply === undefined) throw new AppError('invalid_input', 'This server does not know how to do that yet');
    this.sign(work.tx, work.principal, operation, now);
    // It was kept under this very type.
    await apply(work, operation as never);
  }

  /** Somebody tried what they may not, or not any more (§3.6 rule 3). */
  async refused(tx: Tx, principal: Principal, operation: AdminMutation, now: number): Promise<void> {
    this.sign(tx, principal, operation, now);
    await this.audit.append(tx, {
      tenantId: principal.tenantId,
      actorId: principal.userId,
      action: 'operation.refused',
      target: targetOf(operation),
      details: { type: operation.type, ...('field' in operation ? { field: operation.field } : {}) },
    });
  }

  /** What the audit log is told of the rest of this transaction: when and where it was made, and what was decided. */
  sign(
    tx: Tx,
    principal: Principal,
    { madeAt, decided }: Pick<AdminMutation, 'madeAt' | 'decided'>,
    now: number,
  ): void {
    const wasOffline = now - madeAt >= offlineFromMs;
    this.audit.sign(tx, {
      madeAt: wasOffline ? madeAt : null,
      details: {
        ...(wasOffline ? { client: principal.clientName } : {}),
        ...(decided === undefined ? {} : { decided }),
      },
    });
  }
}
