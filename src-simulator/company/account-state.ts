export const tiers = ['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const;
export type Tier = (typeof tiers)[number];

export type ReviewStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'DEFERRED';

/** What changes about a WhatsApp business account (WABA). */
export interface AccountState {
  reviewStatus: ReviewStatus;
  /** `DISABLE` and a passed `SCHEDULE_FOR_DISABLE` stop all sends with 131031. */
  ban: { state: 'DISABLE' | 'SCHEDULE_FOR_DISABLE'; at: number } | null;
  /** 131042 while it is missing. */
  hasPaymentMethod: boolean;
  /** 131031. */
  isLocked: boolean;
  /** 368: temporarily blocked for violating a policy. */
  isPolicyBlocked: boolean;
  /** ISO countries whose users may not be written to: 130497. */
  restrictedCountries: Set<string>;
}

/** What all accounts of the business portfolio share. */
export interface PortfolioState {
  /** Unique users outside windows in a rolling day. */
  tier: Tier;
  verification: 'verified' | 'not_verified' | 'pending' | 'rejected';
}

export function createAccountState(): AccountState {
  return {
    reviewStatus: 'APPROVED',
    ban: null,
    hasPaymentMethod: true,
    isLocked: false,
    isPolicyBlocked: false,
    restrictedCountries: new Set(),
  };
}

/** Numbers a portfolio may have: two when new, twenty once verified or in the 2,000 tier. */
export function mostNumbers(portfolio: PortfolioState): number {
  const isGrown = portfolio.verification === 'verified' || tiers.indexOf(portfolio.tier) >= tiers.indexOf('TIER_2K');
  return isGrown ? 20 : 2;
}
