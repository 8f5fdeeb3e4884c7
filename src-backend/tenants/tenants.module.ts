import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { FirstAdmin } from './first-admin.ts';
import { SetUpService } from './set-up.service.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsService } from './tenants.service.ts';

@Module({
  imports: [AuditModule, UsersModule],
  controllers: [TenantsController],
  providers: [TenantsService, SetUpService, FirstAdmin],
  exports: [TenantsService],
})
export class TenantsModule {}
