import type { FastifyRequest } from 'fastify';
import { type GraphError, invalidParameter, toGraphError, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { numberType } from '../numbers/number-node.ts';
import { readProductParameters } from '../parameters.ts';
import { wabaType } from '../accounts/waba-node.ts';

type NodeRoute = { Params: { node: string }; Querystring: Record<string, unknown> };
type EdgeRoute = { Params: { node: string; edge: string } };

/** What Meta has and the simulator plays without: empty lists, and the refusal an account without the feature gets. */
export function registerUnsupported(app: GraphApp, parts: GraphParts): void {
  app.get<NodeRoute>('/:node/flows', async (request) => {
    parts.nodes.getWaba(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    return { data: [] };
  });
  app.post<NodeRoute>('/:node/flows', async (request) => {
    parts.nodes.getWaba(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    throw toGraphError(139000, 'Flows can not be created: the account does not meet the integrity requirements.');
  });

  app.get<NodeRoute>('/:node/call_permissions', async (request) => {
    parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_messaging');
    const user = request.query['user_wa_id'] ?? request.query['recipient'];
    if (typeof user !== 'string' || user === '') throw invalidParameter('The parameter user_wa_id is required.');
    return noCallPermission;
  });

  app.get<NodeRoute>('/:node/groups', async (request) => {
    parts.nodes.getNumber(request.params.node, request.caller, 'get');
    return { data: { groups: [] } };
  });
  app.post<NodeRoute>('/:node/groups', async (request) => {
    parts.nodes.getNumber(request.params.node, request.caller, 'post');
    readProductParameters(request);
    throw toGraphError(131215, 'The phone number is not eligible for the Groups API.');
  });

  app.get<NodeRoute>('/:node/whatsapp_commerce_settings', async (request) => {
    const { id } = parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    return { data: [{ is_cart_enabled: false, is_catalog_visible: false, id }] };
  });
  app.post<NodeRoute>('/:node/whatsapp_commerce_settings', async (request) => {
    parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    throw invalidParameter('No catalog is linked to this WhatsApp business account.');
  });
  for (const edge of ['product_catalogs', 'solutions', 'schedules', 'audiences', 'extendedcredits'] as const) {
    app.get<NodeRoute>(`/:node/${edge}`, async (request) => {
      if (request.params.node !== parts.company.businessId) {
        parts.nodes.getWaba(request.params.node, request.caller, 'get', 'whatsapp_business_management');
      }
      return { data: [] };
    });
  }

  app.route<EdgeRoute>({
    method: ['GET', 'POST', 'DELETE'],
    url: '/:node/:edge',
    handler: (request) => {
      throw refuseEdge(parts, request);
    },
  });
}

/** Nobody has allowed the business to call them. */
const noCallPermission = {
  messaging_product: 'whatsapp',
  permission: { status: 'no_permission' },
  actions: [
    {
      action_name: 'send_call_permission_request',
      can_perform_action: true,
      limits: [
        { time_period: 'PT24H', max_allowed: 1, current_usage: 0 },
        { time_period: 'P7D', max_allowed: 2, current_usage: 0 },
      ],
    },
    { action_name: 'start_call', can_perform_action: false },
  ],
};

/** A known node has no such edge; an unknown one is said to be unknown first. */
function refuseEdge(parts: GraphParts, request: FastifyRequest<EdgeRoute>): GraphError {
  const { node, edge } = request.params;
  const method = request.method === 'GET' ? 'get' : request.method === 'POST' ? 'post' : 'delete';
  const type = typeOf(parts, request, method);
  if (method !== 'get' || type === null) return unknownObject(node, method);
  return invalidParameter(`Tried accessing nonexisting field (${edge.slice(0, 80)}) on node type (${type})`);
}

function typeOf(
  parts: GraphParts,
  request: FastifyRequest<EdgeRoute>,
  method: 'get' | 'post' | 'delete',
): string | null {
  const { node } = request.params;
  const { company, nodes } = parts;
  if (node === company.appId) return 'Application';
  if (node === company.businessId) return 'Business';
  if (node === 'me' || node === request.caller.userId) return 'User';
  if (nodes.findWaba(node)) return nodes.getWaba(node, request.caller, method) && wabaType;
  return nodes.findNumber(node) ? nodes.getNumber(node, request.caller, method) && numberType : null;
}
