import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { TenantsService } from './tenants.service.ts';

/** Which companies there are. Apart from CompaniesModule, so that anyone may ask. */
@Module({
  imports: [AuditModule, UsersModule],
  providers: [TenantsService],
  exports: [TenantsService],
})
export class TenantsModule {}
