import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { AuthModule } from '../auth/auth.module.ts';
import { InvitationsController } from './invitations.controller.ts';
import { PasswordLinks } from './password-links.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { PeopleOperations } from './people-operations.ts';
import { PeopleService } from './people.service.ts';
import { UsersController } from './users.controller.ts';
import { UsersModule } from './users.module.ts';

/** What admins do about people. Apart from UsersModule, which signing in stands on. */
@Module({
  imports: [AuditModule, UsersModule, AuthModule, OperationsModule],
  controllers: [UsersController, InvitationsController],
  providers: [PeopleService, PeopleOperations, PasswordLinks],
  exports: [PasswordLinks],
})
export class PeopleModule {}
