import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { passwordCost, Passwords } from './passwords.ts';
import { UsersService } from './users.service.ts';

@Module({
  imports: [AuditModule],
  providers: [UsersService, { provide: Passwords, useFactory: () => new Passwords(passwordCost(process.env)) }],
  exports: [UsersService],
})
export class UsersModule {}
