import { type KnownButton, type TemplateButton, typeOf } from './button.ts';
import { error, type Findings, warning } from './lint-finding.ts';
import { marksAndEmojis } from './lint-text.ts';
import { templateLimits } from './limits.ts';
import { firstSample } from './samples.ts';
import { lengthOf, piecesOf } from './variables.ts';

type Type = TemplateButton['type'];

const mostOf: Readonly<Partial<Record<Type, number>>> = {
  URL: 2,
  ...{ PHONE_NUMBER: 1, COPY_CODE: 1, FLOW: 1, OTP: 1, CATALOG: 1, MPM: 1, SPM: 1, VOICE_CALL: 1 },
  ...{ ORDER_DETAILS: 1, REQUEST_CONTACT_INFO: 1 },
};
const ofCards: readonly Type[] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'SPM'];

/** `path`: of the list. `isCard`: of a carousel's card, which takes fewer. */
export function* lintButtons(buttons: readonly TemplateButton[], path: string, isCard: boolean): Findings {
  const most = isCard ? templateLimits.cardButtons : templateLimits.buttons;
  if (buttons.length === 0) {
    yield error('buttons.none', path, 'There is no button in it: add one, or take the buttons out');
    return;
  }
  if (buttons.length > most) {
    yield error('buttons.count', path, `There are ${buttons.length} buttons: WhatsApp takes ${most} here`, null, {
      buttons: buttons.length,
      most,
    });
  }
  yield* lintKinds(buttons, path, isCard);
  yield* lintOrder(buttons, path);
  const seen = new Set<string>();
  for (const [index, button] of buttons.entries()) {
    const own = `${path}.${index}`;
    if (button.type === 'UNKNOWN') {
      yield unknownButton(button.raw, own);
      continue;
    }
    yield* lintLabel(button, own, seen);
    yield* lintButton(button, own);
  }
}

function* lintKinds(buttons: readonly TemplateButton[], path: string, isCard: boolean): Findings {
  for (const type of new Set(buttons.map(({ type }) => type))) {
    const count = buttons.filter((button) => button.type === type).length;
    const most = mostOf[type] ?? templateLimits.buttons;
    if (count > most)
      yield error('buttons.kind', path, `There are ${count} buttons of type ${type}: WhatsApp takes ${most}`, null, {
        buttons: count,
        type,
        most,
      });
    if (isCard && type !== 'UNKNOWN' && !ofCards.includes(type)) {
      yield error('buttons.card', path, `A card has no button of type ${type}: it takes ${ofCards.join(', ')}`, null, {
        type,
      });
    }
  }
}

function* lintOrder(buttons: readonly TemplateButton[], path: string): Findings {
  const quick = buttons.map(({ type }) => type === 'QUICK_REPLY');
  const changes = quick.filter((is, index) => index > 0 && is !== quick[index - 1]).length;
  if (changes > 1) {
    const sorted = [...buttons.filter((_, index) => quick[index]), ...buttons.filter((_, index) => !quick[index])];
    yield error('buttons.order', path, 'Quick replies must stand together, before or behind the other buttons', {
      label: 'Put the quick replies first',
      path,
      value: sorted.map((button) => (button.type === 'UNKNOWN' ? button.raw : button)),
    });
  }
  if (buttons.length >= 4 || changes > 0) {
    yield warning(
      'buttons.desktop',
      path,
      'Four and more buttons, or quick replies beside others, are not shown on WhatsApp for computers: customers are told to look at their phone',
    );
  }
}

function unknownButton(raw: unknown, path: string) {
  const type = typeOf(raw);
  const needs = Object.hasOwn(needed, type) ? needed[type] : undefined;
  return needs === undefined
    ? error('button.type', path, `There is no button of type ${type || '(none)'}`, null, { type })
    : error('button.incomplete', path, `A button of type ${type} needs ${needs}`, null, { type });
}
const needed: Readonly<Record<string, string>> = {
  QUICK_REPLY: 'a text',
  URL: 'a text and a url',
  PHONE_NUMBER: 'a text and a phone_number',
  COPY_CODE: 'an example of the code',
  OTP: 'an otp_type',
  FLOW: 'a text and a flow_id, flow_name or flow_json',
  VOICE_CALL: 'a text',
};

/** WhatsApp writes these by itself when they are left out. */
const mayBeUnnamed: readonly Type[] = [
  'COPY_CODE',
  'OTP',
  'CATALOG',
  'MPM',
  'SPM',
  'ORDER_DETAILS',
  'REQUEST_CONTACT_INFO',
];

function* lintLabel(button: KnownButton, path: string, seen: Set<string>): Findings {
  const text = button.text ?? '';
  const where = `${path}.text`;
  if (text.trim() === '') {
    if (!mayBeUnnamed.includes(button.type) || typeof button.text === 'string') {
      yield error('button.text', where, 'The button needs a text');
    }
    return;
  }
  const length = lengthOf(text);
  if (length > templateLimits.buttonText) {
    yield error(
      'button.long',
      where,
      `“${text}” has ${length} characters: a button takes ${templateLimits.buttonText}`,
      null,
      { text, length, limit: templateLimits.buttonText },
    );
  }
  if (text.includes('{{')) yield error('button.variable', where, 'The text of a button has no variables');
  if (seen.has(text))
    yield error('button.twice', where, `There are two buttons “${text}”: name one differently`, null, { text });
  seen.add(text);
  if (/[\n*_~`]|\p{Extended_Pictographic}/u.test(text)) {
    const plain = text.replace(marksAndEmojis, '').replace(/\s+/g, ' ').trim();
    yield warning('button.plain', where, 'WhatsApp rejects line breaks, emojis and formatting (* _ ~ `) on buttons', {
      label: 'Take them out',
      path: where,
      value: plain,
    });
  }
}

