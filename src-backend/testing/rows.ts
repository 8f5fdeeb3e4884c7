import { type AccountId, newId } from '#shared/ids.ts';
import type { AccountRow } from '../accounts/accounts.repository.ts';

/** A connected account without a token. */
export function anAccountRow(row: Pick<AccountRow, 'tenantId'> & Partial<AccountRow>): AccountRow {
  const id = row.id ?? newId<AccountId>();
  // The last digits of the id are random enough to be unique in a test.
  const digits = String(Number.parseInt(id.slice(-10), 16)).padStart(13, '0');
  return {
    id,
    wabaId: '749314227669284',
    phoneNumberId: digits,
    accessToken: null,
    businessId: null,
    displayPhoneNumber: '+1 202 555 0143',
    qualityRating: 'GREEN',
    isActive: 1,
    createdAt: 1_795_225_141_299,
    updatedAt: 1_795_225_141_299,
    businessAccountId: '749314227669284',
    verifyToken: `verify-${id}`,
    configured: 1,
    name: 'Support',
    color: 0,
    provider: 'meta_cloud',
    credentialSource: 'stored',
    country: 'US',
    cannotSend: null,
    readReceipts: 'on_open',
    appSecret: null,
    version: 1,
    deletedAt: null,
    isDefault: 0,
    tokenSetAt: null,
    tokenCheckedAt: null,
    tokenExpiresAt: null,
    tokenWarnedDays: null,
    twoStepPin: null,
    standing: null,
    endpointDownSince: null,
    onPhone: 0,
    autoCreateContacts: 1,
    ...row,
  };
}
