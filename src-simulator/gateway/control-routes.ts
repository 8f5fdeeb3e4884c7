import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../control/control.ts';
import { ControlError } from '../control/control-error.ts';
import { getCustomer } from '../control/inbound-routes.ts';
import { compose } from '../customers/compose.ts';
import { MessageKind } from '../customers/message-kinds.ts';
import { createRandom } from '../engine/random.ts';
import type { Simulator } from '../simulator.ts';
import { GatewayFaults, noGatewayFaults } from './faults.ts';
import type { Instance } from './instance.ts';

const name = z.string().min(1).max(200);
const Inbound = z.strictObject({
  instance: name,
  waId: z
    .string()
    .transform((text) => text.replace(/^\+/, ''))
    .refine((digits) => /^\d{5,20}$/.test(digits), 'waId is the digits of a phone number, country code first'),
  /** `{kind: …}` as in `customers/message-kinds.ts`, or `{text: "…"}` for short. */
  message: z.union([z.strictObject({ text: z.string().min(1).max(65_536) }), MessageKind]),
  profileName: z.string().max(2000).optional(),
});
const Disconnect = z.strictObject({
  instance: name,
  /** 401 the phone unlinked it, 403 banned, 408 and 428 connection lost, 440 replaced, 500 bad session, 515 restart. */
  statusReason: z.union([401, 403, 408, 411, 428, 440, 500, 503, 515].map((code) => z.literal(code))).default(401),
  /** Comes back by itself after so long; null: only when told to. */
  backAfterMs: z.int().min(0).max(86_400_000).nullable().default(null),
});

/** Steers the gateway, under `/_control/gateway`. */
export function registerGatewayControl(app: FastifyInstance, simulator: Simulator): void {
  const { clock, gateway, inbound, media, threads } = simulator;
  const random = createRandom(simulator.options.seed, 'gateway-samples');

  const getInstance = (wanted: string): Instance => {
    const instance = gateway.find(wanted);
    if (instance) return instance;
    throw new ControlError(404, 'not_found', `There is no instance ${wanted}; GET /_control/gateway lists them`);
  };

  app.get('/', async () => ({
    path: '/gateway',
    apiKey: gateway.apiKey,
    faults: gateway.faults,
    instances: gateway.list().map((instance) => ({
      name: instance.name,
      state: instance.state,
      waId: instance.number?.digits ?? null,
      phoneNumberId: instance.number?.id ?? null,
      code: instance.code?.code ?? null,
    })),
  }));

  app.post('/inbound', async (request) => {
    const { instance: wanted, message: told, ...who } = parse(Inbound, request.body);
    const { number } = getInstance(wanted);
    if (!number) {
      throw new ControlError(409, 'not_linked', `No phone is linked to ${wanted}; POST /_phone/scan links one`);
    }
    const customer = getCustomer(simulator, who);
    const act = 'kind' in told ? told : { kind: 'text' as const, text: told.text };
    const message = compose({ threads, media, random, now: clock.now() }, number, customer, act);
    // A tap that stays on the phone.
    if (!message) return { wamid: null, keyId: null };
    const { wamid } = inbound.receive(number, customer, message);
    // Reactions, edits and revokes are no messages of the chat.
    return { wamid, keyId: threads.message(wamid) ? gateway.keys.idOf(wamid, 'inbound') : null };
  });

  app.post('/disconnect', async (request) => {
    const { instance: wanted, statusReason, backAfterMs } = parse(Disconnect, request.body);
    const instance = getInstance(wanted);
    if (instance.state === 'close') throw new ControlError(409, 'not_connected', `${wanted} is not connected`);
    gateway.connections.drop(instance, statusReason, backAfterMs);
    return { state: instance.state, isLinked: instance.number !== null };
  });

  app.get('/faults', async () => gateway.faults);
  app.post('/faults', async (request) => Object.assign(gateway.faults, parse(GatewayFaults.partial(), request.body)));
  app.delete('/faults', async () => Object.assign(gateway.faults, noGatewayFaults));
}
