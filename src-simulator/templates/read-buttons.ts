import { type Parameters, readFlag, toRecord } from '../graph/parameters.ts';
import { authenticationText } from './authentication-text.ts';
import type { ComponentRule } from './read-component.ts';
import { badButtons, tooLong } from './template-error.ts';
import type { Button } from './template.ts';
import { wordOf } from '../graph/word-of.ts';

const most = { all: 10, card: 2 };
const mostOf: Readonly<Partial<Record<Button['type'], number>>> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  OTP: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  ORDER_DETAILS: 1,
  REQUEST_CONTACT_INFO: 1,
};
const ofCards: readonly Button['type'][] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'SPM'];
const textLimit = 25;
const plainKinds = ['CATALOG', 'MPM', 'SPM', 'ORDER_DETAILS', 'REQUEST_CONTACT_INFO'] as const;
/** Labels that Meta writes when the business does not. */
const labels: Readonly<Partial<Record<Button['type'], string>>> = {
  CATALOG: 'View catalog',
  MPM: 'View items',
  SPM: 'View',
  ORDER_DETAILS: 'Review and pay',
  REQUEST_CONTACT_INFO: 'Share contact info',
};

/** The buttons of a template, or of a carousel's card; types may be in small letters. */
export function readButtons(given: unknown, rule: Pick<ComponentRule, 'isCard' | 'language'>): readonly Button[] {
  if (!Array.isArray(given) || given.length === 0) throw badButtons('The parameter buttons must be a list of buttons.');
  const limit = rule.isCard ? most.card : most.all;
  if (given.length > limit) throw badButtons(`There may be ${limit} buttons; these are ${given.length}.`);
  const buttons = given.map((button: unknown) => readButton(toRecord(button), rule.language));
  const kinds = buttons.map(({ type }) => type);
  for (const kind of new Set(kinds)) {
    const found = kinds.filter((each) => each === kind).length;
    const count = mostOf[kind] ?? limit;
    if (found > count) throw badButtons(`There may be ${count} button of type ${kind}; these are ${found}.`);
    if (rule.isCard && !ofCards.includes(kind)) throw badButtons(`A card has no button of type ${kind}.`);
  }
  const quick = kinds.map((kind) => kind === 'QUICK_REPLY');
  const changes = quick.filter((is, index) => index > 0 && is !== quick[index - 1]).length;
  if (changes > 1) throw badButtons('Quick replies must stand together, before or after the other buttons.');
  const texts = buttons.map(({ text }) => text);
  if (new Set(texts).size !== texts.length) throw badButtons('No two buttons may have the same text.');
  return buttons;
}

function readButton(button: Parameters, language: string): Button {
  const type = wordOf(button['type']).toUpperCase();
  const plain = plainKinds.find((kind) => kind === type);
  if (plain) return { type: plain, text: textOf(button, labels[plain]) };
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: textOf(button) };
    case 'URL':
      return readUrl(button);
    case 'PHONE_NUMBER': {
      const phone = wordOf(button['phone_number']);
      if (!/^\+?[\d\s()-]{5,20}$/.test(phone)) {
        throw badButtons('phone_number must be a phone number of at most 20 characters.');
      }
      return { type, text: textOf(button), phone_number: phone };
    }
    case 'COPY_CODE':
      return { type, text: 'Copy offer code', example: [readCode(button['example'])] };
    case 'OTP':
      return readOtp(button, language);
    case 'FLOW':
      return readFlow(button);
    case 'VOICE_CALL': {
      const minutes = button['ttl_minutes'];
      if (minutes === undefined || minutes === null) return { type, text: textOf(button) };
      if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1440 || minutes > 43_200) {
        throw badButtons('ttl_minutes must be between 1440 and 43200.');
      }
      return { type, text: textOf(button), ttl_minutes: minutes };
    }
    default:
      throw badButtons(`There is no button of type ${type.slice(0, 40) || '(none)'}.`);
  }
}

/** Written plainly or in a list of one. */
function readCode(example: unknown): string {
  const code = wordOf(Array.isArray(example) ? example[0] : example);
  if (code === '' || [...code].length > 15) {
    throw badButtons('A button of type COPY_CODE needs an example of at most 15 characters.');
  }
  return code;
}

