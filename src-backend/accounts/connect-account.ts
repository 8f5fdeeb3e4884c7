import { Inject, Injectable } from '@nestjs/common';
import type { Verification } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId } from '#shared/ids.ts';
import { toRecipientDigits } from '#shared/phone.ts';
import { CONFIG, type Config } from '../config.ts';
import { DATABASE, type Db, isUniqueViolation } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { AccountEvents } from './account-events.ts';
import { AccountSecrets } from './account-secrets.ts';
import { AccountWriter, type EnteredAccount, type Enterer } from './account-writer.ts';
import type { AccountRow } from './accounts.repository.ts';
import { assertCredentialSource } from './credential-policy.ts';
import { type Credentials, GraphCheck } from './graph-check.ts';
import { WebhookAddress } from './webhook-address.ts';

export interface ConnectedAccount {
  row: AccountRow;
  isNew: boolean;
  verification: Verification;
}

/** A number and its token are entered: by an admin, by a service, by a sign-up at Meta. */
@Injectable()
export class ConnectAccount {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly graph: GraphCheck,
    private readonly writer: AccountWriter,
    private readonly webhook: WebhookAddress,
    private readonly changes: ChangeLog,
    private readonly events: AccountEvents,
    private readonly secrets: AccountSecrets,
  ) {}

  /**
   * Asks Meta, then stores the number either way: what was typed is never lost. Credentials that Meta refuses, or
   * could not be asked about, leave an account that can't send, and `verification` says why (ruling 22). The same
   * number again brings the stored account up to date, for example with a new token. Throws `forbidden` where tokens may
   * not be stored.
   */
  async connect(enterer: Enterer, input: EnteredAccount): Promise<ConnectedAccount> {
    assertCredentialSource(this.config.credentials, 'stored');
    if (input.phoneNumber !== undefined) assertPhone(input.phoneNumber);
    const { phoneNumberId, businessAccountId: wabaId, accessToken } = input;
    const token = await this.tokenOf(accessToken);
    const credentials = { phoneNumberId, wabaId, accessToken: token.text };
    const { verification, facts } = token.problem ?? (await this.graph.verify(credentials));
    const { row, isNew } = await this.db
      .transaction()
      .execute((tx) => this.writer.save(tx, enterer, input, { configured: verification.ok, facts }))
      .catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new AppError('conflict', 'Somebody else is adding this number at this moment', { cause: error });
      });
    this.changes.announce(enterer.tenantId);
    if (!verification.ok || row.cannotSend !== null) return { row, isNew, verification };
    // Our own row: the id was made by newId.
    this.events.canSend(enterer.tenantId, row.id as AccountId);
    return { row, isNew, verification: { ...verification, ...(await this.subscribe(row, credentials)) } };
  }

  /** What was entered may say where the token is kept; `problem`: there is none to be had there. */
  private async tokenOf(
    entered: string,
  ): Promise<{ text: string; problem: Awaited<ReturnType<GraphCheck['verify']>> | null }> {
    try {
      return { text: await this.secrets.follow(entered), problem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const verification = { ok: false, field: 'accessToken', message: error.message };
      return { text: '', problem: { verification, facts: null } };
    }
  }

  /** After the commit: Meta calls back at once, and the verify token must be known by then. */
  private async subscribe(row: AccountRow, credentials: Credentials): Promise<Partial<Verification>> {
    const url = this.webhook.of(row);
    if (url === null) return {};
    const warning = await this.graph.subscribe(credentials, { url, verifyToken: row.verifyToken });
    return warning === null ? {} : { field: 'webhook', message: warning };
  }
}

function assertPhone(phoneNumber: string): void {
  try {
    toRecipientDigits(phoneNumber, null);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'is not a phone number';
    throw new AppError('invalid_input', message, { details: { field: 'phoneNumber' }, cause: error });
  }
}
