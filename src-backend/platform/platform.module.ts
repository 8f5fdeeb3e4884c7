import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from './clock.ts';
import { FieldEncryption } from './crypto/field-encryption.ts';
import { DATABASE, type Db } from './database/database.ts';
import { AccessPolicy } from './http/access-policy.ts';
import { PublicRequests } from './http/public-requests.ts';
import { RequestLimits } from './http/request-limits.ts';
import { Log } from './log/log.ts';
import { SecretReferences } from './secrets/secret-references.ts';

/** What every feature stands on: configuration, database, clock and log. */
@Global()
@Module({})
export class PlatformModule {
  static with(parts: { config: Config; db: Db; log: Log }): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: parts.config },
        { provide: DATABASE, useValue: parts.db },
        { provide: Log, useValue: parts.log },
        Clock,
        AccessPolicy,
        RequestLimits,
        PublicRequests,
        FieldEncryption,
        SecretReferences,
      ],
      exports: [
        CONFIG,
        DATABASE,
        Log,
        Clock,
        AccessPolicy,
        RequestLimits,
        PublicRequests,
        FieldEncryption,
        SecretReferences,
      ],
    };
  }
}
