import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { SyncModule } from '../sync/sync.module.ts';
import { PresenceBoardModule } from './presence-board.module.ts';
import { PresenceGateway } from './presence.gateway.ts';

@Module({ imports: [AuditModule, PresenceBoardModule, SyncModule], providers: [PresenceGateway] })
export class PresenceModule {}
