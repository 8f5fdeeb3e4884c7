import { GraphError, invalidParameter } from '../graph-error.ts';
import type { Json } from './params.ts';
import { type ParsedSend, parseSend } from './send-body.ts';
import { wordOf } from '../word-of.ts';

const policies = ['CLOUD_API_FALLBACK', 'STRICT'];

/** Reads the body of `/marketing_messages`: a template send with two parameters more. */
export function readMarketing(body: Json): ParsedSend {
  const policy = body['product_policy'];
  if (policy !== undefined && !policies.some((known) => known === policy)) {
    throw invalidParameter(`Param product_policy must be one of {${policies.join(', ')}} - got "${wordOf(policy)}".`);
  }
  const sharing = body['message_activity_sharing'];
  if (sharing !== undefined && typeof sharing !== 'boolean') {
    throw invalidParameter('Param message_activity_sharing must be a boolean.');
  }
  if (body['type'] !== 'template' || body['status'] !== undefined) {
    throw new GraphError(131055, '(#131055) Method not allowed', {
      details: 'Only template messages may be sent with the Marketing Messages API.',
    });
  }
  return parseSend(body);
}
