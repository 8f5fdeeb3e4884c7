import { readDefinition } from '../../templates/read-definition.ts';
import { parseFields, selectFields } from '../fields.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { readParameters, readText } from '../parameters.ts';
import { type EdgeRoute, getAccount } from './account.ts';
import { type Creation, createCreation, handleCheck, mostTemplates } from './creation.ts';
import { matcherOf } from './filters.ts';
import { getTemplate } from './one-template.ts';
import { templateDefaults, templateType, toTemplateNode } from './template-node.ts';
import { registerUpkeep } from './upkeep-routes.ts';

/** `/{waba}/message_templates` and the acts on templates. `GET` and `POST /{template}` are numbers/routes.ts's. */
export function registerTemplates(app: GraphApp, parts: GraphParts): void {
  const creation = createCreation(parts);

  app.get<EdgeRoute>('/:node/message_templates', async (request) => {
    const waba = getAccount(parts, request, 'get');
    const fields = parseFields(request.query['fields']);
    const found = parts.templates.list(waba.id).filter(matcherOf(request.query));
    const nodes = found.map((template) =>
      selectFields(toTemplateNode(template), fields, templateDefaults, templateType),
    );
    const page = toPage(nodes, request.query, `http://${request.host}${request.originalUrl}`);
    if (request.query['summary'] === undefined) return page;
    const count = parts.templates.list(waba.id).length;
    const summary = {
      total_count: found.length,
      message_template_count: count,
      message_template_limit: mostTemplates(parts),
      are_translations_complete: true,
    };
    return { ...page, summary: selectSummary(summary, request.query['summary']) };
  });

  app.post<EdgeRoute>('/:node/message_templates', async (request) => {
    const waba = getAccount(parts, request, 'post');
    creation.checkPace(waba.id);
    const definition = readDefinition(readParameters(request), handleCheck(parts));
    const { id, status, category } = creation.create(waba.id, definition);
    return { id, status, category };
  });

  registerDeletion(app, parts, creation);

  app.post<EdgeRoute>('/:node/unpause', async (request) => {
    const template = getTemplate(parts, request.params.node, request.caller, 'post');
    if (template.status !== 'PAUSED') throw invalidParameter('Only a paused template can be unpaused.');
    parts.templateLife.setStatus(template, 'APPROVED', { title: 'UNPAUSE' });
    return { success: true };
  });

  registerUpkeep(app, parts, creation);
}

function registerDeletion(app: GraphApp, parts: GraphParts, creation: Creation): void {
  app.delete<EdgeRoute>('/:node/message_templates', async (request) => {
    const waba = getAccount(parts, request, 'delete');
    const values = readParameters(request);
    const name = readText(values, 'name', { min: 1, max: 512 });
    if (name === undefined) throw invalidParameter('The parameter name is required.');
    const id = readText(values, 'hsm_id', { min: 1, max: 40 });
    const doomed = parts.templates
      .list(waba.id)
      .filter((template) => template.name === name && (id === undefined || template.id === id));
    if (doomed.length === 0) {
      throw new GraphError(100, '(#100) Invalid parameter', {
        subcode: 2593002,
        forUser: { title: 'Message Template Not Found', message: `No template of name ${name} exists here.` },
      });
    }
    if (doomed.some(({ status }) => status === 'DISABLED')) {
      throw invalidParameter('A disabled template cannot be deleted.');
    }
    if (id === undefined && doomed.some(({ status }) => status === 'APPROVED')) creation.blockName(waba.id, name);
    for (const template of doomed) parts.templateLife.remove(template);
    return { success: true };
  });
}

/** The counts that `summary=total_count,…` names; all of them for `true`. */
function selectSummary(summary: Readonly<Record<string, unknown>>, wanted: unknown): Record<string, unknown> {
  const names = typeof wanted === 'string' ? wanted.split(',').map((name) => name.trim()) : [];
  const known = Object.entries(summary).filter(([name]) => names.includes(name));
  return Object.fromEntries(known.length > 0 ? known : Object.entries(summary));
}
