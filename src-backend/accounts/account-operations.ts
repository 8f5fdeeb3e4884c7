import { Injectable } from '@nestjs/common';
import type { AdminMutation } from '#shared/admin-mutation.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId } from '#shared/ids.ts';
import { FieldEdits } from '../operations/field-edits.ts';
import { OperationBook, type OperationWork } from '../operations/operation-book.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { toAccount } from './accounts.repository.ts';
import { type AccountRow, AccountsService } from './accounts.service.ts';

type Edit = Extract<AdminMutation, { type: 'account.edit' }>;

/** What admins do to a number from a desktop that may have been offline. */
@Injectable()
export class AccountOperations {
  constructor(
    book: OperationBook,
    private readonly edits: FieldEdits,
    private readonly accounts: AccountsService,
    private readonly changes: ChangeLog,
  ) {
    book.takes('account.edit', (work, edit) => this.edit(work, edit));
    book.takes('account.pause', async (work, { accountId }) => {
      const { isActive } = await this.row(work, accountId);
      if (isActive === 1) await this.setActive(work, accountId, false);
    });
  }

  private async edit(work: OperationWork, edit: Edit): Promise<void> {
    const { tx, principal } = work;
    const { tenantId } = principal;
    const { accountId } = edit;
    const row = await this.row(work, accountId);
    const now = edit.field === 'active' ? row.isActive === 1 : toAccount(row)[edit.field];
    if (!(await this.edits.isNews(tx, { tenantId, target: accountId }, edit, now))) return;
    if (edit.field === 'active') return await this.setActive(work, accountId, true);
    await this.accounts.edit(tx, principal, accountId, edit.field, edit.value);
    work.afterwards(() => this.changes.announce(tenantId));
  }

  private async setActive({ tx, principal, afterwards }: OperationWork, id: AccountId, isActive: boolean) {
    const row = await this.accounts.setActive(tx, principal, id, isActive);
    afterwards(() => {
      this.changes.announce(principal.tenantId);
      this.accounts.switchedOn(row);
    });
  }

  private async row({ tx, principal }: OperationWork, id: AccountId): Promise<AccountRow> {
    const row = await this.accounts.row(principal.tenantId, id, tx);
    if (row === undefined) throw new AppError('not_found', 'This number was removed');
    return row;
  }
}
