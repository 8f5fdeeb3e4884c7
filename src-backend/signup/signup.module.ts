import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { CredentialsModule } from '../credentials/credentials.module.ts';
import { MetaAssets } from './meta-assets.ts';
import { SignupController } from './signup.controller.ts';
import { SignupService } from './signup.service.ts';
import { SignupStates } from './signup-states.ts';

/** Connecting a number in Meta's own dialog. */
@Module({
  imports: [AccountsModule, AuditModule, CredentialsModule],
  controllers: [SignupController],
  providers: [MetaAssets, SignupService, SignupStates],
})
export class SignupModule {}
