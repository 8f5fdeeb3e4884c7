import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { Passwords, standardCost } from './passwords.ts';
import { UsersService } from './users.service.ts';

@Module({
  imports: [AuditModule],
  providers: [UsersService, { provide: Passwords, useFactory: () => new Passwords(standardCost) }],
  exports: [UsersService],
})
export class UsersModule {}