function* lintButton(button: KnownButton, path: string): Findings {
  switch (button.type) {
    case 'URL':
      return yield* lintUrl(button.url, firstSample(button.example), path);
    case 'PHONE_NUMBER':
      if (!/^\+?[\d\s()-]{5,20}$/.test(button.phone_number)) {
        yield error(
          'button.phone',
          `${path}.phone_number`,
          'This is no phone number of at most 20 characters: +12025550143',
        );
      } else if (!button.phone_number.startsWith('+')) {
        yield warning(
          'button.phone_country',
          `${path}.phone_number`,
          'Begin the number with + and the country code: it is dialled from anywhere',
        );
      }
      return;
    case 'COPY_CODE': {
      const length = lengthOf(firstSample(button.example) ?? '');
      if (length === 0 || length > templateLimits.code) {
        yield error(
          'button.code',
          `${path}.example`,
          `Give an example of the code, of at most ${templateLimits.code} characters`,
          null,
          { limit: templateLimits.code },
        );
      }
      return;
    }
    case 'FLOW': {
      const named = [button.flow_id, button.flow_name, button.flow_json].filter((flow) => (flow ?? '') !== '');
      if (named.length !== 1)
        yield error('button.flow', path, 'Name the flow by one of flow_id, flow_name and flow_json');
      const action = (button.flow_action ?? 'NAVIGATE').toUpperCase();
      if (action !== 'NAVIGATE' && action !== 'DATA_EXCHANGE') {
        yield error('button.flow_action', `${path}.flow_action`, 'flow_action is navigate or data_exchange');
      }
      return;
    }
    case 'OTP':
      return yield* lintOtp(button, path);
    case 'VOICE_CALL': {
      const minutes = button.ttl_minutes ?? 1440;
      if (!Number.isInteger(minutes) || minutes < 1440 || minutes > 43_200) {
        yield error(
          'button.ttl',
          `${path}.ttl_minutes`,
          'A call button works for 1,440 to 43,200 minutes (1 to 30 days)',
        );
      }
    }
  }
}

const shorteners = /^https?:\/\/(?:www\.)?(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|ow\.ly|rebrand\.ly|cutt\.ly)\//i;

function* lintUrl(url: string, sample: string | null, path: string): Findings {
  const where = `${path}.url`;
  if (url.length > templateLimits.url) {
    yield error(
      'button.url_long',
      where,
      `The link has ${url.length} characters: WhatsApp takes ${templateLimits.url}`,
      null,
      { length: url.length, limit: templateLimits.url },
    );
  }
  if (!/^https?:\/\/[^\s/?#]+/.test(url) || /\s/.test(url)) {
    yield error('button.url', where, 'The link must be a web address: https://example.com/orders');
  } else if (url.startsWith('http:')) {
    yield warning('button.url_http', where, 'Phones warn of links that are not https', {
      label: 'Make it https',
      path: where,
      value: url.replace(/^http:/, 'https:'),
    });
  }
  const variables = piecesOf(url).filter(({ kind }) => kind === 'variable');
  const [variable] = variables;
  if (variables.length > 1 || (variable !== undefined && (variable.text !== '{{1}}' || !url.endsWith('{{1}}')))) {
    yield error('button.url_variable', where, 'A link takes one variable, {{1}}, at its end');
  } else if (variable !== undefined && (sample ?? '') === '') {
    yield error('button.url_example', `${path}.example`, 'Give an example of the whole link');
  }
  if (/^https?:\/\/(?:wa\.me|(?:api|chat)\.whatsapp\.com)(?:[/?]|$)/i.test(url)) {
    yield warning(
      'button.url_whatsapp',
      where,
      'WhatsApp rejects links to itself (wa.me): use a quick reply or a call button',
    );
  }
  if (shorteners.test(url)) {
    yield warning('button.url_short', where, 'WhatsApp rejects shortened links: show where it leads');
  }
}

function* lintOtp(button: Extract<KnownButton, { type: 'OTP' }>, path: string): Findings {
  const kind = button.otp_type ?? '';
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(kind)) {
    yield error('button.otp', `${path}.otp_type`, 'otp_type is COPY_CODE, ONE_TAP or ZERO_TAP');
    return;
  }
  // Older bodies have the one app beside the type.
  const apps = button.supported_apps ?? ('package_name' in button ? [button] : []);
  if (kind !== 'COPY_CODE' && apps.length === 0) {
    yield error(
      'button.otp_apps',
      `${path}.supported_apps`,
      'Name the app that takes the code: package_name and signature_hash',
    );
  }
  if (apps.length > 5) yield error('button.otp_count', `${path}.supported_apps`, 'At most 5 apps can take the code');
  for (const { package_name, signature_hash } of apps) {
    const isApp = typeof package_name === 'string' && /^(?:[a-z]\w*\.)+[a-z]\w*$/i.test(package_name);
    const isHash = typeof signature_hash === 'string' && /^[\w+/=]{11}$/.test(signature_hash);
    if (!isApp || !isHash) {
      yield error(
        'button.otp_app',
        `${path}.supported_apps`,
        'package_name is that of an Android app (com.example.app), signature_hash has 11 characters',
      );
    }
  }
  if (kind === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true) {
    yield error(
      'button.otp_terms',
      `${path}.zero_tap_terms_accepted`,
      'Zero-tap codes need WhatsApp’s terms for them to be accepted',
    );
  }
}
