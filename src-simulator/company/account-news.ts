import type { Clock } from '../engine/clock.ts';
import type { Subscriptions } from '../webhooks/subscriptions.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { mostNumbers, type PortfolioState, type ReviewStatus, type Tier } from './account-state.ts';
import type { BusinessNumber, Company, Waba } from './company.ts';

export type SecurityEvent = 'PIN_CHANGED' | 'PIN_RESET_REQUEST' | 'PIN_REQUEST_SUCCESS';
export type NameDecision = 'APPROVED' | 'DEFERRED' | 'PENDING' | 'REJECTED';
export type QualityEvent = 'ONBOARDING' | 'THROUGHPUT_UPGRADE' | 'UPGRADE' | 'DOWNGRADE' | 'FLAGGED' | 'UNFLAGGED';

/** Tells subscribers what happened to numbers and accounts, each in the `value` of its webhook field (§6.7). */
export interface AccountNews {
  quality(number: BusinessNumber, event: QualityEvent, tier: Tier, oldTier?: Tier): void;
  nameDecided(number: BusinessNumber, decision: NameDecision, name: string, rejection: string | null): void;
  capability(wabas: readonly Waba[], portfolio: PortfolioState): void;
  /** `details` stand beside the event: `ban_info`, `violation_info`, `restriction_info` … */
  accountUpdate(wabaId: string, event: string, details?: object): void;
  /** PARTNER_ADDED and the like: the entry is the portfolio, the account stands in `waba_info`. */
  partnerUpdate(wabaId: string, event: string, details?: object, info?: { partner_app_id?: string }): void;
  alert(wabaId: string, entity: { type: 'BUSINESS' | 'PHONE_NUMBER'; id: string }, info: AlertInfo): void;
  reviewed(wabaId: string, decision: ReviewStatus): void;
  security(number: BusinessNumber, event: SecurityEvent, requester?: string): void;
  username(number: BusinessNumber, status: 'approved' | 'deleted' | 'reserved', username: string | null): void;
  settings(number: BusinessNumber, settings: object): void;
}

export interface AlertInfo {
  alert_severity: 'CRITICAL' | 'INFORMATIONAL' | 'WARNING';
  alert_status: 'ACTIVE' | 'NONE';
  alert_type: string;
  alert_description: string;
}

export function createAccountNews(parts: {
  company: Company;
  clock: Clock;
  subscriptions: Subscriptions;
  webhooks: Webhooks;
}): AccountNews {
  const seconds = (): number => Math.floor(parts.clock.now() / 1000);
  const emit = (wabaId: string, field: string, value: object, more: { entryId?: string } = {}): void =>
    parts.webhooks.emit({ wabaId, field, value, lane: wabaId, wamids: [], entryTime: seconds(), ...more });

  return {
    quality(number, event, tier, oldTier) {
      emit(number.wabaId, 'phone_number_quality_update', {
        display_phone_number: number.digits,
        event,
        ...(oldTier === undefined ? {} : { old_limit: oldTier }),
        max_daily_conversations_per_business: tier,
      });
    },
    nameDecided(number, decision, name, rejection) {
      emit(number.wabaId, 'phone_number_name_update', {
        display_phone_number: number.digits,
        decision,
        requested_verified_name: name,
        rejection_reason: rejection,
      });
    },
    capability(wabas, portfolio) {
      for (const { id } of wabas) {
        emit(id, 'business_capability_update', {
          max_daily_conversations_per_business: portfolio.tier,
          max_phone_numbers_per_business: mostNumbers(portfolio),
          max_phone_numbers_per_waba: mostNumbers(portfolio),
        });
      }
    },
    accountUpdate(wabaId, event, details = {}) {
      emit(wabaId, 'account_update', { event, ...details });
    },
    partnerUpdate(wabaId, event, details = {}, info = {}) {
      const { businessId, wabas } = parts.company;
      // The app hears of its partners also before it has subscribed the account.
      const isHeard = (id: string): boolean => parts.subscriptions.urlsOf(id, 'account_update').length > 0;
      const route = isHeard(wabaId) ? wabaId : (wabas.find(({ id }) => isHeard(id))?.id ?? wabaId);
      emit(
        route,
        'account_update',
        { event, waba_info: { waba_id: wabaId, owner_business_id: businessId, ...info }, ...details },
        { entryId: businessId },
      );
    },
    alert(wabaId, entity, info) {
      emit(wabaId, 'account_alerts', { entity_type: entity.type, entity_id: entity.id, alert_info: info });
    },
    reviewed(wabaId, decision) {
      emit(wabaId, 'account_review_update', { decision });
    },
    security(number, event, requester) {
      emit(number.wabaId, 'security', {
        display_phone_number: number.digits,
        event,
        ...(requester === undefined ? {} : { requester }),
      });
    },
    username(number, status, username) {
      emit(number.wabaId, 'business_username_update', {
        display_phone_number: number.digits,
        ...(username === null ? {} : { username }),
        status,
      });
    },
    settings(number, settings) {
      emit(number.wabaId, 'account_settings_update', {
        messaging_product: 'whatsapp',
        timestamp: String(seconds()),
        type: 'phone_number_settings',
        phone_number_settings: { phone_number_id: number.id, ...settings },
      });
    },
  };
}
