import { tokenWarning } from '#shared/account.ts';
import type { DoctorCheck, DoctorCheckId } from '#shared/wire/doctor-routes.ts';
import type { HealthStatus, MetaFacts, Told } from './meta-facts.ts';

/** A check that was made; title and number are put to it by its id. */
export type Finding = Pick<DoctorCheck, 'id' | 'status' | 'evidence' | 'remedy'>;

export const ok = (id: DoctorCheckId, evidence: string): Finding => ({ id, status: 'ok', evidence, remedy: null });
export const failed = (id: DoctorCheckId, evidence: string, remedy: string): Finding => ({
  id,
  status: 'failed',
  evidence,
  remedy,
});
export const warning = (id: DoctorCheckId, evidence: string, remedy: string): Finding => ({
  id,
  status: 'warning',
  evidence,
  remedy,
});
export const skipped = (id: DoctorCheckId, evidence: string, remedy: string | null = null): Finding => ({
  id,
  status: 'skipped',
  evidence,
  remedy,
});

/** What the checks compare Meta's answers with. */
export interface Expected {
  phoneNumberId: string;
  wabaId: string;
  appId: string | null;
  /** null: Meta can't reach us. */
  webhookUrl: string | null;
  now: number;
}

/** What must be subscribed for nothing to be missed; without the first nothing comes at all. */
const neededField = 'messages';
const usefulFields = [
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
];

/** Pure. */
export function judgeMeta(facts: MetaFacts, expected: Expected): Finding[] {
  return [
    ...ofToken(facts, expected),
    ofWaba(facts, expected),
    ofNumber(facts, expected),
    ofRegistration(facts),
    ofSubscription(facts, expected),
    ofCallback(facts, expected),
    ofFields(facts),
    ofQuality(facts),
    ofPayment(facts),
  ];
}

const enterToken = 'Generate a new token in the Meta Developer Portal and enter it in Admin → Accounts';

function ofToken({ token }: MetaFacts, { now }: Expected): Finding[] {
  const afterToken = skipped('scopes', 'Meta tells no permissions of a token that it refuses');
  if (!token.ok) return [failed('token', token.message, 'Look at the network of this server'), afterToken];
  if (!token.value.ok) {
    const { code, message } = token.value.refusal;
    return [failed('token', `Meta refuses it with code ${code ?? 'unknown'}: ${message}`, enterToken), afterToken];
  }
  const { isValid, problem, subcode, expiresAt, missingScopes } = token.value.facts;
  if (!isValid) {
    const evidence = `(#190) Invalid OAuth 2.0 Access Token${subcode === null ? '' : `, subcode ${subcode}`}: ${problem}`;
    return [failed('token', evidence, enterToken), afterToken];
  }
  const due = tokenWarning(expiresAt, now);
  const end = expiresAt === null ? 'never ends' : `ends on ${new Date(expiresAt).toISOString()}`;
  return [
    due === null
      ? ok('token', `Meta accepts it; it ${end}`)
      : warning('token', `Meta accepts it, but it ${end}`, 'Enter a new token before then'),
    missingScopes.length === 0
      ? ok('scopes', 'whatsapp_business_management and whatsapp_business_messaging are given')
      : failed(
          'scopes',
          `${missingScopes.join(' and ')} is not given`,
          'Generate the token again with both permissions ticked',
        ),
  ];
}

function ofWaba({ waba, token }: MetaFacts, { wabaId }: Expected): Finding {
  const remedy = 'Correct the WhatsApp Business Account ID in Admin → Accounts, or share the account with the token';
  if (!waba.ok) return failed('waba', refusal(`account ${wabaId}`, waba), remedy);
  const isOthers = token.ok && token.value.ok && token.value.facts.wabaIds?.includes(wabaId) === false;
  if (isOthers) return failed('waba', `The token was not given for account ${wabaId}`, remedy);
  return ok('waba', `The token sees account ${wabaId}${waba.value.name === undefined ? '' : ` (${waba.value.name})`}`);
}

function ofNumber({ number, wabaNumbers }: MetaFacts, { phoneNumberId, wabaId }: Expected): Finding {
  const remedy = 'Correct the Phone Number ID in Admin → Accounts';
  if (!number.ok) return failed('number', refusal(`number ${phoneNumberId}`, number), remedy);
  const name = number.value.display_phone_number;
  if (wabaNumbers.ok && !wabaNumbers.value.includes(phoneNumberId)) {
    return failed('number', `${name} is not a number of account ${wabaId}`, remedy);
  }
  return ok('number', `${name}${number.value.verified_name === undefined ? '' : ` (${number.value.verified_name})`}`);
}

