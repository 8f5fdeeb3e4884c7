import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { MediaModule } from '../media/media.module.ts';
import { TemplateErrors } from './template-errors.ts';
import { TemplateWatch } from './template-watch.ts';
import { TemplatesController } from './templates.controller.ts';
import { TemplatesModule } from './templates.module.ts';
import { TemplatesService } from './templates.service.ts';

/** What people and programs do with templates, and keeping the copies fresh. */
@Module({
  imports: [AccountsModule, AuditModule, InboxModule, MediaModule, TemplatesModule],
  controllers: [TemplatesController],
  providers: [TemplatesService, TemplateWatch, TemplateErrors],
  exports: [TemplatesService],
})
export class TemplateWorkModule {}
