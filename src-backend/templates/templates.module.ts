import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { TemplateEntities } from './template-entities.ts';
import { TemplateGate } from './template-gate.ts';
import { TemplateGraph } from './template-graph.ts';
import { TemplateStore } from './template-store.ts';
import { TemplateSync } from './template-sync.ts';

/** The copies of Meta's templates. What people do with them: TemplateWorkModule. */
@Module({
  imports: [AccountsModule],
  providers: [TemplateEntities, TemplateGate, TemplateGraph, TemplateStore, TemplateSync],
  exports: [TemplateEntities, TemplateGate, TemplateGraph, TemplateStore, TemplateSync],
})
export class TemplatesModule {}
