import { Injectable } from '@nestjs/common';
import type { AccountId, TenantId } from '#shared/ids.ts';

type Listener = (account: { tenantId: TenantId; accountId: AccountId }) => void;

/** Tells that an account can send again, or that its company may: what was held for it may go out. */
@Injectable()
export class AccountEvents {
  private readonly listeners = new Set<Listener>();

  /** Returns its own unsubscribe. */
  onCanSend(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Call after the commit. */
  canSend(tenantId: TenantId, accountId: AccountId): void {
    for (const listener of this.listeners) listener({ tenantId, accountId });
  }
}
