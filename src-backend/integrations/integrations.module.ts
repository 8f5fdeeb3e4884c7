import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { CampaignsModule } from '../campaigns/campaigns.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { TemplateWorkModule } from '../templates/template-work.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { IntegrationSending } from './integration-sending.ts';
import { IntegrationTemplates } from './integration-templates.ts';
import { IntegrationTokensController } from './integration-tokens.controller.ts';
import { IntegrationTokens } from './integration-tokens.service.ts';
import { IntegrationCampaignsController } from './integration-campaigns.controller.ts';
import { IntegrationsController } from './integrations.controller.ts';
import { IntegrationTokensModule } from './integration-tokens.module.ts';
import { LinkedFiles } from './linked-files.ts';
import { IntegrationReading } from './reading.ts';

/** Integration tokens and what programs do with them. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    CampaignsModule,
    InboxModule,
    IntegrationTokensModule,
    TemplatesModule,
    TemplateWorkModule,
  ],
  controllers: [IntegrationTokensController, IntegrationsController, IntegrationCampaignsController],
  providers: [IntegrationTokens, IntegrationSending, IntegrationReading, IntegrationTemplates, LinkedFiles],
})
export class IntegrationsModule {}
