import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { CONFIG, type Config } from '../config.ts';
import { FieldEncryption, type Place } from '../platform/crypto/field-encryption.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { isMeantAsReference, SecretUnreadable } from '../platform/secrets/secret-reference.ts';
import { SecretReferences } from '../platform/secrets/secret-references.ts';
import { type AccountRow, findAccount, findAccountOfAnyTenant, listActiveVerifyTokens } from './accounts.repository.ts';

/** The only place where an account's secrets are in the clear. Never log, never answer with what comes from here. */
@Injectable()
export class AccountSecrets {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly encryption: FieldEncryption,
    private readonly references: SecretReferences,
  ) {}

  /**
   * The token Meta knows the account by, from the database or from where that says it is kept. Throws
   * `account_cannot_send` when there is none or it can't be had, `unavailable` when it may be had in a moment.
   */
  async accessToken(tenantId: string, accountId: string): Promise<string> {
    return await this.follow(await this.storedToken(tenantId, accountId));
  }

  /** What somebody entered as a token: itself, or what it refers to. Throws as `accessToken` does. */
  async follow(entered: string): Promise<string> {
    try {
      return await this.references.resolve(entered);
    } catch (error) {
      throw asAppError(error);
    }
  }

  /** Is the token kept elsewhere, and is it another one there by now? Asked when Meta has refused the one we `used`. */
  async isReplaced(tenantId: string, accountId: string, used: string): Promise<boolean> {
    const stored = await this.storedToken(tenantId, accountId);
    if (!isMeantAsReference(stored)) return false;
    try {
      return (await this.references.resolveAnew(stored)) !== used;
    } catch (error) {
      throw asAppError(error);
    }
  }

  /** Is the token kept elsewhere? Then it is not ours to replace. */
  async isKeptElsewhere(tenantId: string, accountId: string): Promise<boolean> {
    return isMeantAsReference(await this.storedToken(tenantId, accountId));
  }

  /** What people may know of a stored token: enough to tell it from another. null: there is none here to be told of. */
  async describeToken({
    tenantId,
    id,
    accessToken,
  }: Pick<AccountRow, 'tenantId' | 'id' | 'accessToken'>): Promise<{ fingerprint: string; lastFour: string } | null> {
    if (accessToken === null) return null;
    const token = await this.storedToken(tenantId, id).catch(() => null);
    if (token === null || isMeantAsReference(token)) return null;
    return { fingerprint: digest(token).toString('hex').slice(0, 12), lastFour: token.slice(-4) };
  }

  private async storedToken(tenantId: string, accountId: string): Promise<string> {
    const row = await findAccount(this.db, tenantId, accountId);
    if (row?.accessToken == null) throw new AppError('account_cannot_send', 'This number has no access token');
    try {
      return await this.encryption.decrypt(tokenPlace(tenantId, accountId), row.accessToken);
    } catch (error) {
      const text = 'The access token of this number can no longer be decrypted; enter it again';
      throw new AppError('account_cannot_send', text, { cause: error });
    }
  }

  /** For the `access_token` column. */
  async sealAccessToken(tx: Tx, tenantId: string, accountId: string, token: string): Promise<string> {
    return await this.encryption.encrypt(tx, tokenPlace(tenantId, accountId), token);
  }

  /** For the `two_step_pin` column. */
  async sealTwoStepPin(tx: Tx, tenantId: string, accountId: string, pin: string): Promise<string> {
    return await this.encryption.encrypt(tx, pinPlace(tenantId, accountId), pin);
  }

  /** The PIN that we have set for the number's two-step verification; null when we haven't. */
  async twoStepPin(tenantId: string, accountId: string): Promise<string | null> {
    const row = await findAccount(this.db, tenantId, accountId);
    if (row?.twoStepPin == null) return null;
    return await this.encryption.decrypt(pinPlace(tenantId, accountId), row.twoStepPin);
  }

  /** Secret that signs webhooks: the account's own where it has one, else the app's. null: none is set. */
  async appSecret(accountId: string | null): Promise<string | null> {
    const row = accountId === null ? undefined : await findAccountOfAnyTenant(this.db, accountId);
    if (row?.appSecret == null) return this.config.appSecret;
    const place = { tenantId: row.tenantId, table: 'tenant_whatsapp_config', column: 'app_secret', rowId: row.id };
    return await this.encryption.decrypt(place, row.appSecret);
  }

  /**
   * Does a webhook's handshake know its verify token (ruling 26)? The shared callback takes the shared token or any
   * active account's own, an account's callback only that account's. Constant time.
   */
  async verifyTokenMatches(token: string, accountId: string | null): Promise<boolean> {
    const given = digest(token);
    let matches = false;
    for (const expected of await this.verifyTokens(accountId)) {
      if (timingSafeEqual(given, digest(expected))) matches = true;
    }
    return matches;
  }

  private async verifyTokens(accountId: string | null): Promise<string[]> {
    if (accountId !== null) {
      const row = await findAccountOfAnyTenant(this.db, accountId);
      return row === undefined || row.isActive !== 1 ? [] : [row.verifyToken];
    }
    const { verifyToken } = this.config;
    return [...(verifyToken === null ? [] : [verifyToken]), ...(await listActiveVerifyTokens(this.db))];
  }
}

function asAppError(error: unknown): unknown {
  if (!(error instanceof SecretUnreadable)) return error;
  const code = error.isTransient ? 'unavailable' : 'account_cannot_send';
  return new AppError(code, `The access token of this number is kept elsewhere: ${error.message}`, {
    details: { field: 'accessToken' },
  });
}

function tokenPlace(tenantId: string, accountId: string): Place {
  return { tenantId, table: 'tenant_whatsapp_config', column: 'access_token', rowId: accountId };
}

function pinPlace(tenantId: string, accountId: string): Place {
  return { tenantId, table: 'tenant_whatsapp_config', column: 'two_step_pin', rowId: accountId };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
