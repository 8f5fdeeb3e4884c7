import { Module } from '@nestjs/common';
import { PresenceBoard } from './presence-board.ts';

/** Apart from the gateway: the inbox asks whose an answer is, and the gateway stands above the inbox. */
@Module({ providers: [PresenceBoard], exports: [PresenceBoard] })
export class PresenceBoardModule {}
