import { Inject, Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { AppError } from '#shared/error.ts';
import type { TenantId, UserId } from '#shared/ids.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../platform/clock.ts';
import { FieldEncryption, type Place } from '../platform/crypto/field-encryption.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import * as factors from './second-factor.repository.ts';

interface Member {
  tenantId: TenantId;
  userId: UserId;
}

/** Clocks of phones may be half a minute off. */
const toleranceSeconds = 30;

/** The authenticator app beside the password (S-44): six digits that are good once, and recovery codes for a lost phone. */
@Injectable()
export class SecondFactor {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly encryption: FieldEncryption,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Must they give a code to sign in? */
  async isEnabled(member: Member): Promise<boolean> {
    const row = await factors.findSecondFactor(this.db, member);
    return row !== undefined && row.confirmedAt !== null;
  }

  async recoveryCodesLeft(member: Member): Promise<number> {
    return await factors.countRecoveryCodes(this.db, member);
  }

  /** A new secret, which asks for nothing until a code of it was typed. Throws `conflict` when one is in use. */
  async begin(member: Member, email: string): Promise<{ secret: string; uri: string }> {
    const { tenantId, userId } = member;
    const secret = generateSecret();
    await this.db.transaction().execute(async (tx) => {
      const present = await factors.findSecondFactor(tx, member);
      if (present !== undefined && present.confirmedAt !== null) {
        throw new AppError('conflict', 'You already have a second factor: switch it off before you set up another');
      }
      await factors.deleteSecondFactor(tx, member);
      await factors.insertSecondFactor(tx, {
        tenantId,
        userId,
        secret: await this.encryption.encrypt(tx, placeOf(member), secret),
        createdAt: this.clock.now(),
        confirmedAt: null,
        lastStep: 0,
      });
    });
    return { secret, uri: generateURI({ issuer: 'Parley', label: email, secret }) };
  }

  /** The first code shows that the app has the secret. Returns the recovery codes. Throws `invalid_input`. */
  async confirm(member: Member, code: string): Promise<string[]> {
    return await this.db.transaction().execute(async (tx) => {
      const row = await factors.findSecondFactor(tx, member);
      if (row === undefined || row.confirmedAt !== null) {
        throw new AppError('conflict', 'Begin with a new secret: none is waiting to be confirmed');
      }
      if (!(await this.takeDigits(tx, member, row.secret, code))) {
        throw new AppError('invalid_input', 'code: is not what the app shows now; check the clock of your phone', {
          details: { field: 'code' },
        });
      }
      await factors.confirmSecondFactor(tx, member, this.clock.now());
      await this.record(tx, member, 'second_factor.enabled');
      return await this.newCodes(tx, member);
    });
  }

  /** New recovery codes; those of before are worth nothing. Throws `conflict` without a second factor. */
  async renewCodes(member: Member): Promise<string[]> {
    return await this.db.transaction().execute(async (tx) => {
      const row = await factors.findSecondFactor(tx, member);
      if (row === undefined || row.confirmedAt === null) throw new AppError('conflict', 'You have no second factor');
      await this.record(tx, member, 'second_factor.codes_renewed');
      return await this.newCodes(tx, member);
    });
  }

  /** By its owner, or by an admin for somebody who lost their phone. */
  async disable(tx: Tx, member: Member, actorId: UserId): Promise<void> {
    if (await factors.deleteSecondFactor(tx, member)) await this.record(tx, member, 'second_factor.disabled', actorId);
  }

  /** Is this a good code, of the app or for recovery? It is good once. */
  async take(tx: Tx, member: Member, code: string): Promise<boolean> {
    const row = await factors.findSecondFactor(tx, member);
    if (row === undefined || row.confirmedAt === null) return false;
    if (await this.takeDigits(tx, member, row.secret, code)) return true;
    const isRecovery = await factors.takeRecoveryCode(tx, member, hashRecoveryCode(member.userId, code));
    if (isRecovery) await this.record(tx, member, 'second_factor.recovery_used');
    return isRecovery;
  }

  private async takeDigits(tx: Tx, member: Member, encrypted: string, code: string): Promise<boolean> {
    const token = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return false;
    const secret = await this.encryption.decrypt(placeOf(member), encrypted, tx);
    const epoch = Math.floor(this.clock.now() / 1000);
    const result = verifySync({ secret, token, epoch, epochTolerance: toleranceSeconds });
    return result.valid && (await factors.takeStep(tx, member, Math.floor(epoch / 30) + result.delta));
  }

  private async newCodes(tx: Tx, member: Member): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => hashRecoveryCode(member.userId, code));
    await factors.replaceRecoveryCodes(tx, member, hashes);
    return codes;
  }

  private async record(
    tx: Tx,
    { tenantId, userId }: Member,
    action: `second_factor.${'enabled' | 'disabled' | 'codes_renewed' | 'recovery_used'}`,
    actorId: UserId = userId,
  ): Promise<void> {
    await this.audit.append(tx, { tenantId, actorId, action, target: userId });
  }
}

function placeOf({ tenantId, userId }: Member): Place {
  return { tenantId, table: 'second_factor', column: 'secret', rowId: userId };
}
