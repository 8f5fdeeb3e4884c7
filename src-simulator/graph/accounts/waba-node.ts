import { isBanned } from '../../company/send-block.ts';
import type { Waba } from '../../company/company.ts';
import { type FieldWish, type LazyField, selectFields } from '../fields.ts';
import type { GraphParts } from '../graph.ts';
import { accountHealth, toHealthStatus } from '../health/health-status.ts';
import { numberDefaults, numberType, toNumberNode } from '../numbers/number-node.ts';
import { toPage } from '../paging.ts';
import { countByPeriod } from './analytics.ts';

export const wabaType = 'WhatsAppBusinessAccount';
export const wabaDefaults = ['name', 'currency', 'timezone_id', 'message_template_namespace'];

/** All fields of a business account. `self` is the URL of the call, which pages of edges inside it link to. */
export function toWabaNode(
  parts: GraphParts,
  waba: Waba,
  call: { version: number; base: string; self: string },
): Record<string, unknown> {
  const account = parts.nodes.accountOf(waba.id);
  const portfolio = parts.nodes.portfolio();
  const numbers: LazyField = (wish) =>
    toPage(
      waba.numbers.map((number) =>
        selectFields(toNumberNode(parts, number, call), wish.children, numberDefaults, numberType),
      ),
      wish.args,
      call.self,
    );
  const analytics: LazyField = (wish: FieldWish) => countByPeriod(parts, waba, wish.args);
  return {
    id: waba.id,
    name: waba.name,
    currency: waba.currency,
    timezone_id: waba.timezoneId,
    country: waba.country,
    status: isBanned(account, parts.clock.now()) ? 'DISABLED' : 'ACTIVE',
    message_template_namespace: `${waba.id.slice(0, 8)}_parley_simulator`,
    account_review_status: account.reviewStatus,
    business_verification_status: portfolio.verification,
    ownership_type: 'CLIENT_OWNED',
    primary_business_location: waba.country,
    owner_business: toOwner(parts),
    owner_business_info: toOwner(parts),
    on_behalf_of_business_info: { ...toOwner(parts), status: 'APPROVED', type: 'SELF' },
    is_enabled_for_insights: true,
    marketing_messages_lite_api_status: 'INELIGIBLE',
    marketing_messages_onboarding_status: 'INELIGIBLE',
    whatsapp_business_manager_messaging_limit: portfolio.tier,
    health_status: toHealthStatus(accountHealth(parts, waba.id)),
    phone_numbers: numbers,
    analytics,
  };
}

export function toOwner(parts: GraphParts): { id: string; name: string } {
  return { id: parts.company.businessId, name: parts.company.businessName };
}
