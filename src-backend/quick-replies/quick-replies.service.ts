import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { type LibraryItemId, newId, type TenantId } from '#shared/ids.ts';
import type { LibraryItem } from '#shared/library.ts';
import type { QuickReply } from '#shared/wire/quick-replies-routes.ts';
import type { Principal } from '../auth/principal.ts';
import { inInbox } from '../inbox/in-inbox.ts';
import type { InboxWork } from '../inbox/inbox-work.ts';
import { LibraryService } from '../library/library.service.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';

interface Written {
  shortcut: string;
  text: string;
}

interface Change {
  shortcut?: string | undefined;
  text?: string | undefined;
}

type QuickReplyItem = LibraryItem & { content: { kind: 'quickReply' } };

/** Canned texts that a company answers with again and again (M-9): those of the library that the team shares. */
@Injectable()
export class QuickReplies {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly library: LibraryService,
    private readonly changeLog: ChangeLog,
    private readonly clock: Clock,
  ) {}

  /** By shortcut. */
  async list(tenantId: TenantId): Promise<QuickReply[]> {
    return (await this.items(tenantId)).map(toView).toSorted((a, b) => (a.shortcut < b.shortcut ? -1 : 1));
  }

  /** Throws `conflict` when the shortcut is taken. */
  async create(principal: Principal, { shortcut, text }: Written): Promise<QuickReply> {
    const itemId = newId<LibraryItemId>();
    const content = { kind: 'quickReply' as const, shortcut, title: shortcut, text, media: null };
    await this.write(principal.tenantId, async (work) => {
      await this.library.save(work, principal, { itemId, expected: 0, shared: true, content });
    });
    return toView(await this.get(principal.tenantId, itemId));
  }

  /** Throws `not_found`, and `conflict` when the shortcut is another one's. */
  async change(principal: Principal, itemId: LibraryItemId, change: Change): Promise<QuickReply> {
    const { version: expected, content } = await this.get(principal.tenantId, itemId);
    const { shortcut = content.shortcut, text = content.text } = change;
    await this.write(principal.tenantId, async (work) => {
      await this.library.save(work, principal, {
        itemId,
        expected,
        shared: true,
        content: { ...content, shortcut, text },
      });
    });
    return toView(await this.get(principal.tenantId, itemId));
  }

  /** Throws `not_found`. */
  async remove(principal: Principal, itemId: LibraryItemId): Promise<void> {
    await this.get(principal.tenantId, itemId);
    await this.write(principal.tenantId, async (work) => await this.library.remove(work, principal, { itemId }));
  }

  private async items(tenantId: TenantId): Promise<QuickReplyItem[]> {
    const items = await this.library.list(tenantId, null);
    return items.filter((item): item is QuickReplyItem => item.content.kind === 'quickReply');
  }

  private async get(tenantId: TenantId, itemId: LibraryItemId): Promise<QuickReplyItem> {
    const found = (await this.items(tenantId)).find(({ id }) => id === itemId);
    if (found === undefined) throw new AppError('not_found', 'There is no such quick reply');
    return found;
  }

  private async write(tenantId: TenantId, act: (work: InboxWork) => Promise<void>): Promise<void> {
    const { db, clock, changeLog } = this;
    await inInbox({ db, clock, changeLog }, tenantId, act);
  }
}

function toView({ id, content: { shortcut, text }, updatedBy, updatedAt }: QuickReplyItem): QuickReply {
  return { id, shortcut, text, updatedBy, updatedAt: new Date(updatedAt).toISOString() };
}
