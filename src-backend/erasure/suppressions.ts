import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '#shared/contact.ts';
import { personOf } from '../contacts/person.ts';
import { FieldEncryption } from '../platform/crypto/field-encryption.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';

/** A key that lives in memory only, and the data key it is made of. */
interface HashKey {
  id: string;
  key: Buffer;
}

/**
 * The no of people who were erased: nothing is left of them but a keyed hash of what they were called at WhatsApp, which
 * leads to nobody, and by which they are known again should somebody enter them once more.
 */
@Injectable()
export class Suppressions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly encryption: FieldEncryption,
  ) {}

  /** To be had before the transaction in which `keep` runs. */
  async keyOf(tenantId: string, id?: string): Promise<HashKey> {
    const from = await this.encryption.fileKey(tenantId, id);
    return { id: from.id, key: Buffer.from(hkdfSync('sha256', from.key, '', `erased names of ${tenantId}`, 32)) };
  }

  async keep(
    tx: Tx,
    tenantId: string,
    { id: keyId, key }: HashKey,
    refusals: readonly { purpose: ConsentPurpose; at: number }[],
    names: readonly string[],
  ): Promise<void> {
    const rows = refusals.flatMap(({ purpose, at }) =>
      names.map((name) => ({ tenantId, hash: hashOf(key, name), keyId, purpose, at })),
    );
    if (rows.length === 0) return;
    await tx
      .insertInto('suppressedName')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /**
   * Answers for contacts of a company, each with whoever is merged with it: are they somebody who said no before they
   * were erased? To be had before the transaction in which it is asked.
   */
  async refusals(tenantId: string): Promise<(db: Db, contactId: string) => Promise<boolean>> {
    const kept = await this.db
      .selectFrom('suppressedName')
      .select('keyId')
      .distinct()
      .where('tenantId', '=', tenantId)
      .execute();
    const keys = await Promise.all(kept.map(async ({ keyId }) => await this.keyOf(tenantId, keyId)));
    if (keys.length === 0) return async () => false;
    return async (db, contactId) => {
      const names = await db
        .selectFrom('contactAlias')
        .select('value')
        .where('tenantId', '=', tenantId)
        .where('contactId', 'in', ['', ...(await personOf(db, tenantId, contactId))])
        .execute();
      const hashes = keys.flatMap(({ key }) => names.map(({ value }) => hashOf(key, value)));
      if (hashes.length === 0) return false;
      const row = await db
        .selectFrom('suppressedName')
        .select('hash')
        .where('tenantId', '=', tenantId)
        .where('hash', 'in', hashes)
        .executeTakeFirst();
      return row !== undefined;
    };
  }
}

const hashOf = (key: Buffer, name: string): string => createHmac('sha256', key).update(name).digest('hex');
