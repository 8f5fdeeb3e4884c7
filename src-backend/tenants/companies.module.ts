import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { AuthModule } from '../auth/auth.module.ts';
import { PeopleModule } from '../users/people.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { CompaniesService } from './companies.service.ts';
import { FirstAdmin } from './first-admin.ts';
import { SetUpService } from './set-up.service.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsModule } from './tenants.module.ts';

/** The first company, and what superadmins do about all of them. */
@Module({
  imports: [AccountsModule, AuditModule, UsersModule, PeopleModule, AuthModule, TenantsModule],
  controllers: [TenantsController],
  providers: [SetUpService, FirstAdmin, CompaniesService],
})
export class CompaniesModule {}
