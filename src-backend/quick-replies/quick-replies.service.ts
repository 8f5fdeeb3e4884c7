import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { newId, type QuickReplyId, type TenantId, type UserId } from '#shared/ids.ts';
import type { QuickReply } from '#shared/wire/quick-replies-routes.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, isUniqueViolation, type Tx } from '../platform/database/database.ts';
import {
  deleteQuickReply,
  findQuickReply,
  insertQuickReply,
  listQuickReplies,
  type QuickReplyRow,
  updateQuickReply,
} from './quick-replies.repository.ts';

interface Written {
  shortcut: string;
  text: string;
}

interface Change {
  shortcut?: string | undefined;
  text?: string | undefined;
}

/** Canned texts that a company answers with again and again (M-9). */
@Injectable()
export class QuickReplies {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async list(tenantId: TenantId): Promise<QuickReply[]> {
    return (await listQuickReplies(this.db, tenantId)).map(toView);
  }

  /** Throws `conflict` when the shortcut is taken. */
  async create({ tenantId, userId }: Principal, written: Written): Promise<QuickReply> {
    const row = this.row({ tenantId, userId, id: newId<QuickReplyId>() }, written);
    return await this.write(row, 'quick_reply.created', (tx) => insertQuickReply(tx, row));
  }

  /** Throws `not_found`, and `conflict` when the shortcut is another one's. */
  async change({ tenantId, userId }: Principal, id: QuickReplyId, change: Change): Promise<QuickReply> {
    const old = await findQuickReply(this.db, tenantId, id);
    if (old === undefined) throw unknown();
    const { shortcut = old.shortcut, text = old.body } = change;
    const row = this.row({ tenantId, userId, id }, { shortcut, text });
    return await this.write(row, 'quick_reply.changed', (tx) => updateQuickReply(tx, row));
  }

  /** Throws `not_found`. */
  async remove({ tenantId, userId: actorId }: Principal, id: QuickReplyId): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      if (!(await deleteQuickReply(tx, tenantId, id))) throw unknown();
      await this.audit.append(tx, { tenantId, actorId, action: 'quick_reply.removed', target: id });
    });
  }

  private row(
    { tenantId, userId, id }: { tenantId: TenantId; userId: UserId; id: QuickReplyId },
    { shortcut, text }: Written,
  ): QuickReplyRow {
    const shortcutKey = shortcut.normalize('NFC').toLowerCase();
    return { tenantId, id, shortcut, shortcutKey, body: text, updatedBy: userId, updatedAt: this.clock.now() };
  }

  private async write(
    row: QuickReplyRow,
    action: 'quick_reply.created' | 'quick_reply.changed',
    act: (tx: Tx) => Promise<void>,
  ): Promise<QuickReply> {
    const { tenantId, id, shortcut, updatedBy: actorId } = row;
    try {
      await this.db.transaction().execute(async (tx) => {
        await act(tx);
        await this.audit.append(tx, { tenantId, actorId, action, target: id });
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const message = `There is a quick reply “${shortcut}” already: choose another shortcut`;
      throw new AppError('conflict', message, { details: { field: 'shortcut' }, cause: error });
    }
    return toView(row);
  }
}

function unknown(): AppError {
  return new AppError('not_found', 'There is no such quick reply');
}

function toView({ id, shortcut, body, updatedBy, updatedAt }: QuickReplyRow): QuickReply {
  return {
    // Our own row: the ids were made by newId.
    id: id as QuickReplyId,
    shortcut,
    text: body,
    updatedBy: updatedBy as UserId,
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
