import { canonicalPhone, countryOf } from '#shared/phone.ts';
import type { AccountState } from './account-state.ts';
import type { NumberState } from './number-state.ts';

/** Why a number can't send: a code of the error table with `error_data.details`. */
export interface SendBlock {
  code: number;
  details: string;
}

/**
 * What the state of a number and of its account has against any message; null when nothing. With `recipient` (digits,
 * country code first) also what it has against this one.
 */
export function findSendBlock(
  state: NumberState,
  account: AccountState,
  now: number,
  recipient: string | null = null,
): SendBlock | null {
  const block = (code: number, details: string): SendBlock => ({ code, details });
  if (state.standing === 'DELETED') return block(33, 'The business phone number has been deleted.');
  if (!state.isRegistered) {
    return block(133010, 'The phone number is not registered on WhatsApp Business Platform; register it first.');
  }
  if (state.isCertificateBroken) {
    return block(131045, 'Message failed to send due to a phone number registration error; register the number again.');
  }
  if (state.maintenance !== null) {
    return block(state.maintenance, 'The business phone number is being worked on; try again in a minute.');
  }
  if (state.standing === 'BANNED' || account.isLocked || isBanned(account, now)) {
    return block(131031, 'Your account has been locked. Please check the account quality in WhatsApp Manager.');
  }
  if (account.isPolicyBlocked || state.standing === 'RESTRICTED') {
    return block(368, 'The account is temporarily restricted because it violated a policy of the platform.');
  }
  if (!account.hasPaymentMethod) {
    return block(131042, 'Message failed to send because there were errors related to your payment method.');
  }
  if (state.nameStatus === 'DECLINED' || state.nameStatus === 'EXPIRED') {
    return block(131037, 'The display name of this phone number must be approved before messages can be sent.');
  }
  if (recipient === null) return null;
  if (state.allowedRecipients !== null && !state.allowedRecipients.has(canonicalPhone(recipient))) {
    return block(131030, 'Recipient phone number not in allowed list: add it and try again.');
  }
  if (account.restrictedCountries.size > 0 && account.restrictedCountries.has(countryOf(recipient) ?? '')) {
    return block(130497, 'The business account may not write to users in this country.');
  }
  return null;
}

export function isBanned(account: AccountState, now: number): boolean {
  return account.ban !== null && (account.ban.state === 'DISABLE' || account.ban.at <= now);
}
