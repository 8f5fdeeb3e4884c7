import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';

/** Puts a new first key of ENCRYPTION_KEYS to work without a restart (S-40). */
@Injectable()
export class KeyRotation {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly encryption: FieldEncryption,
    private readonly audit: AuditLog,
  ) {}

  /** Throws StartError when the settings can't be read; then nothing has changed. */
  async rotate({ userId }: Principal): Promise<{ current: string; rewrapped: number; left: number }> {
    const { readEncryptionKeys } = this.config;
    if (readEncryptionKeys !== null) this.encryption.use(await readEncryptionKeys());
    const outcome = await this.encryption.rewrap();
    await this.db.transaction().execute(async (tx) => {
      await this.audit.append(tx, {
        tenantId: '',
        actorId: userId,
        action: 'encryption.keys_rotated',
        target: null,
        details: { ...outcome },
      });
    });
    return outcome;
  }
}
