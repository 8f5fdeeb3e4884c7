import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { FieldEdits } from './field-edits.ts';
import { OperationBook } from './operation-book.ts';

/** Operations of admins. The features that apply them import this, not the other way round. */
@Module({ imports: [AuditModule], providers: [OperationBook, FieldEdits], exports: [OperationBook, FieldEdits] })
export class OperationsModule {}
