import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BusinessNumber } from '../../company/company.ts';
import type { Customer } from '../../customers/directory.ts';
import { errorTable } from '../error-table.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { readList, readProductParameters, toRecord } from '../parameters.ts';
import { blockCapacity } from './block-list.ts';

const mostPerCall = 1000;

/** What became of one entry of the list. */
type Outcome = { user: object } | { user: object; error: { code: number; details: string } };

/** `POST|DELETE|GET /{number}/block_users`. */
export function registerBlocking(app: GraphApp, parts: GraphParts): void {
  app.post<{ Params: { node: string } }>('/:node/block_users', async (request, reply) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'post');
    const outcomes = readUsers(request).map((user) => block(parts, number, user));
    return answer(parts, request, reply, 'added_users', outcomes);
  });

  app.delete<{ Params: { node: string } }>('/:node/block_users', async (request, reply) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'delete');
    const outcomes = readUsers(request).map((user) => unblock(parts, number, user));
    return answer(parts, request, reply, 'removed_users', outcomes);
  });

  app.get<{ Params: { node: string }; Querystring: Record<string, unknown> }>('/:node/block_users', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'get');
    const users = parts.blocking.list(number).map(({ waId, userId }) => ({
      messaging_product: 'whatsapp',
      wa_id: waId,
      user_id: userId,
    }));
    return toPage(users, request.query, `http://${request.host}${request.originalUrl}`);
  });
}

interface NamedUser {
  input: string;
  isUserId: boolean;
}

function readUsers(request: { body: unknown; query: unknown }): readonly NamedUser[] {
  const list = readList(readProductParameters(request), 'block_users');
  if (list === undefined) throw invalidParameter('The parameter block_users is required.');
  if (list.length === 0) throw invalidParameter('Param block_users must have at least one user.');
  if (list.length > mostPerCall) {
    throw new GraphError(130429, `(#130429) ${errorTable[130429]?.title}`, {
      details: `A request may name ${mostPerCall} users.`,
    });
  }
  return list.map((entry) => {
    const { user, user_id: userId } = toRecord(entry);
    if (typeof user === 'string' && user !== '') return { input: user, isUserId: false };
    if (typeof userId === 'string' && userId !== '') return { input: userId, isUserId: true };
    throw invalidParameter('Each of block_users must have a user or a user_id.');
  });
}

function block(parts: GraphParts, number: BusinessNumber, named: NamedUser): Outcome {
  const { customer, user } = look(parts, number, named);
  const fail = (code: number, details: string): Outcome => ({ user, error: { code, details } });
  if (!named.isUserId && named.input.replace(/\D/g, '') === number.digits) {
    return fail(131021, 'A business can not block its own phone number.');
  }
  const windowClosesAt = customer && parts.threads.find(number, customer)?.windowClosesAt;
  // The window is open for as long as the last message is younger than a day.
  if (!customer || windowClosesAt == null || windowClosesAt <= parts.clock.now()) {
    return fail(131047, 'User has not messaged in the last 24 hours');
  }
  if (parts.blocking.list(number).length >= blockCapacity && !parts.blocking.isBlocked(number, customer)) {
    return fail(139101, `The blocklist has reached its limit of ${blockCapacity} users.`);
  }
  parts.blocking.block(number, customer);
  return { user };
}

function unblock(parts: GraphParts, number: BusinessNumber, named: NamedUser): Outcome {
  const { customer, user } = look(parts, number, named);
  if (!customer) return { user, error: { code: 131026, details: 'This is not a user of WhatsApp.' } };
  // Whoever isn't blocked is as good as unblocked.
  parts.blocking.unblock(number, customer);
  return { user };
}

function look(parts: GraphParts, number: BusinessNumber, named: NamedUser): { customer?: Customer; user: object } {
  const customer = named.isUserId
    ? parts.directory.find(named.input)
    : parts.directory.findRecipient(named.input, number.digits);
  if (!customer) return { user: { input: named.input } };
  const { waId, userId } = customer;
  return { customer, user: { input: named.input, ...(named.isUserId ? {} : { wa_id: waId }), user_id: userId } };
}

/** All went well, or HTTP 400 with what did and what did not. */
function answer(
  parts: GraphParts,
  request: FastifyRequest,
  reply: FastifyReply,
  success: 'added_users' | 'removed_users',
  outcomes: readonly Outcome[],
): object {
  const done = outcomes.filter((outcome) => !('error' in outcome)).map(({ user }) => user);
  const failed = outcomes.flatMap((outcome) => ('error' in outcome ? [toFailure(outcome)] : []));
  if (failed.length === 0) return { messaging_product: 'whatsapp', block_users: { [success]: done } };

  const error = new GraphError(139100, '(#139100) Failed to block/unblock users', {
    details: 'Failed to block some users, see the block_users response list for details',
  });
  const path = request.originalUrl.split('?')[0] ?? '';
  parts.ledger.record('refusals', { at: parts.clock.now(), method: request.method, path, code: error.code });
  return reply.code(error.status).send({
    messaging_product: 'whatsapp',
    block_users: { [success]: done, failed_users: failed },
    ...error.toBody(parts.ids.fbtraceId()),
  });
}

function toFailure({ user, error }: Extract<Outcome, { error: object }>): object {
  const { code, details } = error;
  return { ...user, errors: [{ message: errorTable[code]?.title, code, error_data: { details } }] };
}
