import type { BusinessNumber } from '../../company/company.ts';
import type { NumberState } from '../../company/number-state.ts';
import { createRandom, digits } from '../../engine/random.ts';
import { GraphError, invalidParameter, toGraphError } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { oneOf, readParameters, readProductParameters, readText, requireText } from '../parameters.ts';
import {
  checkCode,
  checkPin,
  codeLifeMs,
  countCode,
  countRegistration,
  expireVerification,
} from './registration-rules.ts';

/** Countries in which Meta keeps the messages of a number at rest when asked to. */
const regions = ['AU', 'ID', 'IN', 'JP', 'SG', 'KR', 'DE', 'CH', 'GB', 'BR', 'BH', 'ZA', 'AE', 'CA'] as const;

/** `request_code`, `verify_code`, `register` and `deregister` of a number. */
export function registerRegistration(app: GraphApp, parts: GraphParts): void {
  const random = createRandom(`${parts.options.seed}@${parts.clock.now()}`, 'verification-codes');
  const open = (request: {
    params: { node: string };
    caller: Parameters<GraphParts['nodes']['getNumber']>[1];
  }): { number: BusinessNumber; state: NumberState; now: number } => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    const state = parts.nodes.stateOf(number);
    const now = parts.clock.now();
    expireVerification(state, now);
    return { number, state, now };
  };

  app.post<{ Params: { node: string } }>('/:node/request_code', async (request) => {
    const { state, now } = open(request);
    const values = readParameters(request);
    if (values['code_method'] === undefined) throw invalidParameter('The parameter code_method is required.');
    oneOf('code_method', values['code_method'], ['SMS', 'VOICE']);
    const language = requireText(values, 'language', { max: 20 });
    if (!/^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/.test(language)) {
      throw invalidParameter('Param language must be the code of a language, as in en_US.');
    }
    countCode(state, now);
    state.registration.code = { digits: random.text(6, digits), expiresAt: now + codeLifeMs };
    state.registration.wrongCodes = 0;
    return { success: true };
  });

  app.post<{ Params: { node: string } }>('/:node/verify_code', async (request) => {
    const { state, now } = open(request);
    const code = requireText(readParameters(request), 'code', { max: 20 }).replace(/[-\s]/g, '');
    if (!/^\d{6}$/.test(code)) throw invalidParameter('Param code must have six digits.');
    checkCode(state.registration, code, now);
    state.registration.code = null;
    state.codeVerification = 'VERIFIED';
    state.verifiedAt = now;
    return { success: true };
  });

  app.post<{ Params: { node: string } }>('/:node/register', async (request) => {
    const { number, state, now } = open(request);
    const values = readProductParameters(request);
    const pin = requireText(values, 'pin', { max: 6 });
    if (!/^\d{6}$/.test(pin)) throw invalidParameter('Param pin must have six digits.');
    const region = readText(values, 'data_localization_region', { max: 2 });
    if (region !== undefined) oneOf('data_localization_region', region, regions);
    register(parts, number, state, pin, now);
    return { success: true };
  });

  app.post<{ Params: { node: string } }>('/:node/deregister', async (request) => {
    const { number, state, now } = open(request);
    if (state.isCoexistence) {
      throw new GraphError(100, '(#100) Invalid parameter', {
        details: 'The number is in use in the WhatsApp Business app: it is disconnected there, not by this call.',
      });
    }
    if (!state.isRegistered && !state.isDeregistrationIncomplete) throw toGraphError(133010, `Number ${number.id}.`);
    countRegistration(state.registration, now);
    state.isRegistered = false;
    state.isDeregistrationIncomplete = false;
    return { success: true };
  });
}

function register(parts: GraphParts, number: BusinessNumber, state: NumberState, pin: string, now: number): void {
  if (state.isCoexistence) {
    throw new GraphError(100, '(#100) Invalid parameter', {
      details: 'The number is in use in the WhatsApp Business app and is registered already.',
    });
  }
  if (parts.nodes.isJustDeleted(number, now)) {
    throw toGraphError(133015, 'The phone number was deleted a moment ago; try again in 5 minutes.');
  }
  countRegistration(state.registration, now);
  if (state.isDeregistrationIncomplete) {
    throw toGraphError(133000, 'An earlier deregistration is incomplete: deregister the number again.');
  }
  if (state.codeVerification !== 'VERIFIED') {
    throw toGraphError(133006, 'The phone number must be verified first: request a code and verify it.');
  }
  checkPin(state, pin, now);
  const isFirst = !state.wasRegistered;
  state.pin = pin;
  state.isRegistered = true;
  state.wasRegistered = true;
  state.isCertificateBroken = false;
  state.onboardedAt = now;
  // A new display name takes effect with the next registration.
  if (state.newName?.status === 'APPROVED') {
    number.verifiedName = state.newName.name;
    state.nameStatus = 'APPROVED';
    state.newName = null;
  }
  if (isFirst) parts.accountNews.quality(number, 'ONBOARDING', parts.nodes.portfolio().tier);
}
