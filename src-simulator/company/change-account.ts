import type { Clock } from '../engine/clock.ts';
import type { Nodes } from '../graph/nodes.ts';
import type { AccountNews, AlertInfo } from './account-news.ts';
import type { PortfolioState, ReviewStatus } from './account-state.ts';
import type { Company, Waba } from './company.ts';

/** What WhatsApp may do to an account. What isn't named stays. */
export interface AccountChange {
  ban?: 'DISABLE' | 'SCHEDULE_FOR_DISABLE' | 'REINSTATE' | undefined;
  /** Epoch ms. */
  banAt?: number | undefined;
  hasPaymentMethod?: boolean | undefined;
  locked?: boolean | undefined;
  policyBlocked?: boolean | undefined;
  restrictedCountries?: readonly string[] | undefined;
  reviewStatus?: ReviewStatus | undefined;
  event?: { name: string; details: object } | undefined;
  alert?:
    | {
        type: string;
        severity: AlertInfo['alert_severity'];
        status: AlertInfo['alert_status'];
        description: string;
        phoneNumberId?: string | undefined;
      }
    | undefined;
}

interface Parts {
  company: Company;
  clock: Clock;
  nodes: Nodes;
  accountNews: AccountNews;
}

const weekMs = 7 * 86_400_000;

/** Changes the state and sends the webhooks that Meta sends for it. */
export function changeAccount(parts: Parts, waba: Waba, change: AccountChange): void {
  const account = parts.nodes.accountOf(waba.id);
  const { accountNews: news } = parts;
  if (change.ban !== undefined) ban(parts, waba, change.ban, change.banAt);
  if (change.hasPaymentMethod !== undefined) account.hasPaymentMethod = change.hasPaymentMethod;
  if (change.locked !== undefined) account.isLocked = change.locked;
  if (change.policyBlocked !== undefined && change.policyBlocked !== account.isPolicyBlocked) {
    account.isPolicyBlocked = change.policyBlocked;
    if (change.policyBlocked) restrict(parts, waba);
  }
  if (change.restrictedCountries !== undefined) account.restrictedCountries = new Set(change.restrictedCountries);
  if (change.reviewStatus !== undefined && change.reviewStatus !== account.reviewStatus) {
    account.reviewStatus = change.reviewStatus;
    news.reviewed(waba.id, change.reviewStatus);
  }
  if (change.event !== undefined) {
    const { name, details } = change.event;
    if (name.startsWith('PARTNER_')) news.partnerUpdate(waba.id, name, details);
    else news.accountUpdate(waba.id, name, details);
  }
  if (change.alert !== undefined) {
    const { type, severity, status, description, phoneNumberId } = change.alert;
    news.alert(
      waba.id,
      phoneNumberId === undefined
        ? { type: 'BUSINESS', id: parts.company.businessId }
        : { type: 'PHONE_NUMBER', id: phoneNumberId },
      { alert_severity: severity, alert_status: status, alert_type: type, alert_description: description },
    );
  }
}

/** A new tier or verification, which every account hears of. */
export function changePortfolio(
  parts: Parts,
  change: { [K in keyof PortfolioState]?: PortfolioState[K] | undefined },
): void {
  const portfolio = parts.nodes.portfolio();
  if (change.verification !== undefined) portfolio.verification = change.verification;
  if (change.tier !== undefined) portfolio.tier = change.tier;
  if (change.verification !== undefined || change.tier !== undefined) {
    parts.accountNews.capability(parts.company.wabas, portfolio);
  }
}

function ban(parts: Parts, waba: Waba, state: NonNullable<AccountChange['ban']>, banAt: number | undefined): void {
  const account = parts.nodes.accountOf(waba.id);
  const now = parts.clock.now();
  const at = banAt ?? (state === 'SCHEDULE_FOR_DISABLE' ? now + weekMs : now);
  account.ban = state === 'REINSTATE' ? null : { state, at };
  parts.accountNews.accountUpdate(waba.id, 'DISABLED_UPDATE', {
    ban_info: { waba_ban_state: state, waba_ban_date: toBanDate(at) },
  });
}

function restrict(parts: Parts, waba: Waba): void {
  parts.accountNews.accountUpdate(waba.id, 'ACCOUNT_VIOLATION', {
    violation_info: { violation_type: 'SCAM' },
  });
  const expiration = Math.floor((parts.clock.now() + weekMs) / 1000);
  parts.accountNews.accountUpdate(waba.id, 'ACCOUNT_RESTRICTION', {
    restriction_info: [
      { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration },
      { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', expiration },
    ],
  });
}

/** `November 20, 2026` */
function toBanDate(at: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
