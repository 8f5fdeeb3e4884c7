import { Inject, Injectable } from '@nestjs/common';
import type { Conflict } from '#shared/admin-mutation.ts';
import { AppError } from '#shared/error.ts';
import { type LibraryContent, type LibraryItem, mergeContent } from '#shared/library.ts';
import type { MutationOf } from '#shared/mutation.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { may, type Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import type { InboxWork } from '../inbox/inbox-work.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import {
  deleteItem,
  findItem,
  type LibraryItemRow,
  listItems,
  toLibraryItem,
  upsertItem,
} from './library.repository.ts';

type Work = Pick<InboxWork, 'tx' | 'tenantId' | 'now' | 'addOther'>;

/** What is saved: `expected` is the version its writer saw, 0 for a new one; `base` what that version held. */
export type LibrarySave = Pick<MutationOf<'library.save'>, 'itemId' | 'expected' | 'shared' | 'content' | 'base'>;

const maxItems = 5000;

/** Quick replies, saved views and labels of a team and of its people. */
@Injectable()
export class LibraryService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
    private readonly audit: AuditLog,
  ) {}

  /** Of the team, and of this person. */
  async list(tenantId: string, userId: string | null): Promise<LibraryItem[]> {
    return (await listItems(this.db, tenantId, userId)).map(toLibraryItem);
  }

  /**
   * A newer version than the writer saw is a conflict, with that version in it (R-8b); when the writer says what they saw,
   * only where both changed the same field.
   */
  async save(work: Work, principal: Principal, save: LibrarySave): Promise<void> {
    const { itemId, shared } = save;
    const before = await findItem(work.tx, work.tenantId, itemId);
    if (before !== undefined) this.assertMine(principal, before);
    const now = before === undefined ? null : toLibraryItem(before);
    const content = contentOver(now, save);
    if (now !== null && now.version !== save.expected && isSame(content, now.content)) return;
    if (before?.ownerId === null && !shared) {
      throw new AppError('invalid_input', 'What is shared with the team stays so: make a copy for yourself', {
        details: { field: 'shared' },
      });
    }
    if (shared) this.assertMayShare(principal);
    const ownerId = shared ? null : principal.userId;
    await this.assertUnique(work, principal, { id: itemId, content });
    const { tenantId, now: updatedAt } = work;
    const { userId: updatedBy } = principal;
    const { kind } = content;
    const row = {
      tenantId,
      id: itemId,
      version: (before?.version ?? 0) + 1,
      ownerId,
      kind,
      content: JSON.stringify(content),
      updatedBy,
      updatedAt,
    };
    work.addOther({ entity: 'libraryItem', entityId: itemId, version: row.version, scopeUserId: ownerId }, async () => {
      await upsertItem(work.tx, row);
      const fields = Object.keys(content).filter(
        (field) => !isSame(fieldOf(content, field), fieldOf(now?.content, field)),
      );
      if (shared) await this.note(work, principal, 'library.saved', { itemId, kind, fields });
    });
  }

  async remove(
    work: Work,
    principal: Principal,
    { itemId }: Pick<MutationOf<'library.delete'>, 'itemId'>,
  ): Promise<void> {
    const before = await findItem(work.tx, work.tenantId, itemId);
    if (before === undefined) return;
    this.assertMine(principal, before);
    if (before.ownerId === null) this.assertMayShare(principal);
    const { version, ownerId: scopeUserId } = before;
    work.addOther(
      { entity: 'libraryItem', entityId: itemId, version: version + 1, scopeUserId, deleted: true },
      async () => {
        await deleteItem(work.tx, work.tenantId, itemId);
        if (before.ownerId === null) {
          await this.note(work, principal, 'library.removed', { itemId, kind: before.kind, fields: [] });
        }
      },
    );
  }

  /** One's own things are nobody else's business; what the whole team sees is audited. */
  private async note(
    { tx, tenantId }: Work,
    { userId: actorId }: Principal,
    action: 'library.saved' | 'library.removed',
    { itemId: target, kind, fields }: { itemId: string; kind: string; fields: string[] },
  ): Promise<void> {
    // Which fields, not what they hold: that is text for customers.
    const details = fields.length === 0 ? { kind } : { kind, fields };
    await this.audit.append(tx, { tenantId, actorId, action, target, details });
  }

  /** What a colleague keeps for themselves is not there for anyone else (S-60). */
  private assertMine({ userId }: Principal, { ownerId }: LibraryItemRow): void {
    if (ownerId !== null && ownerId !== userId) throw new AppError('not_found', 'There is no such thing any more');
  }

  private assertMayShare(principal: Principal): void {
    if (may(principal, 'library.share', this.config.inboxFloor)) return;
    throw new AppError('forbidden', 'Your role keeps things for you alone: ask a marketer or an admin to share them');
  }

  private async assertUnique(
    { tx, tenantId }: Work,
    { userId }: Principal,
    item: { id: string; content: LibraryContent },
  ): Promise<void> {
    const others = (await listItems(tx, tenantId, userId)).filter(({ id }) => id !== item.id);
    if (others.length >= maxItems) {
      throw new AppError('invalid_input', `There is room for ${maxItems} of them: delete some first`);
    }
    const name = nameOf(item.content);
    if (!others.map(toLibraryItem).some(({ content }) => nameOf(content) === name)) return;
    const { kind } = item.content;
    throw new AppError('conflict', 'There is already one of this name: choose another', {
      details: { field: kind === 'quickReply' ? 'shortcut' : 'name' },
    });
  }
}

/** What is written over what is there now. Throws `not_found` and `conflict`, with the first field that both changed. */
function contentOver(now: LibraryItem | null, { expected, content: mine, base }: LibrarySave): LibraryContent {
  if ((now?.version ?? 0) === expected) return mine;
  if (now === null) throw new AppError(base === undefined ? 'conflict' : 'not_found', 'It was deleted meanwhile');
  const { content, conflicts } =
    base === undefined ? { content: mine, conflicts: null } : mergeContent(base, mine, now.content);
  if (conflicts?.length === 0) return content;
  const [field] = conflicts ?? [];
  const told: Conflict | null =
    field === undefined
      ? null
      : {
          field,
          mine: fieldOf(mine, field),
          theirs: fieldOf(now.content, field),
          base: fieldOf(base, field),
          theirsBy: now.updatedBy,
          theirsAt: now.updatedAt,
        };
  throw new AppError('conflict', 'It was changed meanwhile', { details: { now, ...told } });
}

function fieldOf(content: LibraryContent | undefined, field: string): unknown {
  return content === undefined ? undefined : new Map(Object.entries(content)).get(field);
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Two of one kind are told apart by it. */
function nameOf(content: LibraryContent): string {
  return `${content.kind}:${(content.kind === 'quickReply' ? content.shortcut : content.name).toLowerCase()}`;
}
