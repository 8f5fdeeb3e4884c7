import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { Blocking } from './blocking.ts';
import { ContactsController } from './contacts.controller.ts';
import { ContactsService } from './contacts.service.ts';
import { ExternalContacts } from './external-contacts.ts';

@Module({
  imports: [AccountsModule, AuditModule, InboxModule, TenantsModule],
  controllers: [ContactsController],
  providers: [ContactsService, ExternalContacts, Blocking],
  exports: [ContactsService],
})
export class ContactsModule {}
