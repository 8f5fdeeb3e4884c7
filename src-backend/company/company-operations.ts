import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CompanyEdit } from '#shared/company.ts';
import { AppError } from '#shared/error.ts';
import { StepUp } from '../auth/step-up.ts';
import { OperationBook } from '../operations/operation-book.ts';
import { CompanyService } from './company.service.ts';

/** What admins settle from their desktops, also from a train: one field at a time. */
@Injectable()
export class CompanyOperations implements OnModuleInit {
  constructor(
    private readonly book: OperationBook,
    private readonly company: CompanyService,
    private readonly stepUp: StepUp,
  ) {}

  onModuleInit(): void {
    this.book.takes('company.edit', async ({ tx, principal, afterwards }, { field, base, value }) => {
      const edit = CompanyEdit.safeParse({ field, base, value });
      if (!edit.success) {
        throw new AppError('invalid_input', 'This server does not take that: look at it once more', {
          details: { field },
        });
      }
      // Keeping less deletes, and never waits in a queue (ruling 29): without a fresh proof it is refused.
      const mayShorten = async (): Promise<void> => await this.stepUp.assertFresh(principal, tx);
      await this.company.apply(tx, principal, [edit.data], { mayShorten });
      afterwards(() => this.company.told(principal.tenantId));
    });
  }
}
