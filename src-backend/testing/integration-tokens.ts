import { type AccountId, type IntegrationTokenId, newId } from '#shared/ids.ts';
import { newTokenText, tokenHash } from '../integrations/token-text.ts';
import { insertToken } from '../integrations/tokens.repository.ts';
import type { SignedIn, TestApp } from './test-app.ts';

/** A valid token of the account, as its owner would have copied it. */
export async function addIntegrationToken(
  test: TestApp,
  by: Pick<SignedIn, 'tenantId' | 'userId'>,
  accountId: AccountId,
  name = 'Enromatics',
): Promise<string> {
  const token = newTokenText();
  const row = {
    tenantId: by.tenantId,
    id: newId<IntegrationTokenId>(),
    accountId,
    name,
    hash: tokenHash(token),
    lastFour: token.slice(-4),
    createdBy: by.userId,
    createdAt: test.clock.now(),
    revokedAt: null,
    lastUsedAt: null,
    lastNetwork: null,
    lastUserAgent: null,
    alert: null,
  };
  await test.db.transaction().execute(async (tx) => await insertToken(tx, row));
  return token;
}
