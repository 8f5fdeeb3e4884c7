import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.ts';
import { parse } from './control.ts';
import { LedgerQuery, TokenRequest } from './schemas.ts';

/** Who is played, what happened. */
export function registerCompany(app: FastifyInstance, simulator: Simulator): void {
  const { company, directory, ledger, tokens, webhooks } = simulator;

  app.get('/company', async () => ({
    appId: company.appId,
    appSecret: company.appSecret,
    verifyToken: company.verifyToken,
    accessToken: tokens.current(),
    wabas: company.wabas.map((waba) => ({
      id: waba.id,
      phoneNumbers: waba.numbers.map((number) => ({ id: number.id, displayPhoneNumber: number.display })),
    })),
    customers: directory.named().map(({ waId, name }) => ({ waId, name })),
    gateway: { path: '/gateway', apiKey: simulator.gateway.apiKey },
  }));

  app.get('/ledger', async (request) => {
    const { since, limit } = parse(LedgerQuery, request.query);
    const { upTo, records } = ledger.read(since, limit);
    return { seq: upTo, counts: ledger.counts(), dropped: ledger.dropped(), queues: webhooks.counts(), ...records };
  });

  app.post('/token', async (request) => {
    const wanted = parse(TokenRequest, request.body);
    if ('rotate' in wanted) return { valid: true, accessToken: tokens.rotate() };
    if (wanted.valid) tokens.revive();
    else tokens.kill(wanted.subcode);
    return { valid: wanted.valid, accessToken: tokens.current() };
  });
}
