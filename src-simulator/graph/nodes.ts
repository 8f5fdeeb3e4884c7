import type { BusinessNumber, Company, Waba } from '../company/company.ts';
import type { Caller } from './tokens.ts';
import { unknownObject } from './graph-error.ts';

type Method = 'get' | 'post' | 'delete';

/** Finds what an id in a path stands for. Objects the caller has no right to are as unknown as those that are not there. */
export interface Nodes {
  findNumber(id: string): BusinessNumber | undefined;
  findWaba(id: string): Waba | undefined;
  getNumber(id: string, caller: Caller, method: Method): BusinessNumber;
  getWaba(id: string, caller: Caller, method: Method): Waba;
}

export function createNodes(company: Company): Nodes {
  const numbers = new Map(company.wabas.flatMap((waba) => waba.numbers).map((number) => [number.id, number]));
  const wabas = new Map(company.wabas.map((waba) => [waba.id, waba]));
  const findNumber = (id: string): BusinessNumber | undefined => numbers.get(id);
  const findWaba = (id: string): Waba | undefined => wabas.get(id);
  return {
    findNumber,
    findWaba,
    getNumber(id, caller, method) {
      const number = caller === 'app' ? undefined : findNumber(id);
      if (!number) throw unknownObject(id, method);
      return number;
    },
    getWaba(id, _caller, method) {
      const waba = findWaba(id);
      if (!waba) throw unknownObject(id, method);
      return waba;
    },
  };
}
