import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { AuthModule } from '../auth/auth.module.ts';
import { ContactsModule } from '../contacts/contacts.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { MediaModule } from '../media/media.module.ts';
import { ErasureController } from './erasure.controller.ts';
import { ErasureRunner } from './erasure-runner.ts';
import { Erasures } from './erasures.ts';
import { ExportPerson } from './export-person.ts';
import { SuppressionsModule } from './suppressions.module.ts';

/** Everything about one person: to hand out, and to forget. */
@Module({
  imports: [AccountsModule, AuditModule, AuthModule, ContactsModule, InboxModule, MediaModule, SuppressionsModule],
  controllers: [ErasureController],
  providers: [Erasures, ErasureRunner, ExportPerson],
  exports: [Erasures],
})
export class ErasureModule {}
