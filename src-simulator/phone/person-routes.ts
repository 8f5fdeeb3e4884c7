import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../control/control.ts';
import { ControlError } from '../control/control-error.ts';
import type { Simulator } from '../simulator.ts';
import { ChatName, getChat, getCustomer, getMessage } from './parties.ts';
import { toProfile } from './profile.ts';
import type { Profile } from './wire.ts';

/** How long it rings before a call counts as missed. */
const ringMs = 20_000;

const Play = z.strictObject({ ...ChatName.shape, messageId: z.string().min(1) });
const Consent = z.strictObject({
  ...ChatName.shape,
  isBlocked: z.boolean().optional(),
  isMarketingStopped: z.boolean().optional(),
});
const ProfileChange = z.strictObject({
  waId: z.string().min(1),
  username: z
    .string()
    .regex(/^[a-z0-9._]{3,35}$/, 'A username has 3 to 35 letters a to z, digits, dots and underscores')
    .nullable()
    .optional(),
  isPhoneHidden: z.boolean().optional(),
  newWaId: z
    .string()
    .regex(/^\d{7,15}$/, 'A number has 7 to 15 digits')
    .optional(),
});

/** What a customer does apart from sending: listening, calling, blocking, stopping marketing, being somebody else. */
export function registerPerson(app: FastifyInstance, simulator: Simulator): void {
  const { calls, clock, consent, ids, identities, outbound, threads } = simulator;

  app.post('/plays', async (request) => {
    const { messageId, ...chat } = parse(Play, request.body);
    const { message } = getMessage(simulator, getChat(simulator, chat), messageId);
    return { played: outbound.play(message.wamid) };
  });

  app.post('/calls', async (request) => {
    const { number, customer } = getChat(simulator, parse(ChatName, request.body));
    const callId = calls.ring(number, customer, ringMs);
    // The phone keeps the call in the chat, as a line between the messages.
    threads.show(threads.open(number, customer), {
      wamid: ids.inboundWamid(customer.waId),
      direction: 'inbound',
      at: clock.now(),
      type: 'call',
      content: { id: callId },
      replyTo: null,
      delivery: 'delivered',
      reaction: null,
    });
    return { callId };
  });

  app.post('/consent', async (request) => {
    const { isBlocked, isMarketingStopped, ...name } = parse(Consent, request.body);
    const { number, customer } = getChat(simulator, name);
    if (isBlocked !== undefined) consent.setBlocked(number, customer, isBlocked);
    if (isMarketingStopped !== undefined) identities.prefer(number, customer, isMarketingStopped ? 'stop' : 'resume');
    return { success: true };
  });

  app.post('/profile', async (request): Promise<Profile> => {
    const wanted = parse(ProfileChange, request.body);
    const customer = getCustomer(simulator, wanted.waId);
    if (wanted.username !== undefined) identities.setUsername(customer, wanted.username);
    if (wanted.isPhoneHidden !== undefined) identities.setInContactBook(customer, !wanted.isPhoneHidden);
    const toldBy = { toldBy: 'system', withPrevious: true } as const;
    if (wanted.newWaId !== undefined && !identities.move(customer, wanted.newWaId, toldBy)) {
      throw new ControlError(409, 'conflict', `Somebody has the number ${wanted.newWaId}`);
    }
    return toProfile(customer);
  });
}
