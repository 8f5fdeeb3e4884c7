import { GraphError } from '../graph/graph-error.ts';
import type { FilledButton } from './filled-template.ts';
import { readValue } from './fill-text.ts';
import {
  badParameter,
  badValue,
  countMismatch,
  formatMismatch,
  isObject,
  type Json,
  missingParameter,
  type Parameter,
  type SentComponents,
} from './send-components.ts';
import type { Button } from './template.ts';
import { replaceVariables, variablesOf } from './variables.ts';

const payloadLimit = 128;
const codeLimit = 15;
const urlLimit = 2000;

/** What a send calls each kind of button; an OTP button is stored as one with a URL. */
const subTypes: Readonly<Record<Button['type'], readonly string[]>> = {
  QUICK_REPLY: ['quick_reply'],
  URL: ['url'],
  PHONE_NUMBER: ['phone_number', 'voice_call'],
  COPY_CODE: ['copy_code'],
  OTP: ['url', 'otp'],
  FLOW: ['flow'],
  CATALOG: ['catalog'],
  MPM: ['mpm'],
  SPM: ['spm'],
  ORDER_DETAILS: ['order_details'],
  REQUEST_CONTACT_INFO: ['request_contact_info'],
  VOICE_CALL: ['voice_call'],
};

/** The buttons a customer sees, in the template's order, with what a tap sends. */
export function fillButtons(buttons: readonly Button[], sent: SentComponents['buttons']): readonly FilledButton[] {
  for (const index of sent.keys()) {
    if (index >= buttons.length) {
      throw formatMismatch(`buttons: the template has no button at index ${index}`);
    }
  }
  return buttons.map((button, index) => {
    const given = sent.get(index);
    if (given && !subTypes[button.type].includes(given.subType)) {
      throw formatMismatch(
        `buttons: Button at index ${index} is of type ${button.type}, received ${given.subType.toUpperCase().slice(0, 40) || 'UNKNOWN'}`,
      );
    }
    return fillButton(button, given?.parameters ?? [], `Button at index ${index} of type ${toWords(button.type)}`);
  });
}

function fillButton(button: Button, parameters: readonly Parameter[], where: string): FilledButton {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { type: 'quick_reply', text: button.text, payload: readPayload(parameters, where) ?? button.text };
    case 'URL':
      return { type: 'url', text: button.text, url: fillUrl(button.url, parameters, where) };
    case 'PHONE_NUMBER':
      return { type: 'phone_number', text: button.text, phoneNumber: button.phone_number };
    case 'COPY_CODE':
      return { type: 'copy_code', text: button.text, code: readCode(only(parameters, where), 'coupon_code', where) };
    case 'OTP':
      return {
        type: 'otp',
        text: button.text,
        code: readCode(only(parameters, where), 'text', where),
        otpType: button.otp_type,
      };
    case 'FLOW':
      return fillFlow(button, readAction(parameters, where), where);
    case 'CATALOG':
      return {
        type: 'catalog',
        text: button.text,
        thumbnailProductRetailerId: thumbnail(readAction(parameters, where)),
      };
    case 'MPM':
      return fillProducts(button.text, readAction(parameters, where), where);
    case 'SPM':
      return { type: 'spm', text: button.text };
    case 'REQUEST_CONTACT_INFO':
      if (parameters.length > 0) throw badParameter(`buttons: ${where} does not require parameters`);
      return { type: 'request_contact_info', text: button.text };
    case 'ORDER_DETAILS':
      return { type: 'order_details', text: button.text };
    case 'VOICE_CALL':
      return { type: 'voice_call', text: button.text, ttlMinutes: button.ttl_minutes ?? null };
  }
}

function fillUrl(url: string, parameters: readonly Parameter[], where: string): string {
  const names = variablesOf(url);
  if (names.length === 0) {
    if (parameters.length > 0) throw badParameter(`buttons: ${where} does not require parameters`);
    return url;
  }
  const parameter = only(parameters, where);
  if (parameter.type !== 'text') {
    throw formatMismatch(`buttons: ${where}: expected TEXT, received ${parameter.type.toUpperCase().slice(0, 40)}`);
  }
  const suffix = readValue(parameter, `buttons: ${where}`);
  const filled = replaceVariables(url, new Map(names.map((name) => [name, suffix])));
  if (filled.length > urlLimit) {
    throw new GraphError(132005, '(#132005) Translated text too long', {
      details: `buttons: ${where}: the URL has ${filled.length} characters, ${urlLimit} are allowed`,
    });
  }
  return filled;
}

