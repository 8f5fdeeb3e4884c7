import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { DeviceAccessModule } from '../devices/device-access.module.ts';
import { OperationsModule } from '../operations/operations.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { CloudApiModule } from '../whatsapp/cloud-api.module.ts';
import { PresenceBoardModule } from '../presence/presence-board.module.ts';
import { LibraryModule } from '../library/library.module.ts';
import { Schedule } from './scheduled/schedule.ts';
import { ContactDirectory } from './contact-directory.ts';
import { InboxEntities } from './inbox-entities.ts';
import { InboxPages } from './inbox-pages.ts';
import { ApplyMutation } from './mutations/apply-mutation.ts';
import { MutationEffects } from './mutations/mutation-effects.ts';
import { MutationsController } from './mutations/mutations.controller.ts';
import { MutationsService } from './mutations/mutations.service.ts';
import { OlderMessagesController } from './older-messages.controller.ts';
import { IdempotencyRetention } from './sending/idempotency-retention.ts';
import { InboxSending } from './sending/inbox-sending.ts';
import { OutgoingFiles } from './sending/outgoing-files.ts';
import { SendCall } from './sending/send-call.ts';
import { SendEvents } from './sending/send-events.ts';
import { SendQueue } from './sending/send-queue.ts';
import { SendSettlement } from './sending/send-settlement.ts';
import { SendWorker } from './sending/send-worker.ts';
import { TypingController } from './typing.controller.ts';

/** Contacts, conversations and messages, and what agents do with them. They change together, so they live together. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    PresenceBoardModule,
    LibraryModule,
    TemplatesModule,
    UsersModule,
    CloudApiModule,
    DeviceAccessModule,
    OperationsModule,
  ],
  controllers: [MutationsController, TypingController, OlderMessagesController],
  providers: [
    ContactDirectory,
    InboxEntities,
    ApplyMutation,
    MutationsService,
    MutationEffects,
    InboxPages,
    IdempotencyRetention,
    InboxSending,
    OutgoingFiles,
    SendCall,
    SendEvents,
    SendQueue,
    SendSettlement,
    SendWorker,
    Schedule,
  ],
  exports: [
    ContactDirectory,
    InboxEntities,
    InboxPages,
    InboxSending,
    MutationsService,
    OutgoingFiles,
    SendEvents,
    SendSettlement,
    SendWorker,
  ],
})
export class InboxModule {}
