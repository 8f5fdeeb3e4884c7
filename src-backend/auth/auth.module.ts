import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.ts';
import { IntegrationTokensModule } from '../integrations/integration-tokens.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { AccessTokens } from './access-tokens.ts';
import { AuthController } from './auth.controller.ts';
import { AuthGuard } from './auth.guard.ts';
import { LoginThrottle } from './login-throttle.ts';
import { LoginService } from './login.service.ts';
import { SessionEvents } from './session-events.ts';
import { SessionsService } from './sessions.service.ts';

@Module({
  imports: [AuditModule, UsersModule, IntegrationTokensModule],
  controllers: [AuthController],
  providers: [
    AccessTokens,
    SessionEvents,
    SessionsService,
    LoginService,
    LoginThrottle,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [AccessTokens, SessionEvents],
})
export class AuthModule {}
