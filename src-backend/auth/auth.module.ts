import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokens } from './access-tokens.ts';
import { AuthGuard } from './auth.guard.ts';
import { SessionEvents } from './session-events.ts';

@Module({
  providers: [AccessTokens, SessionEvents, { provide: APP_GUARD, useClass: AuthGuard }],
  exports: [AccessTokens, SessionEvents],
})
export class AuthModule {}
