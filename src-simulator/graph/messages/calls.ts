import { GraphError, invalidParameter } from '../graph-error.ts';
import { isObject, type Json } from './params.ts';
import { readAddressee } from './recipient.ts';
import { wordOf } from '../word-of.ts';

const actions = ['connect', 'pre_accept', 'accept', 'reject', 'terminate'];

/**
 * `POST /{phone number id}/calls`. Nobody in the simulator has allowed a business to call them, and no call of theirs
 * waits for an answer, so every well-formed request meets the refusal it would meet at Meta.
 */
export function answerCall(body: Json): never {
  const { action, session } = body;
  if (action === undefined || action === null) throw invalidParameter('The parameter action is required.');
  if (!actions.some((known) => known === action)) {
    throw invalidParameter(`Param action must be one of {${actions.join(', ')}} - got "${wordOf(action)}".`);
  }
  if (action === 'connect') {
    if (!isObject(session)) throw invalidParameter('The parameter session is required.');
    const { to } = readAddressee(body);
    throw new GraphError(138006, '(#138006) No approved call permission from the recipient', {
      details: `No approved call permission from ${to} was found.`,
    });
  }
  const callId = body['call_id'];
  if (typeof callId !== 'string' || callId === '') throw invalidParameter('The parameter call_id is required.');
  throw new GraphError(100, '(#100) Invalid parameter', {
    details: `Call ${callId.slice(0, 120)} does not exist or has ended.`,
  });
}
