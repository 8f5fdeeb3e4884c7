import { Injectable } from '@nestjs/common';
import type { CannotSendReason } from '#shared/account.ts';
import type { AccountId, TenantId } from '#shared/ids.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import type { Tx } from '../platform/database/database.ts';
import { ChangeLog } from '../sync/change-log.ts';

/** What becomes of the accounts that use their company's endpoint. */
@Injectable()
export class EndpointAccounts {
  constructor(
    private readonly accounts: AccountsService,
    private readonly events: AccountEvents,
    private readonly changes: ChangeLog,
  ) {}

  /** There is no endpoint to send through: messages are held. A device that is not linked stays just that. */
  async hold(tx: Tx, tenantId: TenantId): Promise<void> {
    for (const { id, cannotSend } of await this.those(tx, tenantId)) {
      if (cannotSend === null || cannotSend === 'token') {
        await this.accounts.markCannotSend(tx, tenantId, id, 'endpoint');
      }
    }
  }

  /** There is one again. Returns whom `announce` must tell of it, after the commit. */
  async release(tx: Tx, tenantId: TenantId, reasons: readonly CannotSendReason[]): Promise<AccountId[]> {
    const released: AccountId[] = [];
    for (const { id, cannotSend } of await this.those(tx, tenantId)) {
      if (cannotSend === null || !reasons.includes(cannotSend)) continue;
      if (await this.accounts.markCannotSend(tx, tenantId, id, null)) released.push(id);
    }
    return released;
  }

  /** Desktops see since when it has been down; null: it is not. */
  async noteDown(tx: Tx, tenantId: TenantId, since: number | null): Promise<void> {
    for (const { id, endpointDownSince = null } of await this.those(tx, tenantId)) {
      if (endpointDownSince !== since) await this.accounts.noteEndpointDown(tx, tenantId, id, since);
    }
  }

  /** After the commit: what was held for the released goes out. */
  announce(tenantId: TenantId, released: readonly AccountId[]): void {
    this.changes.announce(tenantId);
    for (const accountId of released) this.events.canSend(tenantId, accountId);
  }

  private async those(tx: Tx, tenantId: TenantId) {
    return (await this.accounts.entities(tenantId, tx)).filter(
      ({ credentialSource }) => credentialSource === 'endpoint',
    );
  }
}
