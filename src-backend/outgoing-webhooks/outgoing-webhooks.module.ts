import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { AuthModule } from '../auth/auth.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { SyncModule } from '../sync/sync.module.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import { OutgoingWebhooksController } from './outgoing-webhooks.controller.ts';
import { SubscriptionsService } from './subscriptions.service.ts';
import { WebhookFeed } from './webhook-feed.ts';

/** Tells other systems what happens on an account. */
@Module({
  imports: [AccountsModule, AuditModule, AuthModule, InboxModule, OperationsModule, SyncModule],
  controllers: [OutgoingWebhooksController],
  providers: [SubscriptionsService, WebhookFeed, DeliveryWorker],
})
export class OutgoingWebhooksModule {}
