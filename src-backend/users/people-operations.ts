import { Injectable } from '@nestjs/common';
import { isRaise, type Role } from '#shared/permission.ts';
import type { SessionId, UserId } from '#shared/ids.ts';
import { SessionsService } from '../auth/sessions.service.ts';
import { FieldEdits } from '../operations/field-edits.ts';
import { OperationBook, type OperationWork } from '../operations/operation-book.ts';
import { PeopleService, type UserChange } from './people.service.ts';
import { roleOf, UsersService } from './users.service.ts';

/** What admins do about people from a desktop that may have been offline. */
@Injectable()
export class PeopleOperations {
  constructor(
    book: OperationBook,
    edits: FieldEdits,
    private readonly users: UsersService,
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
  ) {
    book.takes('user.edit', async (work, edit) => {
      const { tx, principal } = work;
      const { name } = await this.users.assertManages(principal, edit.userId, tx);
      const of = { tenantId: principal.tenantId, target: edit.userId };
      if (await edits.isNews(tx, of, edit, name)) await this.change(work, edit.userId, { name: edit.value });
    });
    book.takes('user.lower', (work, { userId, role }) => this.lower(work, userId, role));
    book.takes('user.disable', (work, { userId }) => this.change(work, userId, { active: false }));
    book.takes('session.revoke', (work, { userId, sessionId }) => this.signOut(work, userId, sessionId));
  }

  /** To that role at most: who has been lowered further meanwhile stays there. */
  private async lower(work: OperationWork, userId: UserId, role: Role): Promise<void> {
    const member = await this.users.assertManages(work.principal, userId, work.tx);
    if (isRaise(role, roleOf(member))) await this.change(work, userId, { role });
  }

  private async change({ tx, principal, afterwards }: OperationWork, userId: UserId, change: UserChange) {
    const { tell } = await this.people.change(tx, principal, userId, change);
    afterwards(tell);
  }

  private async signOut({ tx, principal, afterwards }: OperationWork, userId: UserId, sessionId: SessionId | null) {
    const ended =
      sessionId === null
        ? await this.people.endSessions(tx, principal, userId)
        : (await this.sessions.end(tx, principal, sessionId))
          ? [sessionId]
          : [];
    afterwards(() => this.sessions.ended(ended));
  }
}
