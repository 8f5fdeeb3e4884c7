import { Module } from '@nestjs/common';
import { InboxModule } from '../inbox/inbox.module.ts';
import { CrmInboxController } from './crm-inbox.controller.ts';

/** The inbox over plain HTTP, for a CRM. */
@Module({ imports: [InboxModule], controllers: [CrmInboxController] })
export class CrmInboxModule {}
