import { Inject, Injectable } from '@nestjs/common';
import type { Verification } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { TenantId } from '#shared/ids.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { type AccountRow, AccountsService } from '../accounts/accounts.service.ts';
import { ConnectAccount } from '../accounts/connect-account.ts';
import { defaultOf } from '../accounts/default-account.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import type { ParsedBody } from '../platform/http/contract.ts';
import type { NamedTenant } from './tenant-names.ts';

/** What the credentials guide does with an account's access token: store it, and hand it to services. */
@Injectable()
export class CredentialsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly connectAccount: ConnectAccount,
    private readonly secrets: AccountSecrets,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `conflict` when another company has the number. What Meta says is no error (ruling 22). */
  async configure(
    { tenantId, userId }: NamedTenant,
    body: ParsedBody<'putWhatsappConfig'>,
  ): Promise<{ row: AccountRow; verification: Verification }> {
    const { wabaId, displayPhoneNumber, verifyToken, ...entered } = body;
    const { row, verification } = await this.connectAccount
      .connect(
        { tenantId, userId },
        {
          ...entered,
          businessAccountId: wabaId,
          phoneNumber: displayPhoneNumber,
          webhookVerifyToken: verifyToken,
        },
      )
      .catch((error: unknown) => {
        throw inTheirWords(error);
      });
    return { row, verification: { ...verification, field: theirName(verification.field) } };
  }

  /**
   * The token of a number, or of the company's default account. Every read is written down, also a refused one. Throws
   * `not_found` in the credentials guide's words, and `forbidden` when the token is not ours to give.
   */
  async read(tenantId: TenantId, phoneNumberId: string | undefined): Promise<{ accessToken: string }> {
    const account = choose(await this.accounts.list(tenantId), phoneNumberId);
    const refusal = refusalOf(account);
    const accessToken =
      account === undefined || refusal !== null ? null : await this.secrets.accessToken(tenantId, account.id);
    await this.db.transaction().execute(async (tx) => {
      await this.audit.append(tx, {
        tenantId,
        actorId: null,
        action: accessToken === null ? 'credentials.refused' : 'credentials.read',
        target: account?.id ?? null,
        details: { phoneNumberId: phoneNumberId ?? null },
      });
    });
    if (accessToken === null) throw refusal ?? notFound();
    return { accessToken };
  }
}

function choose(rows: readonly AccountRow[], phoneNumberId: string | undefined): AccountRow | undefined {
  return phoneNumberId === undefined ? defaultOf(rows) : rows.find((row) => row.phoneNumberId === phoneNumberId);
}

function refusalOf(account: AccountRow | undefined): AppError | null {
  if (account === undefined) return notFound();
  if (account.credentialSource === 'endpoint') {
    return new AppError('forbidden', 'This account uses an endpoint: its credentials stay in the server’s environment');
  }
  return account.accessToken === null || account.isActive !== 1 ? notFound() : null;
}

function notFound(): AppError {
  return new AppError('not_found', 'Credentials not found');
}

const theirs: Readonly<Record<string, string>> = {
  businessAccountId: 'wabaId',
  phoneNumber: 'displayPhoneNumber',
  webhookVerifyToken: 'verifyToken',
};

function theirName(field: string | null): string | null {
  return field === null ? null : (theirs[field] ?? field);
}

/** The same failure with the field as this route calls it. */
function inTheirWords(error: unknown): unknown {
  const field = error instanceof AppError ? error.details?.['field'] : undefined;
  if (!(error instanceof AppError) || typeof field !== 'string') return error;
  return new AppError(error.code, error.message, { details: { field: theirName(field) }, cause: error });
}
