import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { webhookPath } from '../platform/http/access-policy.ts';
import type { AccountRow } from './accounts.repository.ts';

/** Where Meta reaches us with an account's webhooks. */
@Injectable()
export class WebhookAddress {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** null without PUBLIC_URL: Meta can't reach us (ruling 55). An account with its own app secret has its own path. */
  of(account: Pick<AccountRow, 'id' | 'appSecret'>): string | null {
    const { publicUrl } = this.config;
    if (publicUrl === null) return null;
    return publicUrl + webhookPath + (account.appSecret === null ? '' : `/${account.id}`);
  }
}
