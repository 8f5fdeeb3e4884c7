import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { CompanyModule } from '../company/company.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { MediaModule } from '../media/media.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { Ingest } from './ingest.ts';
import { WebhookRetention } from './webhook-retention.ts';
import { WebhookController } from './webhook.controller.ts';

@Module({
  imports: [AccountsModule, CompanyModule, InboxModule, MediaModule, TemplatesModule],
  controllers: [WebhookController],
  providers: [Ingest, WebhookRetention],
  exports: [Ingest],
})
export class WhatsappModule {}
