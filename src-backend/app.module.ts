import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccountsModule } from './accounts/accounts.module.ts';
import { ApiDocsModule } from './api-docs/api-docs.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { CompanyWorkModule } from './company/company-work.module.ts';
import type { Config } from './config.ts';
import { CredentialsModule } from './credentials/credentials.module.ts';
import { ContactsModule } from './contacts/contacts.module.ts';
import { CrmInboxModule } from './crm-inbox/crm-inbox.module.ts';
import { DevicesModule } from './devices/devices.module.ts';
import { DoctorModule } from './doctor/doctor.module.ts';
import { EndpointsModule } from './endpoints/endpoints.module.ts';
import { ErasureModule } from './erasure/erasure.module.ts';
import { HealthModule } from './health/health.module.ts';
import { CampaignsModule } from './campaigns/campaigns.module.ts';
import { IntegrationsModule } from './integrations/integrations.module.ts';
import { InboxModule } from './inbox/inbox.module.ts';
import { MediaModule } from './media/media.module.ts';
import type { Db } from './platform/database/database.ts';
import { MetricsModule } from './metrics/metrics.module.ts';
import { OutgoingWebhooksModule } from './outgoing-webhooks/outgoing-webhooks.module.ts';
import { ErrorFilter } from './platform/http/error.filter.ts';
import type { Log } from './platform/log/log.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { ChangeLogModule } from './sync/change-log.module.ts';
import { PresenceModule } from './presence/presence.module.ts';
import { QuickRepliesModule } from './quick-replies/quick-replies.module.ts';
import { QueueIntakeModule } from './queue-intake/queue-intake.module.ts';
import { SignupModule } from './signup/signup.module.ts';
import { SyncModule } from './sync/sync.module.ts';
import { CompaniesModule } from './tenants/companies.module.ts';
import { TemplateWorkModule } from './templates/template-work.module.ts';
import { TenantsModule } from './tenants/tenants.module.ts';
import { PeopleModule } from './users/people.module.ts';
import { UsersModule } from './users/users.module.ts';
import { WebhooksModule } from './webhooks/webhooks.module.ts';
import { WhatsappModule } from './whatsapp/whatsapp.module.ts';

/** The whole backend. */
@Module({
  imports: [
    ChangeLogModule,
    AuditModule,
    UsersModule,
    PeopleModule,
    TenantsModule,
    CompaniesModule,
    AuthModule,
    AccountsModule,
    CredentialsModule,
    QueueIntakeModule,
    QuickRepliesModule,
    SignupModule,
    DoctorModule,
    WhatsappModule,
    WebhooksModule,
    InboxModule,
    ContactsModule,
    ErasureModule,
    CompanyWorkModule,
    IntegrationsModule,
    CampaignsModule,
    OutgoingWebhooksModule,
    CrmInboxModule,
    TemplateWorkModule,
    MediaModule,
    SyncModule,
    PresenceModule,
    DevicesModule,
    MetricsModule,
    EndpointsModule,
    HealthModule,
    ApiDocsModule,
  ],
  providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
})
export class AppModule {
  static with(parts: { config: Config; db: Db; log: Log }): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(parts)] };
  }
}
