import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { DoctorController } from './doctor.controller.ts';
import { DoctorService } from './doctor.service.ts';
import { MetaInterview } from './meta-facts.ts';
import { RoundTrip } from './round-trip.ts';
import { WebhookProbe } from './webhook-probe.ts';

/** The connection doctor: what is wrong with an account, and what to do about it. */
@Module({
  imports: [AccountsModule, AuditModule, InboxModule],
  controllers: [DoctorController],
  providers: [DoctorService, MetaInterview, RoundTrip, WebhookProbe],
})
export class DoctorModule {}
