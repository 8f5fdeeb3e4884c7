import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { SuppressionsModule } from '../erasure/suppressions.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { CampaignResults } from './campaign-results.ts';
import { CampaignRunner } from './campaign-runner.ts';
import { CampaignsController } from './campaigns.controller.ts';
import { CampaignsService } from './campaigns.service.ts';

/** Templates to many people at once. */
@Module({
  imports: [AccountsModule, AuditModule, InboxModule, SuppressionsModule, TemplatesModule],
  controllers: [CampaignsController],
  providers: [CampaignsService, CampaignResults, CampaignRunner],
  exports: [CampaignsService],
})
export class CampaignsModule {}
