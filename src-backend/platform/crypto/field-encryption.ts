import { hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { v7 } from 'uuid';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../clock.ts';
import { DATABASE, type Db, type Tx } from '../database/database.ts';
import type { DataKeyTable } from '../database/tables.ts';
import { Log } from '../log/log.ts';
import type { KeyRing } from './key-ring.ts';
import { seal, unseal } from './seal.ts';

/** Where an encrypted value lives. It opens nowhere else. */
export interface Place {
  tenantId: string;
  table: string;
  column: string;
  rowId: string;
}

/**
 * Encrypts single columns (S-40). A value is `v1.<data key>.<iv>.<tag>.<ciphertext>`: encrypted with the tenant's data
 * key, which in turn is wrapped by a key of ENCRYPTION_KEYS. To rotate those, put a new key first and restart, or have
 * the settings read again: every data key is wrapped again, and the old key may go once none is left under it.
 */
@Injectable()
export class FieldEncryption implements OnApplicationBootstrap {
  private readonly opened = new Map<string, Buffer>();
  private ring: KeyRing;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.ring = config.encryptionKeys;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.rewrap();
  }

  async encrypt(tx: Tx, place: Place, plain: string): Promise<string> {
    const id = await this.currentKey(tx, place.tenantId);
    return `v1.${id}.${seal(await this.dataKey(tx, place.tenantId, id), Buffer.from(plain, 'utf8'), aad(place))}`;
  }

  /** Throws an Error when the value was tampered with, moved, or its key is not in ENCRYPTION_KEYS any more. */
  async decrypt(place: Place, encrypted: string, db: Db = this.db): Promise<string> {
    const [, id, sealed] = /^v1\.([^.]+)\.(.+)$/.exec(encrypted) ?? [];
    if (id === undefined || sealed === undefined) throw new Error(`${place.table}.${place.column} is not encrypted`);
    return unseal(await this.dataKey(db, place.tenantId, id), sealed, aad(place)).toString('utf8');
  }

  /**
   * A key for the files of a company, made of its newest data key, or of the data key `id`. It lives in memory only. Not
   * to be called inside a transaction.
   */
  async fileKey(tenantId: string, id?: string): Promise<{ id: string; key: Buffer }> {
    const from = id ?? (await this.db.transaction().execute(async (tx) => await this.currentKey(tx, tenantId)));
    const dataKey = await this.dataKey(this.db, tenantId, from);
    return { id: from, key: Buffer.from(hkdfSync('sha256', dataKey, '', `files of ${tenantId}`, 32)) };
  }

  /** From now on these keys wrap and open data keys. */
  use(ring: KeyRing): void {
    this.ring = ring;
  }

  /**
   * Wraps with the current key what is wrapped with another, key by key, so that it may be interrupted anywhere and goes
   * on at the next start. `left`: under a key that is no longer there.
   */
  async rewrap(): Promise<{ current: string; rewrapped: number; left: number }> {
    const { current } = this.ring;
    const old = await this.db.selectFrom('dataKey').selectAll().where('kekId', '!=', current).execute();
    let failed = 0;
    for (const row of old) {
      try {
        const wrapped = this.wrap(row, this.unwrap(row));
        await this.db.updateTable('dataKey').set({ kekId: current, wrapped }).where('id', '=', row.id).execute();
      } catch {
        failed++;
      }
    }
    if (failed > 0)
      this.log.error('Data keys are wrapped by a key that ENCRYPTION_KEYS no longer has', { count: failed });
    if (old.length > failed) this.log.info('Data keys were wrapped again', { count: old.length - failed });
    return { current, rewrapped: old.length - failed, left: failed };
  }

  private async currentKey(tx: Tx, tenantId: string): Promise<string> {
    const newest = await tx
      .selectFrom('dataKey')
      .select('id')
      .where('tenantId', '=', tenantId)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (newest !== undefined) return newest.id;
    const id = v7();
    const row = { id, tenantId, kekId: this.ring.current, createdAt: this.clock.now() };
    await tx
      .insertInto('dataKey')
      .values({ ...row, wrapped: this.wrap(row, randomBytes(32)) })
      .execute();
    return id;
  }

  private async dataKey(db: Db, tenantId: string, id: string): Promise<Buffer> {
    const known = this.opened.get(`${tenantId}|${id}`);
    if (known !== undefined) return known;
    const row = await db
      .selectFrom('dataKey')
      .selectAll()
      .where('id', '=', id)
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    if (row === undefined) throw new Error(`There is no data key ${id} of this tenant`);
    const key = this.unwrap(row);
    this.opened.set(`${tenantId}|${id}`, key);
    return key;
  }

  private wrap(row: Pick<DataKeyTable, 'id' | 'tenantId'>, key: Buffer): string {
    const { current, keys } = this.ring;
    return seal(kek(keys, current), key, aad(keyPlace(row)));
  }

  private unwrap(row: DataKeyTable): Buffer {
    return unseal(kek(this.ring.keys, row.kekId), row.wrapped, aad(keyPlace(row)));
  }
}

function keyPlace(row: Pick<DataKeyTable, 'id' | 'tenantId'>): Place {
  return { tenantId: row.tenantId, table: 'data_key', column: 'wrapped', rowId: row.id };
}

function kek(keys: ReadonlyMap<string, Buffer>, kid: string): Buffer {
  const key = keys.get(kid);
  if (key === undefined) throw new Error(`ENCRYPTION_KEYS has no key "${kid}"`);
  return key;
}

function aad(place: Place): string {
  return [place.tenantId, place.table, place.column, place.rowId].join('|');
}
