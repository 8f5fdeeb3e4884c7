import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { AuthModule } from '../auth/auth.module.ts';
import { SuppressionsModule } from '../erasure/suppressions.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { MediaModule } from '../media/media.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { PresenceBoardModule } from '../presence/presence-board.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { AutoReplies } from './auto-replies.ts';
import { CompanyOperations } from './company-operations.ts';
import { CompanyController } from './company.controller.ts';
import { CompanyModule } from './company.module.ts';
import { PassingOn } from './passing-on.ts';
import { Retention } from './retention.ts';

/** What the server does by itself because a company has settled it. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    AuthModule,
    CompanyModule,
    SuppressionsModule,
    InboxModule,
    MediaModule,
    OperationsModule,
    PresenceBoardModule,
    UsersModule,
  ],
  controllers: [CompanyController],
  providers: [CompanyOperations, Retention, AutoReplies, PassingOn],
})
export class CompanyWorkModule {}
