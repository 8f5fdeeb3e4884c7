import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '#shared/ids.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { AccountSecrets } from './account-secrets.ts';
import { type AccountRow, countWaiting, listAccountRows, toAccount } from './accounts.repository.ts';
import { defaultOf } from './default-account.ts';
import { WebhookAddress } from './webhook-address.ts';

/** Accounts as admins see them: with what Meta's settings need, and what is known of a token but never the token. */
@Injectable()
export class AccountViews {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly secrets: AccountSecrets,
    private readonly webhook: WebhookAddress,
  ) {}

  async list(tenantId: TenantId): Promise<IntegrationView[]> {
    const rows = await listAccountRows(this.db, tenantId);
    const waiting = await countWaiting(this.db, tenantId);
    const defaultId = defaultOf(rows)?.id;
    return await Promise.all(
      rows.map(async (row): Promise<IntegrationView> => {
        const { verifyToken } = row;
        const token = await this.secrets.describeToken(row);
        return {
          ...toAccount(row),
          active: row.isActive === 1,
          webhookUrl: this.webhook.of(row),
          verifyToken,
          isDefault: row.id === defaultId,
          token: token === null ? null : { ...token, enteredAt: row.tokenSetAt },
          waiting: waiting.get(row.id) ?? 0,
        };
      }),
    );
  }

  async of({ tenantId, id }: AccountRow): Promise<IntegrationView> {
    // Our own row: the id was made by newId.
    const view = (await this.list(tenantId as TenantId)).find((each) => each.id === id);
    if (view === undefined) throw new Error('an account that was just written is gone');
    return view;
  }
}
