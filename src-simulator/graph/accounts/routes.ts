import { type FieldSelection, parseFields, selectFields } from '../fields.ts';
import { GraphError, invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { oneOf, readList, readParameters, requireText } from '../parameters.ts';
import { type Caller, dashboardUserId, systemUserId } from '../tokens.ts';
import { toOwner, toWabaNode, wabaDefaults, wabaType } from './waba-node.ts';

const tasks = [
  'MANAGE',
  'DEVELOP',
  'MANAGE_TEMPLATES',
  'MANAGE_PHONE',
  'VIEW_COST',
  'MANAGE_EXTENSIONS',
  'VIEW_PHONE_ASSETS',
  'MANAGE_PHONE_ASSETS',
  'VIEW_TEMPLATES',
  'MESSAGING',
] as const;

type NodeRoute = { Params: { node: string }; Querystring: Record<string, unknown> };

/** The accounts of the business portfolio, and the users and events of an account. */
export function registerAccounts(app: GraphApp, parts: GraphParts): void {
  app.get<NodeRoute>('/:node/owned_whatsapp_business_accounts', async (request) => {
    checkPortfolio(parts, request.params.node, request.caller);
    const fields = parseFields(request.query['fields']);
    const base = `http://${request.host}`;
    const self = `${base}${request.originalUrl}`;
    const call = { version: request.graphVersion, base, self };
    const { wabaIds } = request.caller;
    const accounts = parts.company.wabas
      .filter(({ id }) => wabaIds === null || wabaIds.has(id))
      .map((waba) => selectFields(toWabaNode(parts, waba, call), fields, wabaDefaults, wabaType));
    return toPage(accounts, request.query, self);
  });

  // Nobody has shared an account with this portfolio.
  app.get<NodeRoute>('/:node/client_whatsapp_business_accounts', async (request) => {
    checkPortfolio(parts, request.params.node, request.caller);
    parseFields(request.query['fields']);
    return { data: [] };
  });

  registerAssignedUsers(app, parts);

  app.get<NodeRoute>('/:node/activities', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    parseFields(request.query['fields']);
    return { data: [], paging: { cursors: { before: '', after: '' } }, id: waba.id };
  });
}

/** `GET /{business}`: the portfolio. */
export function showPortfolio(parts: GraphParts, caller: Caller, fields: FieldSelection | null): object {
  checkPortfolio(parts, parts.company.businessId, caller);
  const portfolio = parts.nodes.portfolio();
  const node = {
    ...toOwner(parts),
    verification_status: portfolio.verification,
    whatsapp_business_manager_messaging_limit: portfolio.tier,
    timezone_id: 1,
  };
  return selectFields(node, fields, ['name'], 'Business');
}

function checkPortfolio(parts: GraphParts, id: string, caller: Caller): void {
  if (id !== parts.company.businessId || caller.kind === 'app') throw unknownObject(id, 'get');
  if (caller.scopes.includes('business_management') || caller.scopes.includes('whatsapp_business_management')) return;
  throw new GraphError(200, '(#200) Requires business_management permission to manage the object', {
    details: 'The access token lacks the permission business_management.',
  });
}

function registerAssignedUsers(app: GraphApp, parts: GraphParts): void {
  const known = new Map([
    [systemUserId(parts.company), { name: 'Parley system user', user_type: 'SYSTEM_USER' }],
    [dashboardUserId(parts.company), { name: 'Robin Marlow', user_type: 'BUSINESS_USER' }],
  ]);
  // By account, then user. The company's own two have all rights from the start.
  const rights = new Map<string, Map<string, readonly string[]>>();
  const rightsOf = (wabaId: string): Map<string, readonly string[]> => {
    const own = rights.get(wabaId) ?? new Map([...known.keys()].map((id) => [id, ['MANAGE']]));
    rights.set(wabaId, own);
    return own;
  };
  const namedUser = (values: Readonly<Record<string, unknown>>): string => {
    const user = requireText(values, 'user', { min: 1, max: 40 });
    if (!known.has(user)) throw invalidParameter('Param user must be a user of the business.');
    return user;
  };

  app.get<NodeRoute>('/:node/assigned_users', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    const business = request.query['business'];
    if (business !== undefined && business !== parts.company.businessId) {
      throw invalidParameter('Param business must be the ID of the business that owns the account.');
    }
    const fields = parseFields(request.query['fields']);
    const users = [...rightsOf(waba.id)].map(([id, assigned]) =>
      selectFields({ id, ...known.get(id), business: toOwner(parts), tasks: assigned }, fields, ['name', 'tasks']),
    );
    return toPage(users, request.query, `http://${request.host}${request.originalUrl}`);
  });

  app.post<NodeRoute>('/:node/assigned_users', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'post', 'whatsapp_business_management');
    const values = readParameters(request);
    const user = namedUser(values);
    const list = readList(values, 'tasks');
    if (!list || list.length === 0) throw invalidParameter('The parameter tasks is required.');
    rightsOf(waba.id).set(
      user,
      list.map((task) => oneOf('tasks', task, tasks)),
    );
    return { success: true };
  });

  app.delete<NodeRoute>('/:node/assigned_users', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'delete', 'whatsapp_business_management');
    rightsOf(waba.id).delete(namedUser(readParameters(request)));
    return { success: true };
  });
}
