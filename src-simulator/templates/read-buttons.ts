import { type Parameters, toRecord } from '../graph/parameters.ts';
import { badButtons, tooLong } from './template-error.ts';
import type { Button } from './template.ts';
import { wordOf } from './word-of.ts';

const most = { all: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, FLOW: 1, OTP: 1, CATALOG: 1, MPM: 1, VOICE_CALL: 1 };
const textLimit = 25;
const plainKinds = ['CATALOG', 'MPM', 'SPM', 'ORDER_DETAILS', 'REQUEST_CONTACT_INFO'] as const;

/** The buttons of a template, or of a carousel card; types may be in small letters. */
export function readButtons(given: unknown, limit: number = most.all): readonly Button[] {
  if (!Array.isArray(given) || given.length === 0) throw badButtons('The parameter buttons must be a list of buttons.');
  if (given.length > limit) throw badButtons(`There may be ${limit} buttons; these are ${given.length}.`);
  const buttons = given.map((button) => readButton(toRecord(button)));
  const kinds = buttons.map(({ type }) => type);
  for (const [kind, count] of Object.entries(most)) {
    const found = kinds.filter((each) => each === kind).length;
    if (found > count) throw badButtons(`There may be ${count} button of type ${kind}; these are ${found}.`);
  }
  const quick = kinds.map((kind) => kind === 'QUICK_REPLY');
  const changes = quick.filter((is, index) => index > 0 && is !== quick[index - 1]).length;
  if (changes > 1) throw badButtons('Quick replies must stand together, before or after the other buttons.');
  const texts = buttons.map(({ text }) => text).filter((text) => text !== '');
  if (new Set(texts).size !== texts.length) throw badButtons('No two buttons may have the same text.');
  return buttons;
}

function readButton(button: Parameters): Button {
  const type = wordOf(button['type']).toUpperCase();
  const plain = plainKinds.find((kind) => kind === type);
  if (plain) return { type: plain, text: textOf(button, plain === 'CATALOG' ? 'View catalog' : undefined) };
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: textOf(button) };
    case 'URL':
      return readUrl(button);
    case 'PHONE_NUMBER': {
      const phone = wordOf(button['phone_number']);
      if (!/^\+?[\d\s()-]{5,20}$/.test(phone)) throw badButtons('phone_number must be a phone number of at most 20.');
      return { type, text: textOf(button), phone_number: phone };
    }
    case 'COPY_CODE': {
      const example = [button['example']].flat().map(wordOf);
      if (button['example'] === undefined || (example[0] ?? '').length > 15) {
        throw badButtons('A button of type COPY_CODE needs an example of at most 15 characters.');
      }
      return { type, text: 'Copy offer code', example };
    }
    case 'OTP':
      return readOtp(button);
    case 'FLOW': {
      const flow = button['flow_id'] ?? button['flow_name'] ?? button['flow_json'];
      if (flow === undefined) throw badButtons('A button of type FLOW needs flow_id, flow_name or flow_json.');
      const action = wordOf(button['flow_action'] ?? 'NAVIGATE').toUpperCase();
      if (action !== 'NAVIGATE' && action !== 'DATA_EXCHANGE') {
        throw badButtons('flow_action must be navigate or data_exchange.');
      }
      return {
        type,
        text: textOf(button),
        flow_id: wordOf(flow).slice(0, 64),
        flow_action: action,
        ...(typeof button['navigate_screen'] === 'string' ? { navigate_screen: button['navigate_screen'] } : {}),
      };
    }
    case 'VOICE_CALL':
      return { type, text: textOf(button) };
    default:
      throw badButtons(`There is no button of type ${type.slice(0, 40) || '(none)'}.`);
  }
}

function readUrl(button: Parameters): Button {
  const url = wordOf(button['url']);
  if (url.length > 2000) throw tooLong('url', 2000);
  if (!/^https?:\/\/\S+$/.test(url)) throw badButtons('url must be a web address.');
  const variables = url.match(/\{\{[^}]*\}\}/g) ?? [];
  if (variables.length > 1 || (variables.length === 1 && !url.endsWith(variables[0] ?? ''))) {
    throw badButtons('A url may hold one variable, at its end.');
  }
  const example = button['example'] === undefined ? [] : [button['example']].flat().map(wordOf);
  if (variables.length === 1 && example.length === 0) throw badButtons('A url with a variable needs an example.');
  return { type: 'URL', text: textOf(button), url, ...(example.length === 0 ? {} : { example }) };
}

function readOtp(button: Parameters): Button {
  const kind = wordOf(button['otp_type']).toUpperCase();
  if (kind !== 'COPY_CODE' && kind !== 'ONE_TAP' && kind !== 'ZERO_TAP') {
    throw badButtons('otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.');
  }
  const apps = Array.isArray(button['supported_apps']) ? button['supported_apps'].map(toRecord) : [];
  if (kind !== 'COPY_CODE' && apps.length === 0) throw badButtons(`otp_type ${kind} needs supported_apps.`);
  if (kind === 'ZERO_TAP' && button['zero_tap_terms_accepted'] !== true) {
    throw badButtons('otp_type ZERO_TAP needs zero_tap_terms_accepted.');
  }
  return {
    type: 'OTP',
    otp_type: kind,
    text: textOf(button, 'Copy code'),
    ...(apps.length === 0
      ? {}
      : {
          supported_apps: apps.map((app) => ({
            package_name: wordOf(app['package_name']),
            signature_hash: wordOf(app['signature_hash']),
          })),
        }),
    ...(kind === 'ZERO_TAP' ? { zero_tap_terms_accepted: true } : {}),
  };
}

function textOf(button: Parameters, usual?: string): string {
  const text = button['text'] ?? usual;
  if (typeof text !== 'string' || text.trim() === '') throw badButtons('Each button needs a text.');
  if ([...text].length > textLimit) throw tooLong('button text', textLimit);
  if (/\{\{/.test(text)) throw badButtons('The text of a button holds no variables.');
  return text;
}
