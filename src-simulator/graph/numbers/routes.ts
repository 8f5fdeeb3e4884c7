import { showPortfolio } from '../accounts/routes.ts';
import { toWabaNode, wabaDefaults, wabaType } from '../accounts/waba-node.ts';
import { parseFields, selectFields } from '../fields.ts';
import { invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { lookUpMedia } from '../media/routes.ts';
import { editTemplate, showTemplate } from '../templates/one-template.ts';
import { readParameters, readText } from '../parameters.ts';
import { registerAutomation } from './automation.ts';
import { registerContactBook } from './contact-book.ts';
import { registerNumberList } from './list-numbers.ts';
import { registerMessageHistory } from './message-history.ts';
import { numberDefaults, numberType, toNumberNode } from './number-node.ts';
import { registerQrCodes } from './qr-codes.ts';
import { registerRegistration } from './registration.ts';
import { registerSettings } from './settings.ts';
import { updateNumber } from './update-number.ts';
import { registerUsername } from './username.ts';

type NodeRoute = { Params: { node: string }; Querystring: Record<string, unknown> };

/** `GET` and `POST /{id}` of whatever has an id, and the edges of a phone number. */
export function registerNumbers(app: GraphApp, parts: GraphParts): void {
  app.get<NodeRoute>('/:node', async (request) => {
    const { node: id } = request.params;
    const fields = parseFields(request.query['fields']);
    const { company, nodes } = parts;
    const base = `http://${request.host}`;
    const call = { version: request.graphVersion, base, self: `${base}${request.originalUrl}` };
    if (company.appId === id) {
      const app = {
        id,
        name: company.appName,
        link: `https://www.facebook.com/games/?app_id=${id}`,
        category: 'Business',
      };
      return selectFields(app, fields, ['name', 'link'], 'Application');
    }
    if (company.businessId === id) return showPortfolio(parts, request.caller, fields);
    if (request.caller.userId === id) return selectFields(toUser(request.caller), fields, ['name'], 'User');
    if (nodes.findWaba(id)) {
      const waba = nodes.getWaba(id, request.caller, 'get');
      return selectFields(toWabaNode(parts, waba, call), fields, wabaDefaults, wabaType);
    }
    const media = lookUpMedia(parts, request);
    if (media) return media;
    const template = showTemplate(parts, request);
    if (template) return template;
    const number = nodes.getNumber(id, request.caller, 'get');
    return selectFields(toNumberNode(parts, number, call), fields, numberDefaults, numberType);
  });

  app.post<NodeRoute>('/:node', async (request) => {
    const { node: id } = request.params;
    const values = readParameters(request);
    if (parts.nodes.findWaba(id)) {
      const waba = parts.nodes.getWaba(id, request.caller, 'post', 'whatsapp_business_management');
      const name = readText(values, 'name', { min: 3, max: 75 });
      if (name === undefined) throw invalidParameter('The parameter name is required.');
      waba.name = name;
      return { success: true };
    }
    const edited = editTemplate(parts, id, request.caller, values);
    if (edited) return edited;
    const number = parts.nodes.getNumber(id, request.caller, 'post', 'whatsapp_business_management');
    return await updateNumber(parts, number, values);
  });

  registerNumberList(app, parts);
  registerRegistration(app, parts);
  registerSettings(app, parts);
  registerAutomation(app, parts);
  registerQrCodes(app, parts);
  registerUsername(app, parts);
  registerContactBook(app, parts);
  registerMessageHistory(app, parts);
}

/** The person or system user a token belongs to, as `/me` and their own id answer. */
export function toUser(caller: { kind: string; userId: string }): Record<string, unknown> {
  return { name: caller.kind === 'user' ? 'Robin Marlow' : 'Parley system user', id: caller.userId };
}