function readPayload(parameters: readonly Parameter[], where: string): string | null {
  if (parameters.length === 0) return null;
  const { type, value } = only(parameters, where);
  if (type !== 'payload') {
    throw formatMismatch(`buttons: ${where}: expected PAYLOAD, received ${type.toUpperCase().slice(0, 40)}`);
  }
  const { payload } = value;
  if (typeof payload !== 'string' || payload === '') throw missingParameter(`buttons: ${where} requires a payload`);
  if (payload.length > payloadLimit) {
    throw badValue(`buttons: ${where}: the payload has ${payload.length} characters, ${payloadLimit} are allowed`);
  }
  return payload;
}

function readCode(parameter: Parameter, key: 'coupon_code' | 'text', where: string): string {
  if (parameter.type !== key) {
    throw formatMismatch(
      `buttons: ${where}: expected ${key.toUpperCase()}, received ${parameter.type.toUpperCase().slice(0, 40)}`,
    );
  }
  const code = parameter.value[key];
  if (typeof code !== 'string' || code === '') throw missingParameter(`buttons: ${where} requires a ${key}`);
  if (code.length > codeLimit) {
    throw badParameter(`buttons: ${where}: the code has ${code.length} characters, ${codeLimit} are allowed`);
  }
  return code;
}

/** The `action` of the parameter, empty when there is no parameter. */
function readAction(parameters: readonly Parameter[], where: string): Json {
  if (parameters.length === 0) return {};
  const { type, value } = only(parameters, where);
  if (type !== 'action') {
    throw formatMismatch(`buttons: ${where}: expected ACTION, received ${type.toUpperCase().slice(0, 40)}`);
  }
  const { action } = value;
  if (!isObject(action)) throw missingParameter(`buttons: ${where} requires an action`);
  return action;
}

function fillFlow(button: Extract<Button, { type: 'FLOW' }>, action: Json, where: string): FilledButton {
  const { flow_token: token = 'unused', flow_action_data: data } = action;
  if (typeof token !== 'string') throw badValue(`buttons: ${where}: flow_token must be a string`);
  if (data !== undefined && !isObject(data)) throw badValue(`buttons: ${where}: flow_action_data must be an object`);
  return {
    type: 'flow',
    text: button.text,
    flowId: button.flow_id,
    flowToken: token,
    screen: button.navigate_screen ?? null,
    data: data ?? null,
  };
}

function fillProducts(text: string, action: Json, where: string): FilledButton {
  const { sections } = action;
  if (!Array.isArray(sections) || sections.length === 0) throw missingParameter(`buttons: ${where} requires sections`);
  if (sections.length > 10) throw badParameter(`buttons: ${where}: at most 10 sections are allowed`);
  const filled = sections.map((section: unknown) => {
    const items = isObject(section) ? section['product_items'] : undefined;
    if (!isObject(section) || !Array.isArray(items) || items.length === 0) {
      throw missingParameter(`buttons: ${where}: each section requires product_items`);
    }
    const productRetailerIds = items.map((item: unknown) => {
      const id = isObject(item) ? item['product_retailer_id'] : undefined;
      if (typeof id !== 'string' || id === '') {
        throw missingParameter(`buttons: ${where}: each product requires a product_retailer_id`);
      }
      return id;
    });
    return { title: typeof section['title'] === 'string' ? section['title'] : '', productRetailerIds };
  });
  if (filled.reduce((count, section) => count + section.productRetailerIds.length, 0) > 30) {
    throw badParameter(`buttons: ${where}: at most 30 products are allowed`);
  }
  return { type: 'mpm', text, thumbnailProductRetailerId: thumbnail(action), sections: filled };
}

function thumbnail(action: Json): string | null {
  const id = action['thumbnail_product_retailer_id'];
  return typeof id === 'string' ? id : null;
}

function only(parameters: readonly Parameter[], where: string): Parameter {
  const [parameter] = parameters;
  if (!parameter) throw missingParameter(`buttons: ${where} requires a parameter`);
  if (parameters.length > 1) throw countMismatch(`buttons: ${where}`, parameters.length, 1);
  return parameter;
}

/** `QUICK_REPLY` → `Quick Reply`, as Meta's errors spell types. */
function toWords(type: string): string {
  return type
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}