function ofRegistration({ number }: MetaFacts): Finding {
  if (!number.ok) return skipped('registration', 'The number can’t be seen');
  const { status = 'unknown', platform_type = 'unknown', code_verification_status } = number.value;
  const evidence = `status ${status}, platform ${platform_type}`;
  if (status === 'CONNECTED' && platform_type !== 'NOT_APPLICABLE') return ok('registration', evidence);
  const isExpired = code_verification_status === 'EXPIRED';
  return failed(
    'registration',
    evidence,
    isExpired
      ? 'Verify the number again in WhatsApp Manager, then register it'
      : 'Connect the number again by sign-up, or register it in WhatsApp Manager',
  );
}

function ofSubscription({ subscribedApps }: MetaFacts, { appId }: Expected): Finding {
  const remedy = 'Save the number again in Admin → Accounts: that subscribes the app to its account';
  if (!subscribedApps.ok) return failed('subscription', refusal('the subscribed apps', subscribedApps), remedy);
  const ids = subscribedApps.value.map(({ whatsapp_business_api_data: { id } }) => id);
  if (ids.length === 0) return failed('subscription', 'No app is subscribed to the account', remedy);
  if (appId !== null && !ids.includes(appId)) {
    return failed('subscription', `App ${appId} is not subscribed, only ${ids.join(', ')}`, remedy);
  }
  return ok('subscription', `App ${appId ?? ids.join(', ')} is subscribed`);
}

function ofCallback({ subscribedApps, appSubscription }: MetaFacts, { appId, webhookUrl }: Expected): Finding {
  if (webhookUrl === null) return skipped('callback', 'Without a public address Meta has nowhere to call back to');
  if (!subscribedApps.ok) return skipped('callback', 'The subscribed apps can’t be seen');
  const ours = subscribedApps.value.find(({ whatsapp_business_api_data: { id } }) => appId === null || id === appId);
  const appUrl = appSubscription?.ok === true ? appSubscription.value?.callbackUrl : undefined;
  const callback = ours?.override_callback_uri ?? appUrl;
  if (callback === webhookUrl) return ok('callback', `Meta calls ${webhookUrl}`);
  return failed(
    'callback',
    callback === undefined ? 'Meta knows no callback' : `Meta calls ${callback} instead of ${webhookUrl}`,
    'Save the number again in Admin → Accounts: that sets the callback',
  );
}

function ofFields({ appSubscription }: MetaFacts): Finding {
  if (appSubscription === null) {
    return skipped('fields', 'Only the app can tell', 'Set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET');
  }
  if (!appSubscription.ok) return skipped('fields', refusal('the app’s fields', appSubscription));
  const remedy =
    'In the Meta app open WhatsApp → Configuration → Webhooks and subscribe them. There is no field message_status: statuses come with messages';
  const { value } = appSubscription;
  if (value === null) return warning('fields', 'The app itself has no webhook for WhatsApp', remedy);
  if (!value.fields.includes(neededField)) return failed('fields', `${neededField} is not subscribed`, remedy);
  const missing = usefulFields.filter((field) => !value.fields.includes(field));
  return missing.length === 0
    ? ok('fields', `${value.fields.length} fields are subscribed`)
    : warning('fields', `not subscribed: ${missing.join(', ')}`, remedy);
}

function ofQuality({ number }: MetaFacts): Finding {
  if (!number.ok) return skipped('quality', 'The number can’t be seen');
  const { quality_rating: quality = 'UNKNOWN', status } = number.value;
  const evidence = `quality ${quality}`;
  if (status === 'FLAGGED' || status === 'RATE_LIMITED' || status === 'RESTRICTED' || quality === 'RED') {
    return warning(
      'quality',
      `${evidence}, status ${status}`,
      'Send less, and only what people asked for, until it recovers',
    );
  }
  return quality === 'YELLOW'
    ? warning('quality', evidence, 'People block or report this number: look at what is sent')
    : ok('quality', evidence);
}

function ofPayment({ number }: MetaFacts): Finding {
  const health = number.ok ? number.value.health_status : undefined;
  if (health === undefined) return skipped('payment', 'Meta tells nothing about the health of this number');
  const problems = problemsOf(health);
  if (health.can_send_message === 'AVAILABLE') return ok('payment', 'Meta lets this number send');
  const evidence = `can send: ${health.can_send_message}. ${problems.map(({ text }) => text).join(' ')}`.trim();
  const remedy = problems.map(({ solution }) => solution).join(' ') || 'Look at the account in WhatsApp Manager';
  return health.can_send_message === 'BLOCKED'
    ? failed('payment', evidence, remedy)
    : warning('payment', evidence, remedy);
}

function problemsOf({ entities }: HealthStatus): { text: string; solution: string }[] {
  return entities.flatMap(({ entity_type, errors = [] }) =>
    errors.map(({ error_code, error_description, possible_solution = '' }) => ({
      text: `${entity_type} ${error_code}: ${error_description}`,
      solution: possible_solution,
    })),
  );
}

function refusal(what: string, { code, message }: Extract<Told<unknown>, { ok: false }>): string {
  return `Asked about ${what}, Meta says${code === null ? '' : ` (code ${code})`}: ${message}`;
}
