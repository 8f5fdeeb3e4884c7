import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { DeviceAccessModule } from '../devices/device-access.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { CloudApiModule } from '../whatsapp/cloud-api.module.ts';
import { MediaJob } from './media-job.ts';
import { MediaController } from './media.controller.ts';
import { MediaFiles } from './media-files.ts';
import { MediaRetention } from './media-retention.ts';
import { MediaUploads } from './media-uploads.ts';
import { MediaVault } from './media-vault.ts';
import { MediaWorker } from './media-worker.ts';
import { MetaFiles } from './meta-files.ts';
import { OutgoingStore } from './outgoing-store.ts';

/** The files of messages: fetched from Meta and uploaded to it, kept encrypted, handed out. */
@Module({
  imports: [AccountsModule, InboxModule, CloudApiModule, DeviceAccessModule],
  controllers: [MediaController],
  providers: [MediaFiles, MediaUploads, MediaVault, MetaFiles, MediaJob, MediaWorker, OutgoingStore, MediaRetention],
  exports: [MediaFiles, MediaJob, MediaRetention, MediaWorker],
})
export class MediaModule {}