function readUrl(button: Parameters): Button {
  const url = wordOf(button['url']);
  if (url.length > 2000) throw tooLong('url', 2000);
  if (!/^https?:\/\/[^\s/?#]/.test(url) || /\s/.test(url)) throw badButtons('url must be a web address.');
  const variables = url.match(/\{\{[^}]*\}\}/g) ?? [];
  const [variable] = variables;
  if (variables.length > 1 || (variable !== undefined && (variable !== '{{1}}' || !url.endsWith(variable)))) {
    throw badButtons('A url may hold one variable, {{1}}, at its end.');
  }
  const { example } = button;
  const examples = example === undefined || example === null ? [] : [example].flat().map(wordOf);
  if (variable !== undefined && (examples[0] ?? '') === '') {
    throw badButtons('A url with a variable needs an example.');
  }
  return { type: 'URL', text: textOf(button), url, ...(examples.length === 0 ? {} : { example: examples }) };
}

function readFlow(button: Parameters): Button {
  const flows = ['flow_id', 'flow_name', 'flow_json'].map((key) => wordOf(button[key])).filter((flow) => flow !== '');
  if (flows.length !== 1) throw badButtons('A button of type FLOW needs one of flow_id, flow_name and flow_json.');
  const action = wordOf(button['flow_action'] ?? 'NAVIGATE').toUpperCase();
  if (action !== 'NAVIGATE' && action !== 'DATA_EXCHANGE') {
    throw badButtons('flow_action must be navigate or data_exchange.');
  }
  const screen = button['navigate_screen'];
  return {
    type: 'FLOW',
    text: textOf(button),
    flow_id: (flows[0] ?? '').slice(0, 64),
    flow_action: action,
    ...(typeof screen === 'string' ? { navigate_screen: screen } : {}),
  };
}

function readOtp(button: Parameters, language: string): Button {
  const kind = wordOf(button['otp_type']).toUpperCase();
  if (kind !== 'COPY_CODE' && kind !== 'ONE_TAP' && kind !== 'ZERO_TAP') {
    throw badButtons('otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.');
  }
  // Older bodies have the one app beside the type.
  const given = Array.isArray(button['supported_apps']) ? button['supported_apps'].map(toRecord) : [button];
  const apps = given.filter((app) => app['package_name'] !== undefined || app !== button).map(readApp);
  if (apps.length > 5) throw badButtons('There may be 5 supported_apps.');
  if (kind !== 'COPY_CODE' && apps.length === 0) throw badButtons(`otp_type ${kind} needs supported_apps.`);
  if (kind === 'ZERO_TAP' && readFlag(button, 'zero_tap_terms_accepted') !== true) {
    throw badButtons('otp_type ZERO_TAP needs zero_tap_terms_accepted.');
  }
  const words = authenticationText(language);
  return {
    type: 'OTP',
    otp_type: kind,
    text: textOf(button, words.copy),
    ...(kind === 'COPY_CODE' ? {} : { autofill_text: textOf({ text: button['autofill_text'] }, words.autofill) }),
    ...(apps.length === 0 ? {} : { supported_apps: apps }),
    ...(kind === 'ZERO_TAP' ? { zero_tap_terms_accepted: true } : {}),
  };
}

function readApp(app: Parameters): { package_name: string; signature_hash: string } {
  const [package_name, signature_hash] = [wordOf(app['package_name']), wordOf(app['signature_hash'])];
  if (!/^(?:[a-z]\w*\.)+[a-z]\w*$/i.test(package_name))
    throw badButtons('package_name must be that of an Android app.');
  if (!/^[\w+/=]{11}$/.test(signature_hash)) throw badButtons('signature_hash must have 11 characters.');
  return { package_name, signature_hash };
}

function textOf(button: Parameters, usual?: string): string {
  const text = button['text'] ?? usual;
  if (typeof text !== 'string' || text.trim() === '') throw badButtons('Each button needs a text.');
  if ([...text].length > textLimit) throw tooLong('button text', textLimit);
  if (/\{\{/.test(text)) throw badButtons('The text of a button holds no variables.');
  return text;
}
