import { findComponent, type Template } from '../../templates/template.ts';
import { readDefinition, readTemplateComponents, readTtl } from '../../templates/read-definition.ts';
import { templateError } from '../../templates/template-error.ts';
import { categories } from '../../templates/template.ts';
import { parseFields, selectFields } from '../fields.ts';
import { GraphError, invalidParameter, toGraphError, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { oneOf, type Parameters, readParameters, readText } from '../parameters.ts';
import type { Caller } from '../tokens.ts';
import { matcherOf } from './filters.ts';
import { templateDefaults, templateType, toTemplateNode } from './template-node.ts';

type EdgeRoute = { Params: { node: string }; Querystring: Record<string, unknown> };

const manage = 'whatsapp_business_management';
const hour = 3_600_000;
const day = 24 * hour;
/** Of a business that Meta has verified. */
const mostTemplates = 6000;
const mostPerHour = 100;

/** `/{waba}/message_templates` and the acts on one template. `GET` and `POST /{template}` are numbers/routes.ts's. */
export function registerTemplates(app: GraphApp, parts: GraphParts): void {
  const made = new Map<string, number[]>();
  /** Names of deleted templates that were approved, and until when nobody may use them. */
  const blocked = new Map<string, number>();

  app.get<EdgeRoute>('/:node/message_templates', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'get', manage);
    const fields = parseFields(request.query['fields']);
    const found = parts.templates.list(waba.id).filter(matcherOf(request.query));
    const nodes = found.map((template) =>
      selectFields(toTemplateNode(template), fields, templateDefaults, templateType),
    );
    return toPage(nodes, request.query, `http://${request.host}${request.originalUrl}`);
  });

  app.post<EdgeRoute>('/:node/message_templates', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'post', manage);
    const now = parts.clock.now();
    const recent = (made.get(waba.id) ?? []).filter((at) => now - at < hour);
    if (recent.length >= mostPerHour) throw toGraphError(80_008, 'At most 100 templates can be made in an hour.');
    const definition = readDefinition(readParameters(request));
    if (parts.templates.list(waba.id).length >= mostTemplates) {
      throw templateError(2388019, 'Message Template Limit Exceeded', `There are ${mostTemplates} templates already.`);
    }
    const key = `${waba.id}/${definition.name}`;
    if ((blocked.get(key) ?? 0) > now) {
      throw templateError(
        2388023,
        'Message Template Language is Being Deleted',
        'A template of that name was deleted less than 30 days ago. Choose another name.',
      );
    }
    if (parts.templates.find(waba.id, definition.name, definition.language)) {
      throw templateError(
        2388024,
        'Content in This Language Already Exists',
        `There is already ${definition.language} content for this template.`,
      );
    }
    const template = parts.templates.add(waba.id, definition, now);
    made.set(waba.id, [...recent, now]);
    parts.templateLife.submit(template);
    return { id: template.id, status: template.status, category: template.category };
  });

  app.delete<EdgeRoute>('/:node/message_templates', async (request) => {
    const waba = parts.nodes.getWaba(request.params.node, request.caller, 'delete', manage);
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
    const disabled = doomed.find(({ status }) => status === 'DISABLED');
    if (disabled) throw invalidParameter('A disabled template cannot be deleted.');
    if (id === undefined && doomed.some(({ status }) => status === 'APPROVED')) {
      blocked.set(`${waba.id}/${name}`, parts.clock.now() + 30 * day);
    }
    for (const template of doomed) {
      parts.templates.remove(template);
      parts.templateLife.setStatus(template, 'PENDING_DELETION');
    }
    return { success: true };
  });

  app.post<EdgeRoute>('/:node/unpause', async (request) => {
    const template = getTemplate(parts, request.params.node, request.caller, 'post');
    if (template.status !== 'PAUSED') throw invalidParameter('Only a paused template can be unpaused.');
    parts.templateLife.setStatus(template, 'APPROVED', { title: 'UNPAUSE' });
    return { success: true };
  });
}

/** `GET /{id}` when the id is a template's; undefined when it is not. */
export function showTemplate(
  parts: GraphParts,
  request: { params: { node: string }; query: Record<string, unknown>; caller: Caller },
): object | undefined {
  const { node } = request.params;
  if (!parts.templates.findById(node)) return undefined;
  const template = getTemplate(parts, node, request.caller, 'get');
  const fields = parseFields(request.query['fields']);
  return selectFields(toTemplateNode(template), fields, templateDefaults, templateType);
}

/** `POST /{id}` when the id is a template's: it goes through review again; undefined when it is not. */
export function editTemplate(parts: GraphParts, id: string, caller: Caller, values: Parameters): object | undefined {
  if (!parts.templates.findById(id)) return undefined;
  const template = getTemplate(parts, id, caller, 'post');
  const now = parts.clock.now();
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status)) {
    throw templateError(2388003, 'Template Can’t Be Edited', `A template that is ${template.status} can’t be edited.`);
  }
  const edits = template.edits.filter((at) => now - at < 30 * day);
  if (template.status === 'APPROVED') {
    if (edits.some((at) => now - at < day) || edits.length >= 10) {
      throw templateError(
        2388003,
        'Template Can’t Be Edited',
        'An approved template can be edited once in 24 hours and 10 times in 30 days.',
      );
    }
  }
  const category =
    values['category'] === undefined ? template.category : oneOf('category', values['category'], categories);
  if (category !== template.category && template.status === 'APPROVED') {
    throw invalidParameter('The category of an approved template cannot be changed.');
  }
  if (
    values['components'] === undefined &&
    values['category'] === undefined &&
    !('message_send_ttl_seconds' in values)
  ) {
    throw invalidParameter('Give category, components or message_send_ttl_seconds.');
  }
  const components =
    values['components'] === undefined
      ? template.components
      : readTemplateComponents(values, category, template.parameterFormat);
  const ttlSeconds = readTtl(values, category) ?? template.ttlSeconds;
  const isNewText = textOf(components) !== textOf(template.components);
  Object.assign(template, { category, components, ttlSeconds, edits: [...edits, now] } satisfies Partial<Template>);
  parts.templateLife.submit(template);
  if (isNewText) parts.templateLife.announceComponents(template);
  return { success: true };
}

const textOf = (components: Template['components']): string | undefined => findComponent(components, 'BODY')?.text;

function getTemplate(parts: GraphParts, id: string, caller: Caller, method: 'get' | 'post'): Template {
  const template = parts.templates.findById(id);
  if (!template) throw unknownObject(id, method);
  // Also judges the caller's right to the account.
  parts.nodes.getWaba(template.wabaId, caller, method, manage);
  return template;
}
