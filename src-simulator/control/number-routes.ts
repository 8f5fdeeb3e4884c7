import type { FastifyInstance } from 'fastify';
import { canonicalPhone, displayPhone } from '#shared/phone.ts';
import { type BusinessNumber, type Waba } from '../company/company.ts';
import { changeAccount, changePortfolio } from '../company/change-account.ts';
import { changeNumber } from '../company/change-number.ts';
import { toStatus } from '../company/number-state.ts';
import { createRandom, digits } from '../engine/random.ts';
import { freshNumber } from '../graph/numbers/list-numbers.ts';
import type { Simulator } from '../simulator.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { AccountChange, NewNumber, NumberChange, PortfolioChange, TokenDeath, TokenOrder } from './number-schemas.ts';

/** What WhatsApp, not the company, does to numbers, accounts, the portfolio and tokens. */
export function registerNumberControl(app: FastifyInstance, simulator: Simulator): void {
  const { clock, company, nodes, tokens } = simulator;
  const random = createRandom(`${simulator.options.seed}@${clock.now()}`, 'control-number-ids');

  app.get('/numbers', async () => ({
    portfolio: nodes.portfolio(),
    numbers: company.wabas.flatMap((waba) => waba.numbers.map((number) => showNumber(simulator, number))),
  }));

  app.post('/numbers', async (request) => {
    const wanted = parse(NewNumber, request.body);
    getWaba(simulator, wanted.wabaId);
    const all = company.wabas.flatMap((waba) => waba.numbers);
    if (all.some((number) => number.digits === wanted.phoneNumber)) {
      throw new ControlError(409, 'conflict', `${wanted.phoneNumber} is one of the company's numbers already`);
    }
    const number: BusinessNumber = {
      id: `${random.int(1, 9)}${random.text(14, digits)}`,
      wabaId: wanted.wabaId,
      digits: wanted.phoneNumber,
      display: displayPhone(wanted.phoneNumber),
      verifiedName: wanted.verifiedName,
      trade: 'shop',
    };
    nodes.addNumber(number, {
      ...(wanted.registered ? { onboardedAt: clock.now(), verifiedAt: clock.now() } : freshNumber),
      isCoexistence: wanted.coexistence,
      allowedRecipients: toAllowed(wanted.allowedRecipients ?? null),
    });
    return showNumber(simulator, number);
  });

  app.post<{ Params: { id: string } }>('/numbers/:id', async (request) => {
    const number = getNumber(simulator, request.params.id);
    const { allowedRecipients, ...change } = parse(NumberChange, request.body);
    if (allowedRecipients !== undefined) nodes.stateOf(number).allowedRecipients = toAllowed(allowedRecipients);
    changeNumber(simulator, number, change);
    return showNumber(simulator, number);
  });

  app.delete<{ Params: { id: string } }>('/numbers/:id', async (request) => {
    nodes.removeNumber(getNumber(simulator, request.params.id), clock.now());
    return { success: true };
  });

  app.post<{ Params: { id: string } }>('/accounts/:id', async (request) => {
    const waba = getWaba(simulator, request.params.id);
    const change = parse(AccountChange, request.body);
    if (change.alert?.phoneNumberId !== undefined) getNumber(simulator, change.alert.phoneNumberId);
    changeAccount(simulator, waba, change);
    const { restrictedCountries, ...account } = nodes.accountOf(waba.id);
    return { id: waba.id, ...account, restrictedCountries: [...restrictedCountries] };
  });

  app.post('/portfolio', async (request) => {
    changePortfolio(simulator, parse(PortfolioChange, request.body));
    return nodes.portfolio();
  });

  app.post('/tokens', async (request) => {
    const { kind, scopes, wabaIds, lifeMs } = parse(TokenOrder, request.body);
    return { accessToken: tokens.issue({ kind, scopes, wabaIds: wabaIds ?? null, lifeMs: lifeMs ?? null }) };
  });
  app.delete('/tokens', async (request) => {
    const { accessToken, subcode } = parse(TokenDeath, request.body);
    if (tokens.kill(subcode, accessToken)) return { success: true };
    throw new ControlError(404, 'not_found', 'accessToken: nobody was given this token');
  });
}

function showNumber(simulator: Simulator, number: BusinessNumber): object {
  const { allowedRecipients, registration, synced, newName, username, ...state } = simulator.nodes.stateOf(number);
  return {
    id: number.id,
    wabaId: number.wabaId,
    displayPhoneNumber: number.display,
    verifiedName: number.verifiedName,
    status: toStatus(simulator.nodes.stateOf(number)),
    isRegistered: state.isRegistered,
    codeVerification: state.codeVerification,
    // What came by SMS or voice.
    verificationCode: registration.code?.digits ?? null,
    pin: state.pin,
    quality: state.quality,
    throughput: state.throughput,
    standing: state.standing,
    nameStatus: state.nameStatus,
    newName,
    username,
    isCoexistence: state.isCoexistence,
    synced: [...synced],
    maintenance: state.maintenance,
    allowedRecipients: allowedRecipients === null ? null : [...allowedRecipients],
  };
}

function getNumber(simulator: Simulator, id: string): BusinessNumber {
  const number = simulator.nodes.findNumber(id);
  if (number) return number;
  throw new ControlError(404, 'not_found', `There is no number ${id}; GET /_control/numbers lists them`);
}

function getWaba(simulator: Simulator, id: string): Waba {
  const waba = simulator.nodes.findWaba(id);
  if (waba) return waba;
  throw new ControlError(404, 'not_found', `There is no business account ${id}; GET /_control/company lists them`);
}

function toAllowed(phones: readonly string[] | null): Set<string> | null {
  return phones === null ? null : new Set(phones.map(canonicalPhone));
}
