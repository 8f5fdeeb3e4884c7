import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { QuickRepliesController } from './quick-replies.controller.ts';
import { QuickReplies } from './quick-replies.service.ts';

/** Canned texts. */
@Module({ imports: [AuditModule], controllers: [QuickRepliesController], providers: [QuickReplies] })
export class QuickRepliesModule {}
