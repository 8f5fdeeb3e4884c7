import type { BusinessNumber } from '../../company/company.ts';
import { parseFields, selectFields } from '../fields.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { lookUpMedia } from '../media/routes.ts';
import { toPage } from '../paging.ts';

const numberDefaults = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
];
const wabaDefaults = ['name', 'currency', 'timezone_id', 'message_template_namespace'];

/** `GET /{id}` of numbers, business accounts and the app, and the list of an account's numbers. */
export function registerNumbers(app: GraphApp, parts: GraphParts): void {
  app.get<{ Params: { node: string }; Querystring: Record<string, unknown> }>('/:node', async (request) => {
    const { node: id } = request.params;
    const fields = parseFields(request.query['fields']);
    if (parts.company.appId === id) {
      const { company } = parts;
      return selectFields({ id, name: company.appName, link: `https://www.facebook.com/games/?app_id=${id}` }, fields, [
        'name',
        'link',
      ]);
    }
    if (parts.nodes.findWaba(id)) {
      return selectFields(toWabaNode(parts, id), fields, wabaDefaults);
    }
    const media = lookUpMedia(parts, request);
    if (media) return media;
    const number = parts.nodes.getNumber(id, request.caller, 'get');
    return selectFields(toNumberNode(parts, number), fields, numberDefaults);
  });

  app.get<{ Params: { node: string }; Querystring: Record<string, unknown> }>(
    '/:node/phone_numbers',
    async (request) => {
      const waba = parts.nodes.getWaba(request.params.node, request.caller, 'get');
      const fields = parseFields(request.query['fields']);
      const numbers = waba.numbers.map((number) => selectFields(toNumberNode(parts, number), fields, numberDefaults));
      return toPage(numbers, request.query, `http://${request.host}${request.originalUrl}`);
    },
  );
}

function toNumberNode(parts: GraphParts, number: BusinessNumber): Record<string, unknown> {
  const account = parts.subscriptions.subscribedApp(number.wabaId);
  const appUrl = parts.subscriptions.appCallback()?.url;
  return {
    id: number.id,
    display_phone_number: number.display,
    verified_name: number.verifiedName,
    status: 'CONNECTED',
    quality_rating: 'GREEN',
    quality_score: { score: 'GREEN' },
    name_status: 'APPROVED',
    new_name_status: 'NONE',
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    account_mode: 'LIVE',
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    messaging_limit_tier: 'TIER_2K',
    // Its past was imported from the phone app, so it is one of the numbers that live in both.
    is_on_biz_app: true,
    is_official_business_account: false,
    is_pin_enabled: true,
    is_preverified_number: false,
    search_visibility: 'VISIBLE',
    last_onboarded_time: '2026-04-02T08:00:00+0000',
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [
        health('PHONE_NUMBER', number.id),
        health('WABA', number.wabaId),
        health('BUSINESS', parts.company.businessId),
        health('APP', parts.company.appId),
      ],
    },
    webhook_configuration: {
      ...(account?.overrideUrl ? { whatsapp_business_account: account.overrideUrl } : {}),
      ...(appUrl === undefined ? {} : { application: appUrl }),
    },
  };
}

function toWabaNode(parts: GraphParts, id: string): Record<string, unknown> {
  const waba = parts.nodes.findWaba(id);
  return {
    id,
    name: waba?.name,
    currency: waba?.currency,
    timezone_id: waba?.timezoneId,
    country: waba?.country,
    message_template_namespace: `${id.slice(0, 8)}_parley_simulator`,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    ownership_type: 'CLIENT_OWNED',
    primary_business_location: waba?.country,
    owner_business_info: { id: parts.company.businessId, name: 'Marlow Group' },
    marketing_messages_lite_api_status: 'INELIGIBLE',
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [health('WABA', id), health('BUSINESS', parts.company.businessId), health('APP', parts.company.appId)],
    },
  };
}

function health(entity: string, id: string): object {
  return { entity_type: entity, id, can_send_message: 'AVAILABLE' };
}
