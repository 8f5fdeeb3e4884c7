import { z } from 'zod';
import type { AccountStanding } from '#shared/account.ts';

// What Meta's webhooks say of a number and its business account. Each kind of news is kept with Meta's time, and what is
// not newer than what was heard last changes nothing: news comes late, in any order, and again.

interface Stored {
  facts: AccountStanding;
  heard: Partial<Record<keyof AccountStanding, [at: number, what: string]>>;
}

const empty: AccountStanding = {
  messagingLimit: null,
  numberEvent: null,
  name: null,
  ban: null,
  restrictions: null,
  violation: null,
  link: null,
  review: null,
  alert: null,
  security: null,
};

/** For the `standing` column with this news; null when it was known. Pure. */
export function withNews(stored: string | null, news: Partial<AccountStanding>, at: number): string | null {
  const { facts, heard }: Stored = stored === null ? { facts: empty, heard: {} } : (JSON.parse(stored) as Stored);
  const next: Stored = { facts: { ...facts }, heard: { ...heard } };
  let isNews = false;
  // The keys of an object are its keys.
  for (const key of Object.keys(news) as (keyof AccountStanding)[]) {
    const what = JSON.stringify(news[key]);
    const [lastAt, last] = heard[key] ?? [-1, ''];
    // Within one of Meta's seconds every order must end the same.
    if (at < lastAt || (at === lastAt && what <= last)) continue;
    isNews = true;
    next.heard[key] = [at, what];
    Object.assign(next.facts, { [key]: news[key] });
  }
  return isNews ? JSON.stringify(next) : null;
}

export function factsOf(stored: string): AccountStanding {
  return { ...empty, ...(JSON.parse(stored) as Stored).facts };
}

const text = z.string().max(1000);
const Value = z.object({
  display_phone_number: z.coerce.string().optional().catch(undefined),
  phone_number: z.coerce.string().optional().catch(undefined),
  entity_type: text.optional().catch(undefined),
  entity_id: z.coerce.string().optional().catch(undefined),
  event: text.optional().catch(undefined),
  decision: text.optional().catch(undefined),
  requested_verified_name: text.optional().catch(undefined),
  rejection_reason: text.nullish().catch(undefined),
  max_daily_conversations_per_business: z.coerce.string().optional().catch(undefined),
  max_daily_conversation_per_phone: z.coerce.string().optional().catch(undefined),
  current_limit: text.optional().catch(undefined),
  ban_info: z.object({ waba_ban_state: text, waba_ban_date: text.nullish() }).optional().catch(undefined),
  violation_info: z.object({ violation_type: text }).optional().catch(undefined),
  restriction_info: z
    .array(z.object({ restriction_type: text, expiration: z.coerce.number().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  alert_info: z
    .object({
      alert_severity: text.default(''),
      alert_status: text.default('ACTIVE'),
      alert_type: text.default(''),
      alert_description: text.default(''),
    })
    .optional()
    .catch(undefined),
});

/** Whom news is about: one number by its digits or Meta's id; neither: all of the business account. */
export interface AccountNews {
  digits: string | null;
  phoneNumberId: string | null;
  facts: Partial<AccountStanding>;
}

const links = new Set([
  'ACCOUNT_DELETED',
  'ACCOUNT_OFFBOARDED',
  'ACCOUNT_RECONNECTED',
  'PARTNER_ADDED',
  'PARTNER_REMOVED',
  'PARTNER_APP_INSTALLED',
  'PARTNER_APP_UNINSTALLED',
]);

/** What a webhook says of accounts; null when it is about something else, or says nothing that is shown. Pure. */
export function readAccountNews(field: string, raw: Record<string, unknown>): AccountNews | null {
  const value = Value.safeParse(raw).data;
  if (value === undefined) return null;
  const facts = factsIn(field, value);
  if (Object.keys(facts).length === 0) return null;
  const phone = value.display_phone_number ?? value.phone_number;
  const phoneNumberId = value.entity_type === 'PHONE_NUMBER' ? (value.entity_id ?? null) : null;
  return { digits: phone?.replace(/\D/g, '') ?? null, phoneNumberId, facts };
}

function factsIn(field: string, value: z.infer<typeof Value>): Partial<AccountStanding> {
  const { event } = value;
  const limit = value.max_daily_conversations_per_business ?? value.current_limit;
  switch (field) {
    case 'phone_number_quality_update':
      return {
        ...(event === undefined ? {} : { numberEvent: event }),
        ...(limit === undefined ? {} : { messagingLimit: limit }),
      };
    case 'business_capability_update': {
      const told = limit ?? value.max_daily_conversation_per_phone;
      return told === undefined ? {} : { messagingLimit: told === '-1' ? 'TIER_UNLIMITED' : told };
    }
    case 'phone_number_name_update': {
      const { decision, requested_verified_name: name = '', rejection_reason: reason = null } = value;
      return decision === undefined ? {} : { name: { decision, name, reason } };
    }
    case 'account_review_update':
      return value.decision === undefined ? {} : { review: value.decision };
    case 'account_alerts': {
      if (value.alert_info === undefined) return {};
      const { alert_status, alert_type: type, alert_severity: severity, alert_description: text } = value.alert_info;
      return { alert: alert_status === 'NONE' ? null : { type, severity, text } };
    }
    case 'security':
      return event === undefined ? {} : { security: event };
    case 'account_update':
      return accountUpdate(value);
    default:
      return {};
  }
}

function accountUpdate({
  event = '',
  ban_info: ban,
  violation_info: violation,
  restriction_info: restrictions,
}: z.infer<typeof Value>): Partial<AccountStanding> {
  return {
    ...(ban === undefined ? {} : { ban: { state: ban.waba_ban_state, date: ban.waba_ban_date ?? null } }),
    ...(violation === undefined ? {} : { violation: violation.violation_type }),
    ...(restrictions === undefined
      ? {}
      : {
          restrictions: restrictions.map(({ restriction_type: type, expiration }) => ({
            type,
            until: expiration === undefined ? null : Math.round(expiration * 1000),
          })),
        }),
    ...(links.has(event) ? { link: event } : {}),
  };
}
