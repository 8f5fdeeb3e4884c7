import { countryOf, displayPhone } from '#shared/phone.ts';
import type { BusinessNumber, Waba } from '../../company/company.ts';
import { digits, type Random } from '../../engine/random.ts';
import { GraphError } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';
import { allNumbers, checkRoom, freshNumber } from '../numbers/list-numbers.ts';
import type { Parameters } from '../parameters.ts';

/** What was chosen in the dialog: the account that is shared, and how that ended in the words of Embedded Signup. */
export interface SignupResult {
  waba: Waba;
  event: 'FINISH' | 'FINISH_ONLY_WABA' | 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING';
  data: { phone_number_id?: string; waba_id: string; business_id: string };
}

/** Wrong or missing input of the person, to be shown in the dialog. */
export class SignupError extends Error {
  override readonly name = 'SignupError';
}

/** Countries whose numbers can't stay in the WhatsApp Business app. */
const withoutCoexistence: ReadonlySet<string> = new Set(['NG', 'ZA']);

/** Does what the form says: shares what is there, or makes a new number, in a new account if need be. */
export function applySignup(parts: GraphParts, form: Parameters, random: Random): SignupResult {
  const text = (name: string): string => (typeof form[name] === 'string' ? form[name].trim() : '');
  const [kind, id = ''] = text('choice').split(':');
  const business_id = parts.company.businessId;
  if (kind === 'account') {
    const waba = parts.nodes.findWaba(id);
    if (!waba) throw new SignupError('Choose an account.');
    return { waba, event: 'FINISH_ONLY_WABA', data: { waba_id: waba.id, business_id } };
  }
  if (kind === 'number') {
    const number = parts.nodes.findNumber(id);
    const waba = number && parts.nodes.findWaba(number.wabaId);
    if (!number || !waba) throw new SignupError('Choose a phone number.');
    const { isCoexistence } = parts.nodes.stateOf(number);
    return finish(parts, waba, number, isCoexistence);
  }
  if (kind !== 'new') throw new SignupError('Choose what to share.');

  const isCoexistence = text('in_app') === 'on';
  const phone = text('phone').replace(/[^\d]/g, '');
  const name = text('display_name');
  check(parts, phone, name, isCoexistence);
  const accountId = text('new_in');
  const waba =
    accountId === '' ? addAccount(parts, text('account_name'), phone, random) : parts.nodes.findWaba(accountId);
  if (!waba) throw new SignupError('Choose an account for the new number.');
  const number: BusinessNumber = {
    id: newId(random),
    wabaId: waba.id,
    digits: phone,
    display: displayPhone(phone),
    verifiedName: name,
    trade: 'shop',
  };
  const now = parts.clock.now();
  // The dialog has the number verified by a code; registering it is the app's part, unless it lives in the phone app.
  parts.nodes.addNumber(number, {
    ...freshNumber,
    codeVerification: 'VERIFIED',
    verifiedAt: now,
    ...(isCoexistence ? { isCoexistence, isRegistered: true, wasRegistered: true, quality: 'GREEN' } : {}),
  });
  return finish(parts, waba, number, isCoexistence);
}

function finish(parts: GraphParts, waba: Waba, number: BusinessNumber, isCoexistence: boolean): SignupResult {
  const { businessId: business_id } = parts.company;
  if (!isCoexistence) {
    return { waba, event: 'FINISH', data: { phone_number_id: number.id, waba_id: waba.id, business_id } };
  }
  const state = parts.nodes.stateOf(number);
  // The syncs may be asked for once after each onboarding.
  state.onboardedAt = parts.clock.now();
  state.synced.clear();
  return {
    waba,
    event: 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING',
    data: { phone_number_id: number.id, waba_id: waba.id, business_id },
  };
}

function check(parts: GraphParts, phone: string, name: string, isCoexistence: boolean): void {
  if (phone.length < 7 || phone.length > 15) {
    throw new SignupError('Enter a phone number with its country code, as in +1 202 555 0177.');
  }
  if (name.length < 3 || name.length > 100) throw new SignupError('Enter a display name of 3 to 100 characters.');
  if (allNumbers(parts).some((number) => number.digits === phone)) {
    throw new SignupError('This number already belongs to an account: choose it above.');
  }
  if (isCoexistence && withoutCoexistence.has(countryOf(phone) ?? '')) {
    throw new SignupError('Numbers of this country can not be used in the WhatsApp Business app at the same time.');
  }
  try {
    checkRoom(parts);
  } catch (error) {
    if (error instanceof GraphError) throw new SignupError(error.details ?? error.message, { cause: error });
    throw error;
  }
}

function addAccount(parts: GraphParts, name: string, phone: string, random: Random): Waba {
  if (name.length < 3 || name.length > 75) throw new SignupError('Enter an account name of 3 to 75 characters.');
  const waba: Waba = {
    id: newId(random),
    name,
    country: countryOf(phone) ?? 'US',
    currency: 'USD',
    timezoneId: '1',
    numbers: [],
  };
  parts.nodes.addWaba(waba);
  return waba;
}

function newId(random: Random): string {
  return `${random.int(1, 9)}${random.text(14, digits)}`;
}
