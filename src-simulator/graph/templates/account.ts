import type { Waba } from '../../company/company.ts';
import type { GraphParts } from '../graph.ts';
import type { Caller } from '../tokens.ts';

/** A call to an edge of a business account. */
export type EdgeRoute = { Params: { node: string }; Querystring: Record<string, unknown> };

/** The account in the path, for a caller who may manage it. */
export function getAccount(
  parts: GraphParts,
  request: { params: { node: string }; caller: Caller },
  method: 'get' | 'post' | 'delete',
): Waba {
  return parts.nodes.getWaba(request.params.node, request.caller, method, 'whatsapp_business_management');
}
