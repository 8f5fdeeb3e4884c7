import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { CredentialsController } from './credentials.controller.ts';
import { CredentialsService } from './credentials.service.ts';
import { KeyRotation } from './key-rotation.ts';
import { TenantNames } from './tenant-names.ts';
import { TokenWatch } from './token-watch.ts';

/** The credentials guide's routes, and the life of access tokens. */
@Module({
  imports: [AccountsModule, AuditModule],
  controllers: [CredentialsController],
  providers: [CredentialsService, KeyRotation, TenantNames, TokenWatch],
  exports: [TenantNames, TokenWatch],
})
export class CredentialsModule {}
