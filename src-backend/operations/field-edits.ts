import { Injectable } from '@nestjs/common';
import type { Conflict } from '#shared/admin-mutation.ts';
import { AppError } from '#shared/error.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tx } from '../platform/database/database.ts';

/** One field of one thing, as its editor saw it and wants it. */
export interface FieldEdit {
  field: string;
  base: unknown;
  value: unknown;
}

/** Two people's edits of the same things: different fields are both kept, the same field is asked about (§3.6 rule 2). */
@Injectable()
export class FieldEdits {
  constructor(private readonly audit: AuditLog) {}

  /** Is there something to write? Throws `conflict` when somebody else has changed the field since. */
  async isNews(
    tx: Tx,
    of: { tenantId: string; target: string },
    { field, base, value: mine }: FieldEdit,
    theirs: unknown,
  ): Promise<boolean> {
    if (isSame(theirs, mine)) return false;
    if (isSame(theirs, base)) return true;
    const { by, at } = await this.audit.lastChange(tx, of.tenantId, of.target, field);
    const details: Conflict = { field, mine, theirs, base, theirsBy: by, theirsAt: at };
    throw new AppError('conflict', 'Somebody else has changed this meanwhile', { details });
  }
}

/** Plain JSON whose members come in the order of their schema. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
