import { tokenWarning } from '#shared/account.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { t } from '../../i18n/i18n.ts';
import { formatCompact, formatFull } from '../../ui/format-time.ts';

/** What a person can do about it from here. */
export type AccountFix = 'switch_on' | 'credentials' | 'devices';

export interface AccountHealth {
  tone: 'success' | 'warning' | 'danger' | 'neutral';
  label: string;
  /** In plain words, with what happens to messages meanwhile; null: all is well. */
  reason: string | null;
  fix: AccountFix | null;
}

/** Can it send, and if not: why, and what to do. Pure but for the language. */
export function healthOf(account: IntegrationView, now: number): AccountHealth {
  const isDevice = account.provider === 'gateway';
  const cannot = (reason: string, fix: AccountFix): AccountHealth => {
    return { tone: 'danger', label: t('accounts.health.cannotSend'), reason, fix };
  };
  switch (account.cannotSend) {
    case 'disabled':
      return {
        tone: 'neutral',
        label: t('accounts.health.off'),
        reason: t('accounts.health.offText'),
        fix: 'switch_on',
      };
    case 'token':
      return cannot(t('accounts.health.token'), 'credentials');
    case 'not_configured':
      return isDevice
        ? cannot(t('accounts.health.device'), 'devices')
        : cannot(t('accounts.health.notConfigured'), 'credentials');
    case 'endpoint':
      return cannot(t('accounts.health.endpoint'), 'devices');
    case null:
      return warningOf(account, now) ?? { tone: 'success', label: t('accounts.health.ok'), reason: null, fix: null };
  }
}

function warningOf(account: IntegrationView, now: number): AccountHealth | null {
  const warn = (reason: string, fix: AccountFix | null): AccountHealth => {
    return { tone: 'warning', label: t('accounts.health.soon'), reason, fix };
  };
  const { endpointDownSince, tokenExpiresAt } = account;
  if (endpointDownSince !== undefined) {
    return warn(t('accounts.health.endpointDown', { at: formatFull(endpointDownSince) }), 'devices');
  }
  if (tokenExpiresAt !== undefined && tokenWarning(tokenExpiresAt, now) !== null) {
    return warn(t('accounts.health.expires', { at: formatFull(tokenExpiresAt) }), 'credentials');
  }
  return null;
}

const qualities = ['GREEN', 'YELLOW', 'RED'] as const;

/** Meta's rating of a number in a word; null: not rated. */
export function describeQuality(rating: string | null): string | null {
  const known = qualities.find((each) => each === rating);
  return known === undefined ? null : t(`accounts.quality.${known}`);
}

/** `TIER_2K` or `2000` as people read it: how many may be written to first in a day; null: not told. */
export function describeLimit(limit: string | null | undefined): string | null {
  if (limit === null || limit === undefined) return null;
  if (limit === 'TIER_UNLIMITED') return t('accounts.unlimited');
  const [, digits, thousand] = /^(?:TIER_)?(\d+)(K?)$/.exec(limit) ?? [];
  if (digits === undefined) return null;
  return t('accounts.aDay', { limit: formatCompact(Number(digits) * (thousand === 'K' ? 1000 : 1)) });
}
