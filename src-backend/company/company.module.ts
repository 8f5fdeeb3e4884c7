import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { CompanyService } from './company.service.ts';

/** Apart from what is done by it: whoever keeps or sends something asks here. */
@Module({ imports: [AuditModule], providers: [CompanyService], exports: [CompanyService] })
export class CompanyModule {}
