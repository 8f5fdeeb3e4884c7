import { displayPhone } from '#shared/phone.ts';
import { mostNumbers } from '../../company/account-state.ts';
import type { BusinessNumber } from '../../company/company.ts';
import { createRandom, digits } from '../../engine/random.ts';
import { parseFields, selectFields } from '../fields.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { readList, readParameters, requireText, toRecord } from '../parameters.ts';
import { numberDefaults, numberType, toNumberNode } from './number-node.ts';
import { wordOf } from '../word-of.ts';

/** `GET /{waba}/phone_numbers` with cursors, filter and order; `POST` adds a number, to be verified and registered. */
export function registerNumberList(app: GraphApp, parts: GraphParts): void {
  const random = createRandom(`${parts.options.seed}@${parts.clock.now()}`, 'number-ids');

  app.get<{ Params: { node: string }; Querystring: Record<string, unknown> }>(
    '/:node/phone_numbers',
    async (request) => {
      const waba = parts.nodes.getWaba(request.params.node, request.caller, 'get');
      const fields = parseFields(request.query['fields']);
      const call = { version: request.graphVersion, base: `http://${request.host}` };
      const matches = parseFilter(request.query);
      const nodes = inOrder(waba.numbers, request.query['sort'])
        .map((number) => toNumberNode(parts, number, call))
        .filter(matches)
        .map((node) => selectFields(node, fields, numberDefaults, numberType));
      return toPage(nodes, request.query, `http://${request.host}${request.originalUrl}`);
    },
  );

  app.post<{ Params: { node: string } }>('/:node/phone_numbers', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    const values = readParameters(request);
    const dialCode = requireText(values, 'cc', { min: 1, max: 4 }).replace(/^\+/, '');
    const national = requireText(values, 'phone_number', { min: 1, max: 20 }).replace(/[^\d]/g, '');
    const verifiedName = requireText(values, 'verified_name', { min: 3, max: 512 });
    if (!/^\d{1,3}$/.test(dialCode)) throw invalidParameter('Param cc must be the calling code of a country.');
    const all = `${dialCode}${national.replace(/^0+/, '')}`;
    if (all.length < 7 || all.length > 15) throw invalidParameter('Param phone_number must be a phone number.');
    checkRoom(parts);
    if (allNumbers(parts).some((number) => number.digits === all)) {
      throw new GraphError(100, '(#100) Invalid parameter', {
        details: 'This phone number is already registered to a WhatsApp business account.',
      });
    }
    const number: BusinessNumber = {
      id: `${random.int(1, 9)}${random.text(14, digits)}`,
      wabaId: waba.id,
      digits: all,
      display: displayPhone(all),
      verifiedName,
      trade: 'shop',
    };
    parts.nodes.addNumber(number, freshNumber);
    return { id: number.id };
  });
}

/** A number that was added a moment ago. */
export const freshNumber = {
  isRegistered: false,
  wasRegistered: false,
  pin: null,
  codeVerification: 'NOT_VERIFIED',
  quality: 'UNKNOWN',
  nameStatus: 'AVAILABLE_WITHOUT_REVIEW',
} as const;

export function allNumbers(parts: GraphParts): readonly BusinessNumber[] {
  return parts.company.wabas.flatMap((waba) => waba.numbers);
}

/** Throws when the portfolio has all the numbers it may have. */
export function checkRoom(parts: GraphParts): void {
  const most = mostNumbers(parts.nodes.portfolio());
  if (allNumbers(parts).length < most) return;
  throw new GraphError(100, '(#100) Invalid parameter', {
    details: `The business portfolio has reached its limit of ${most} phone numbers; verify the business to add more.`,
  });
}

// The list stands in the order of creation.
function inOrder(numbers: readonly BusinessNumber[], sort: unknown): readonly BusinessNumber[] {
  const order = wordOf(sort ?? '').replace(/["'[\]]/g, '');
  if (order === '' || order === 'creation_time_ascending') return numbers;
  if (order === 'creation_time_descending' || order === 'last_onboarded_time_descending') return numbers.toReversed();
  throw invalidParameter('Param sort must be one of {CREATION_TIME_ASCENDING, CREATION_TIME_DESCENDING}.');
}

/** `filtering=[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]`; all conditions must hold. */
function parseFilter(query: Record<string, unknown>): (node: Record<string, unknown>) => boolean {
  const conditions = (readList(query, 'filtering') ?? []).map((condition) => {
    const { field, operator, value } = toRecord(condition);
    if (typeof field !== 'string' || typeof operator !== 'string') {
      throw invalidParameter('Param filtering must be a list of {field, operator, value}.');
    }
    const test = operators[operator.toUpperCase()];
    if (!test)
      throw invalidParameter(`Param filtering[operator] must be one of {${Object.keys(operators).join(', ')}}.`);
    return (node: Record<string, unknown>): boolean => {
      if (!Object.hasOwn(node, field)) throw invalidParameter(`Filtering field '${field}' is invalid.`);
      return test(wordOf(node[field]), value);
    };
  });
  return (node) => conditions.every((holds) => holds(node));
}

const operators: Readonly<Record<string, (actual: string, wanted: unknown) => boolean>> = {
  EQUAL: (actual, wanted) => actual === wordOf(wanted),
  NOT_EQUAL: (actual, wanted) => actual !== wordOf(wanted),
  CONTAIN: (actual, wanted) => actual.includes(wordOf(wanted)),
  IN: (actual, wanted) => Array.isArray(wanted) && wanted.map(String).includes(actual),
  NOT_IN: (actual, wanted) => !(Array.isArray(wanted) && wanted.map(String).includes(actual)),
};
