import type { Example, Scene } from './example.ts';

/** Numbers and accounts (§6.7, §5.7). */
export function accountExamples(scene: Scene): Example[] {
  const { number, company } = scene;
  const own = { display_phone_number: number.digits };
  const example = (field: string, variant: string, value: object): Example => ({
    name: variant === '' ? field : `${field}/${variant}`,
    field,
    value,
  });
  const account = (event: string, rest: object = {}): Example =>
    example('account_update', event.toLowerCase(), { event, ...rest });
  const wabaInfo = { waba_id: number.wabaId, owner_business_id: company.businessId };
  /** About partners: the entry is a portfolio, the account is inside. */
  const partner = (event: string, rest: object = {}): Example => ({
    ...account(event, { waba_info: { ...wabaInfo, partner_app_id: company.appId, ...rest } }),
    entryId: company.businessId,
  });
  const alert = (type: string, severity: string, entity = 'PHONE_NUMBER'): Example =>
    example('account_alerts', type.toLowerCase(), {
      entity_type: entity,
      entity_id: entity === 'BUSINESS' ? company.businessId : number.id,
      alert_info: {
        alert_severity: severity,
        alert_status: 'ACTIVE',
        alert_type: type,
        alert_description: 'See WhatsApp Manager.',
      },
    });

  return [
    example('phone_number_quality_update', 'onboarding', {
      ...own,
      event: 'ONBOARDING',
      max_daily_conversations_per_business: 'TIER_250',
    }),
    example('phone_number_quality_update', 'throughput_upgrade', {
      ...own,
      event: 'THROUGHPUT_UPGRADE',
      max_daily_conversations_per_business: 'TIER_UNLIMITED',
    }),
    example('phone_number_quality_update', 'flagged_old', {
      ...own,
      event: 'FLAGGED',
      old_limit: 'TIER_10K',
      current_limit: 'TIER_1K',
    }),
    example('phone_number_name_update', 'approved', {
      ...own,
      decision: 'APPROVED',
      requested_verified_name: number.verifiedName,
      rejection_reason: null,
    }),
    example('phone_number_name_update', 'rejected', {
      ...own,
      decision: 'REJECTED',
      requested_verified_name: 'Best Shop Ever!!!',
      rejection_reason: 'NAME_EMPLOYEE_NAME_MISMATCH',
    }),
    example('business_capability_update', '', {
      max_daily_conversations_per_business: 'TIER_2K',
      max_phone_numbers_per_business: 25,
      max_phone_numbers_per_waba: 25,
    }),
    example('business_capability_update', 'v23', {
      max_daily_conversation_per_phone: -1,
      max_phone_numbers_per_business: 2,
    }),
    account('ACCOUNT_DELETED'),
    account('ACCOUNT_VIOLATION', { violation_info: { violation_type: 'SCAM' } }),
    account('ACCOUNT_RESTRICTION', {
      restriction_info: [
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: scene.seconds(-604_800) },
        { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', expiration: scene.seconds(-604_800) },
      ],
    }),
    account('DISABLED_UPDATE', {
      ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'November 28, 2026' },
    }),
    partner('PARTNER_ADDED'),
    partner('PARTNER_REMOVED'),
    partner('PARTNER_APP_INSTALLED', {
      solution_id: '774485461512159',
      solution_partner_business_ids: ['506914307656634'],
    }),
    partner('PARTNER_APP_UNINSTALLED'),
    account('PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE', {
      partner_client_certification_info: {
        client_business_id: company.businessId,
        status: 'APPROVED',
        rejection_reasons: ['NONE'],
      },
    }),
    account('AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', {
      auth_international_rate_eligibility: {
        start_time: scene.seconds(-2_592_000),
        exception_countries: [{ country_code: 'IN', start_time: scene.seconds(-5_184_000) }],
      },
    }),
    account('BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', { country: 'DE' }),
    account('AD_ACCOUNT_LINKED', { waba_info: { ...wabaInfo, ad_account_linked: '1052813306' } }),
    account('MM_LITE_TERMS_SIGNED', { waba_info: wabaInfo }),
    account('VOLUME_BASED_PRICING_TIER_UPDATE', {
      volume_tier_info: {
        tier_update_time: scene.seconds(),
        pricing_category: 'UTILITY',
        tier: '25000001:50000000',
        effective_month: '2026-12',
        region: 'India',
      },
    }),
    account('ACCOUNT_OFFBOARDED', {
      phone_number: number.digits,
      disconnection_info: { reason: 'USER_ACTION', initiated_by: 'BUSINESS' },
    }),
    account('ACCOUNT_RECONNECTED', { phone_number: number.digits }),
    alert('OBA_APPROVED', 'INFORMATIONAL'),
    alert('OBA_REJECTED', 'INFORMATIONAL'),
    alert('PROFILE_PICTURE_LOST', 'WARNING'),
    alert('INCREASED_CAPABILITIES_ELIGIBILITY_FAILED', 'CRITICAL', 'BUSINESS'),
    ...['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED'].map((decision) =>
      example('account_review_update', decision.toLowerCase(), { decision }),
    ),
    example('account_settings_update', '', {
      messaging_product: 'whatsapp',
      timestamp: scene.at(),
      type: 'phone_number_settings',
      phone_number_settings: {
        phone_number_id: number.id,
        calling: { status: 'ENABLED', call_icon_visibility: 'DEFAULT' },
      },
    }),
    ...['PIN_CHANGED', 'PIN_RESET_REQUEST', 'PIN_REQUEST_SUCCESS'].map((event) =>
      example('security', event.toLowerCase(), {
        ...own,
        event,
        ...(event === 'PIN_CHANGED' ? { requester: '61550000000001' } : {}),
      }),
    ),
    example('business_username_update', '', { ...own, username: 'marlow.store', status: 'approved' }),
    example('business_username_updates', 'deleted', { ...own, status: 'deleted' }),
    example('partner_solutions', '', {
      event: 'SOLUTION_CREATED',
      solution_id: '774485461512159',
      solution_status: 'INITIATED',
    }),
    example('payment_configuration_update', '', {
      configuration_name: 'upi-main',
      provider_name: 'razorpay',
      provider_mid: 'acc_GP4lfNA0iIMn5B',
      status: 'Needs Testing',
      created_timestamp: scene.seconds(86_400),
      updated_timestamp: scene.seconds(),
    }),
    example('flows', 'status', {
      event: 'FLOW_STATUS_CHANGE',
      message: 'Flow Booking changed status from DRAFT to PUBLISHED',
      flow_id: '6627390910605886',
      old_status: 'DRAFT',
      new_status: 'PUBLISHED',
    }),
    example('flows', 'endpoint_error_rate', {
      event: 'ENDPOINT_ERROR_RATE',
      message: 'The endpoint error rate is above 10 %',
      flow_id: '6627390910605886',
      error_rate: 14.28,
      threshold: 10,
      alert_state: 'ACTIVATED',
      errors: [{ error_type: 'TIMEOUT', error_rate: 14.28, error_count: 2 }],
    }),
  ];
}
