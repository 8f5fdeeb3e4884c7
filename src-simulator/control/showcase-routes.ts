import type { FastifyInstance } from 'fastify';
import { showAll } from '../phone/showcase.ts';
import type { Simulator } from '../simulator.ts';
import { parse } from './control.ts';
import { getCustomer, getNumber } from './inbound-routes.ts';
import { ChatRequest } from './schemas.ts';

/** A chat with a message of every kind, for pictures and for looking at. */
export function registerShowcase(app: FastifyInstance, simulator: Simulator): void {
  app.post('/showcase', async (request) => {
    const wanted = parse(ChatRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    return { wamids: showAll(simulator, number, getCustomer(simulator, wanted)) };
  });
}
