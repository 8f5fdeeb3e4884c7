import { Module } from '@nestjs/common';
import { CloudApiClient } from './cloud-api.client.ts';

/** Meta's Graph API. A module of its own: sending needs it, and taking in webhooks needs sending. */
@Module({ providers: [CloudApiClient], exports: [CloudApiClient] })
export class CloudApiModule {}
