import { readTemplateComponents, readTtl } from '../../templates/read-definition.ts';
import { templateError } from '../../templates/template-error.ts';
import { categories, findComponent, type Template } from '../../templates/template.ts';
import { parseFields, selectFields } from '../fields.ts';
import { invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';
import { oneOf, type Parameters } from '../parameters.ts';
import type { Caller } from '../tokens.ts';
import { handleCheck } from './creation.ts';
import { templateDefaults, templateType, toTemplateNode } from './template-node.ts';

const day = 24 * 3_600_000;

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
  const edits = template.edits.filter((at) => now - at < 30 * day);
  checkMayEdit(template, edits, now);
  const category =
    values['category'] === undefined ? template.category : oneOf('category', values['category'], categories);
  if (category !== template.category && template.status === 'APPROVED') {
    throw invalidParameter('The category of an approved template cannot be changed.');
  }
  if (values['components'] === undefined && values['category'] === undefined && !hasTtl(values)) {
    throw invalidParameter('Give category, components or message_send_ttl_seconds.');
  }
  const { parameterFormat: format, language } = template;
  const components =
    values['components'] === undefined
      ? template.components
      : readTemplateComponents(values, { category, format, language, isHandle: handleCheck(parts, template) });
  const ttlSeconds = readTtl(values, category) ?? template.ttlSeconds;
  const isNewText = textOf(components) !== textOf(template.components);
  Object.assign(template, { category, components, ttlSeconds, edits: [...edits, now] } satisfies Partial<Template>);
  parts.templateLife.submit(template);
  if (isNewText) parts.templateLife.announceComponents(template);
  return { success: true };
}

/** The template, for a caller who may manage its account. */
export function getTemplate(parts: GraphParts, id: string, caller: Caller, method: 'get' | 'post'): Template {
  const template = parts.templates.findById(id);
  if (!template) throw unknownObject(id, method);
  parts.nodes.getWaba(template.wabaId, caller, method, 'whatsapp_business_management');
  return template;
}

function checkMayEdit({ status }: Template, edits: readonly number[], now: number): void {
  if (status !== 'APPROVED' && status !== 'REJECTED' && status !== 'PAUSED') {
    throw templateError(2388003, 'Template Can’t Be Edited', `A template that is ${status} can’t be edited.`);
  }
  if (status === 'APPROVED' && (edits.some((at) => now - at < day) || edits.length >= 10)) {
    throw templateError(
      2388003,
      'Template Can’t Be Edited',
      'An approved template can be edited once in 24 hours and 10 times in 30 days.',
    );
  }
}

function hasTtl(values: Parameters): boolean {
  return values['message_send_ttl_seconds'] !== undefined;
}

function textOf(components: Template['components']): string | undefined {
  return findComponent(components, 'BODY')?.text;
}
