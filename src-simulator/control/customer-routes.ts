import type { FastifyInstance } from 'fastify';
import type { Customer } from '../customers/directory.ts';
import { personas } from '../dialogues/persona.ts';
import type { Simulator } from '../simulator.ts';
import { parse } from './control.ts';
import { ControlError } from './control-error.ts';
import { getCustomer, getNumber } from './inbound-routes.ts';
import { BlockRequest, CallRequest, IdentityRequest, LiveRequest, PlayRequest, PreferenceRequest } from './schemas.ts';

/** Who customers are and what they allow: numbers, names, keys, blocks, opt-outs; and whether they write by themselves. */
export function registerCustomers(app: FastifyInstance, simulator: Simulator): void {
  const { consent, identities, live } = simulator;

  app.get('/customers', async () => ({ customers: simulator.directory.named().map(describe) }));

  app.post('/customers/identity', async (request) => {
    const wanted = parse(IdentityRequest, request.body);
    const customer = getCustomer(simulator, wanted);
    if (wanted.username !== undefined) identities.setUsername(customer, wanted.username);
    if (wanted.isInContactBook !== undefined) identities.setInContactBook(customer, wanted.isInContactBook);
    if (wanted.hasParent !== undefined) identities.setParent(customer, wanted.hasParent);
    if (wanted.newKey) identities.changeKey(customer);
    if (wanted.newWaId !== undefined && !identities.move(customer, wanted.newWaId, wanted)) {
      throw new ControlError(409, 'conflict', `Somebody has the number ${wanted.newWaId}`);
    }
    return describe(customer);
  });

  app.post('/customers/preferences', async (request) => {
    const wanted = parse(PreferenceRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    const customer = getCustomer(simulator, wanted);
    identities.prefer(number, customer, wanted.value);
    return { isOptedOut: consent.isOptedOut(number, customer) };
  });

  app.post('/customers/block', async (request) => {
    const wanted = parse(BlockRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    const customer = getCustomer(simulator, wanted);
    consent.setBlocked(number, customer, wanted.blocked);
    return { hasBlocked: consent.hasBlocked(number, customer) };
  });

  app.post('/customers/call', async (request) => {
    const wanted = parse(CallRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    return { callId: simulator.calls.ring(number, getCustomer(simulator, wanted), wanted.forMs) };
  });

  app.get('/customers/personas', async () => ({
    personas: personas.map(({ name, trade, language, isRare }) => ({ name, trade, language, isRare: isRare === true })),
  }));
  app.post('/customers/play', async (request) => {
    const wanted = parse(PlayRequest, request.body);
    const number = getNumber(simulator, wanted.phoneNumberId);
    const persona = personas.find(({ name }) => name === wanted.persona);
    if (!persona) {
      throw new ControlError(
        404,
        'not_found',
        `There is no ${wanted.persona}; GET /_control/customers/personas lists them`,
      );
    }
    if (!simulator.player.play(number, getCustomer(simulator, wanted), persona)) {
      throw new ControlError(409, 'conflict', 'This chat is in a story already, or too many are going on');
    }
    return { success: true };
  });

  app.get('/customers/live', async () => live.state());
  app.post('/customers/live', async (request) => {
    const { on, everyMs } = parse(LiveRequest, request.body);
    if (on) live.start(everyMs ?? live.state().everyMs);
    else live.stop();
    return live.state();
  });
}

function describe(customer: Customer): object {
  const { waId, userId, parentUserId, name, username, isInContactBook, identityHash } = customer;
  return { waId, userId, parentUserId, name, username, isInContactBook, identityHash };
}
