import { Global, Module } from '@nestjs/common';
import { ChangeLog } from './change-log.ts';
import { ConnectionFacts } from './connection-facts.ts';

/** The one ChangeLog of the process. A module of its own because everything writes to it and it needs nobody. */
@Global()
@Module({ providers: [ChangeLog, ConnectionFacts], exports: [ChangeLog, ConnectionFacts] })
export class ChangeLogModule {}
