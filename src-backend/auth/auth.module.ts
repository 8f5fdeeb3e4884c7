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
import { MeController } from './me.controller.ts';
import { ProofGuard } from './proof.guard.ts';
import { SecondFactor } from './second-factor.ts';
import { SessionEvents } from './session-events.ts';
import { SessionsService } from './sessions.service.ts';
import { StepUp } from './step-up.ts';

@Module({
  imports: [AuditModule, UsersModule, IntegrationTokensModule],
  controllers: [AuthController, MeController],
  providers: [
    AccessTokens,
    SessionEvents,
    SessionsService,
    LoginService,
    LoginThrottle,
    SecondFactor,
    StepUp,
    // In this order: the second asks the person whom the first let in.
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: ProofGuard },
  ],
  exports: [AccessTokens, SessionEvents, SessionsService, SecondFactor, StepUp],
})
export class AuthModule {}
