import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { IntegrationTokensModule } from '../integrations/integration-tokens.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { AccountEvents } from './account-events.ts';
import { AccountOperations } from './account-operations.ts';
import { AccountSecrets } from './account-secrets.ts';
import { AccountViews } from './account-views.ts';
import { AccountWriter } from './account-writer.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsService } from './accounts.service.ts';
import { ConnectAccount } from './connect-account.ts';
import { DeviceAccounts } from './device-accounts.ts';
import { GraphApi } from './graph-api.ts';
import { GraphCheck } from './graph-check.ts';
import { NumberWatch } from './number-watch.ts';
import { TokenInspection } from './token-inspection.ts';
import { WebhookAddress } from './webhook-address.ts';

@Module({
  imports: [AuditModule, IntegrationTokensModule, OperationsModule, TenantsModule],
  controllers: [AccountsController],
  providers: [
    AccountOperations,
    AccountsService,
    AccountSecrets,
    AccountEvents,
    AccountViews,
    AccountWriter,
    ConnectAccount,
    DeviceAccounts,
    GraphApi,
    GraphCheck,
    NumberWatch,
    TokenInspection,
    WebhookAddress,
  ],
  exports: [
    AccountsService,
    AccountSecrets,
    AccountEvents,
    ConnectAccount,
    DeviceAccounts,
    GraphApi,
    GraphCheck,
    NumberWatch,
    TokenInspection,
    WebhookAddress,
  ],
})
export class AccountsModule {}
