import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { EndTokens } from './end-tokens.ts';
import { TokenCheck } from './token-check.ts';
import { TokenOperations } from './token-operations.ts';
import { TokenUse } from './token-use.ts';

/** What the guard needs to know of tokens. Apart from IntegrationsModule, which needs what the guard protects. */
@Module({
  imports: [AuditModule, OperationsModule],
  providers: [TokenCheck, TokenUse, EndTokens, TokenOperations],
  exports: [TokenCheck, EndTokens],
})
export class IntegrationTokensModule {}
