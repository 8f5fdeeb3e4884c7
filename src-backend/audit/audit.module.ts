import { Module } from '@nestjs/common';
import { AuditAnchors } from './audit-anchors.ts';
import { AuditLog } from './audit-log.ts';
import { AuditController } from './audit.controller.ts';

@Module({ controllers: [AuditController], providers: [AuditLog, AuditAnchors], exports: [AuditLog, AuditAnchors] })
export class AuditModule {}
