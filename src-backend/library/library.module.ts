import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { LibraryService } from './library.service.ts';

@Module({ imports: [AuditModule], providers: [LibraryService], exports: [LibraryService] })
export class LibraryModule {}
