import { toStatus } from '../../company/number-state.ts';
import type { BusinessNumber } from '../../company/company.ts';
import type { LazyField } from '../fields.ts';
import { selectFields } from '../fields.ts';
import type { GraphParts } from '../graph.ts';
import { numberHealth, toHealthStatus } from '../health/health-status.ts';
import { toProfileNode } from '../profile/profile-node.ts';
import { toAutomationNode } from './automation.ts';

export const numberType = 'WhatsAppBusinessPhoneNumber';

/** What a number answers when no fields are named. */
export const numberDefaults = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
];

/** All fields of a phone number. `version` is the Graph version asked; `base` this server's own address. */
export function toNumberNode(
  parts: GraphParts,
  number: BusinessNumber,
  call: { version: number; base: string },
): Record<string, unknown> {
  const state = parts.nodes.stateOf(number);
  const { tier } = parts.nodes.portfolio();
  const isTest = state.allowedRecipients !== null;
  const profile: LazyField = (wish) => ({
    data: [selectFields(toProfileNode(parts, number, call.base), wish.children, ['about', 'messaging_product'])].map(
      ({ id: _id, ...rest }) => rest,
    ),
  });
  return {
    id: number.id,
    display_phone_number: number.display,
    verified_name: number.verifiedName,
    status: toStatus(state),
    quality_rating: state.quality,
    quality_score: { score: state.quality },
    name_status: state.nameStatus,
    new_name_status: state.newName?.status ?? 'NONE',
    new_display_name: state.newName?.name,
    code_verification_status: state.codeVerification,
    platform_type: state.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    throughput: { level: state.isRegistered ? state.throughput : 'NOT_APPLICABLE' },
    account_mode: isTest ? 'SANDBOX' : 'LIVE',
    whatsapp_business_manager_messaging_limit: tier,
    // Gone with v24.
    ...(call.version < 24 ? { messaging_limit_tier: tier } : {}),
    is_on_biz_app: state.isCoexistence,
    is_official_business_account: state.isOfficial,
    official_business_account: { oba_status: state.isOfficial ? 'APPROVED' : 'NOT_STARTED' },
    is_pin_enabled: state.pin !== null,
    is_preverified_number: false,
    search_visibility: state.isSearchable ? 'VISIBLE' : 'NON_VISIBLE',
    eligibility_for_api_business_global_search: 'ELIGIBLE_WITHOUT_RESTRICTIONS',
    country_dial_code: dialCode(number),
    last_onboarded_time: state.wasRegistered ? toGraphTime(state.onboardedAt) : undefined,
    certificate: undefined,
    username: state.username?.name,
    conversational_automation: toAutomationNode(number, state),
    health_status: toHealthStatus(numberHealth(parts, number)),
    webhook_configuration: webhookConfiguration(parts, number),
    whatsapp_business_profile: profile,
  };
}

/** `2026-04-02T08:00:00+0000` */
export function toGraphTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, '+0000');
}

function webhookConfiguration(parts: GraphParts, number: BusinessNumber): object {
  const own = parts.subscriptions.numberOverride(number.id);
  const account = parts.subscriptions.subscribedApp(number.wabaId)?.overrideUrl;
  const app = parts.subscriptions.appCallback()?.url;
  return {
    ...(own === null ? {} : { phone_number: own }),
    ...(account ? { whatsapp_business_account: account } : {}),
    ...(app === undefined ? {} : { application: app }),
  };
}

function dialCode(number: BusinessNumber): string {
  return /^\+(\d{1,3})\b/.exec(number.display)?.[1] ?? '';
}
