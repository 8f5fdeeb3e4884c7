import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuthModule } from '../auth/auth.module.ts';
import { CompanyModule } from '../company/company.module.ts';
import { ErasureModule } from '../erasure/erasure.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { LibraryModule } from '../library/library.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { Compaction } from './compaction.ts';
import { ChangePages } from './change-pages.ts';
import { ChangePush } from './change-push.ts';
import { Entities } from './entities.ts';
import { Snapshots } from './snapshots.ts';
import { SocketAdmission } from './socket-admission.ts';
import { SyncController } from './sync.controller.ts';
import { SyncGateway } from './sync.gateway.ts';

@Module({
  imports: [
    LibraryModule,
    AuthModule,
    CompanyModule,
    ErasureModule,
    TenantsModule,
    UsersModule,
    AccountsModule,
    InboxModule,
    TemplatesModule,
  ],
  controllers: [SyncController],
  providers: [Compaction, Entities, ChangePages, Snapshots, ChangePush, SocketAdmission, SyncGateway],
  exports: [ChangePages, SocketAdmission],
})
export class SyncModule {}
