import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.ts';
import { AuditController } from './audit.controller.ts';

@Module({ controllers: [AuditController], providers: [AuditLog], exports: [AuditLog] })
export class AuditModule {}
