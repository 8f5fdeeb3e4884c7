import type { BusinessNumber, Company, Waba } from '../company/company.ts';
import { type AccountState, createAccountState, type PortfolioState } from '../company/account-state.ts';
import { createNumberState, type NumberState } from '../company/number-state.ts';
import { findSendBlock, type SendBlock } from '../company/send-block.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import type { Caller, Scope } from './tokens.ts';

type Method = 'get' | 'post' | 'delete';

/** Finds what an id in a path stands for, and knows the state it is in. */
export interface Nodes {
  findNumber(id: string): BusinessNumber | undefined;
  findWaba(id: string): Waba | undefined;
  /**
   * The number, for a caller who may touch it: unknown ids get 100/33, a token without its account 10, one without
   * `scope` 200. Without a scope any of WhatsApp's will do.
   */
  getNumber(id: string, caller: Caller, method: Method, scope?: Scope): BusinessNumber;
  /** As {@link getNumber}; the app itself may see accounts, too. */
  getWaba(id: string, caller: Caller, method: Method, scope?: Scope): Waba;
  stateOf(number: BusinessNumber): NumberState;
  accountOf(wabaId: string): AccountState;
  portfolio(): PortfolioState;
  /** Why this number may not send (to these digits) at `now`; null when it may. Blocked users are the block list's. */
  sendBlock(number: BusinessNumber, now: number, recipient?: string): SendBlock | null;
  addWaba(waba: Waba): void;
  /** Into its account's list. */
  addNumber(number: BusinessNumber, state: Partial<NumberState>): void;
  removeNumber(number: BusinessNumber, now: number): void;
  /** For five minutes after {@link removeNumber} the same digits can't be registered. */
  isJustDeleted(number: BusinessNumber, now: number): boolean;
}

const deletionRestMs = 5 * 60_000;

export function createNodes(company: Company): Nodes {
  const numbers = new Map<string, { number: BusinessNumber; state: NumberState }>();
  const wabas = new Map<string, { waba: Waba; state: AccountState }>();
  const deletedAt = new BoundedMap<string, number>(1000);
  const portfolio: PortfolioState = { tier: 'TIER_2K', verification: 'verified' };

  const findNumber = (id: string): BusinessNumber | undefined => numbers.get(id)?.number;
  const findWaba = (id: string): Waba | undefined => wabas.get(id)?.waba;
  const stateOf = (number: BusinessNumber): NumberState => {
    const known = numbers.get(number.id);
    if (!known) throw new Error(`number ${number.id} is not one of the company's`);
    return known.state;
  };
  const accountOf = (wabaId: string): AccountState => {
    const known = wabas.get(wabaId);
    if (!known) throw new Error(`account ${wabaId} is not one of the company's`);
    return known.state;
  };
  const indexNumber = (number: BusinessNumber, state: Partial<NumberState>): void => {
    numbers.set(number.id, { number, state: createNumberState(state) });
  };
  for (const waba of company.wabas) {
    wabas.set(waba.id, { waba, state: createAccountState() });
    for (const number of waba.numbers) indexNumber(number, { isCoexistence: number.isCoexistence === true });
  }

  return {
    findNumber,
    findWaba,
    getNumber(id, caller, method, scope) {
      const number = caller.kind === 'app' ? undefined : findNumber(id);
      if (!number) throw unknownObject(id, method);
      allow(caller, number.wabaId, scope);
      return number;
    },
    getWaba(id, caller, method, scope) {
      const waba = findWaba(id);
      if (!waba) throw unknownObject(id, method);
      if (caller.kind !== 'app') allow(caller, id, scope);
      return waba;
    },
    stateOf,
    accountOf,
    portfolio: () => portfolio,
    sendBlock: (number, now, recipient) =>
      findSendBlock(stateOf(number), accountOf(number.wabaId), now, recipient ?? null),
    addWaba(waba) {
      company.wabas.push(waba);
      wabas.set(waba.id, { waba, state: createAccountState() });
    },
    addNumber(number, state) {
      findWaba(number.wabaId)?.numbers.push(number);
      indexNumber(number, state);
    },
    removeNumber(number, now) {
      deletedAt.set(number.digits, now);
      const siblings = findWaba(number.wabaId)?.numbers ?? [];
      const place = siblings.indexOf(number);
      if (place >= 0) siblings.splice(place, 1);
      numbers.delete(number.id);
    },
    isJustDeleted: (number, now) => now - (deletedAt.get(number.digits) ?? -Infinity) < deletionRestMs,
  };
}

function allow(caller: Caller, wabaId: string, scope: Scope | undefined): void {
  const has = (name: Scope): boolean => caller.scopes.includes(name);
  if (scope === undefined ? !has('whatsapp_business_management') && !has('whatsapp_business_messaging') : !has(scope)) {
    const missing = scope ?? 'whatsapp_business_management';
    throw new GraphError(200, `(#200) You do not have the necessary permissions: ${missing} is missing`, {
      details: `The access token lacks the permission ${missing}.`,
    });
  }
  if (caller.wabaIds !== null && !caller.wabaIds.has(wabaId)) {
    throw new GraphError(10, '(#10) Application does not have permission for this action', {
      details: `The access token was not granted the WhatsApp business account ${wabaId}.`,
    });
  }
}
