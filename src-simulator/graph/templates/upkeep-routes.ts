import { authenticationBody, authenticationText } from '../../templates/authentication-text.ts';
import { readDefinition, readLanguage, readTemplateComponents, readTtl } from '../../templates/read-definition.ts';
import type { Template } from '../../templates/template.ts';
import { wordOf } from '../word-of.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { oneOf, type Parameters, readFlag, readList, readParameters, readText } from '../parameters.ts';
import { type EdgeRoute, getAccount } from './account.ts';
import { registerComparison } from './comparison.ts';
import { type Creation, handleCheck } from './creation.ts';

const mostArchived = 100;
const mostMigrated = 500;

/** What is done with many templates of an account at a time: archive, upsert, migrate, previews, comparison. */
export function registerUpkeep(app: GraphApp, parts: GraphParts, creation: Creation): void {
  registerArchive(app, parts);
  registerComparison(app, parts);

  app.post<EdgeRoute>('/:node/upsert_message_templates', async (request) => {
    const waba = getAccount(parts, request, 'post');
    creation.checkPace(waba.id);
    return { data: upsert(parts, creation, waba.id, readParameters(request)) };
  });

  app.post<EdgeRoute>('/:node/migrate_message_templates', async (request) => {
    const waba = getAccount(parts, request, 'post');
    const values = readParameters(request);
    const sourceId = wordOf(values['source_waba_id']);
    if (sourceId === '') throw invalidParameter('The parameter source_waba_id is required.');
    const source = getAccount(parts, { params: { node: sourceId }, caller: request.caller }, 'post');
    if (source.id === waba.id) throw invalidParameter('Param source_waba_id must be another account.');
    return migrate(parts, creation, waba.id, pageOf(parts.templates.list(source.id), values));
  });

  for (const edge of ['template_previews', 'message_template_previews']) {
    app.get<EdgeRoute>(`/:node/${edge}`, async (request) => {
      getAccount(parts, request, 'get');
      return { data: previewsOf(request.query) };
    });
  }
}

function registerArchive(app: GraphApp, parts: GraphParts): void {
  const acts = [
    { edge: 'archive', done: 'archived_templates', reason: 'Only approved or rejected templates can be archived' },
    { edge: 'unarchive', done: 'unarchived_templates', reason: 'Template is not archived' },
  ] as const;
  for (const { edge, done, reason } of acts) {
    app.post<EdgeRoute>(`/:node/message_templates/${edge}`, async (request) => {
      const waba = getAccount(parts, request, 'post');
      const ids = readIds(readParameters(request), 'hsm_ids', mostArchived);
      const moved: string[] = [];
      const failed: Record<string, string> = {};
      for (const id of ids) {
        const template = parts.templates.findById(id);
        if (template?.wabaId !== waba.id) failed[id] = 'Template does not exist';
        else if (parts.templateLife[edge](template)) moved.push(id);
        else failed[id] = reason;
      }
      return { [done]: moved, failed_templates: failed };
    });
  }
}

/** Makes or changes an authentication template in several languages at once. */
function upsert(parts: GraphParts, creation: Creation, wabaId: string, values: Parameters): readonly object[] {
  if (oneOf('category', values['category'], ['AUTHENTICATION', 'MARKETING', 'UTILITY']) !== 'AUTHENTICATION') {
    throw invalidParameter('Only templates of category AUTHENTICATION can be upserted.');
  }
  const languages = readIds(values, 'languages', 100).map(readLanguage);
  const isHandle = handleCheck(parts);
  // All are read before one is changed.
  const definitions = languages.map((language) => readDefinition({ ...values, language }, isHandle));
  return definitions.map((definition) => {
    const { name, language, category, parameterFormat: format } = definition;
    const known = parts.templates.find(wabaId, name, language);
    if (!known) return toUpserted(creation.create(wabaId, definition));
    known.components = readTemplateComponents(values, { category, format, language, isHandle });
    known.ttlSeconds = readTtl(values, category) ?? known.ttlSeconds;
    parts.templateLife.submit(known);
    return toUpserted(known);
  });
}

function toUpserted({ id, status, language }: Template): object {
  return { id, status, language };
}

function pageOf(templates: readonly Template[], values: Parameters): readonly Template[] {
  if (values['template_ids'] !== undefined) {
    const wanted = new Set(readIds(values, 'template_ids', mostMigrated));
    return templates.filter(({ id }) => wanted.has(id));
  }
  const count = readCount(values, 'count', mostMigrated, mostMigrated);
  const page = readCount(values, 'page_number', 0, 1000);
  return templates.slice(page * count, (page + 1) * count);
}

/** Copies approved templates of good or unknown quality; they are as approved in the other account. */
function migrate(
  parts: GraphParts,
  creation: Creation,
  wabaId: string,
  templates: readonly Template[],
): { migrated_templates: string[]; failed_templates: Record<string, string> } {
  const migrated: string[] = [];
  const failed: Record<string, string> = {};
  for (const template of templates) {
    if (
      template.status !== 'APPROVED' ||
      (template.quality.score !== 'GREEN' && template.quality.score !== 'UNKNOWN')
    ) {
      failed[template.id] = 'Only approved templates of quality GREEN or UNKNOWN can be migrated';
      continue;
    }
    const { name, language, category, parameterFormat, components, ttlSeconds, isLinkTracked, libraryName } = template;
    try {
      const copy = creation.create(wabaId, {
        ...{ name, language, category, parameterFormat, components, ttlSeconds, isLinkTracked, libraryName },
      });
      parts.templateLife.setStatus(copy, 'APPROVED');
      migrated.push(copy.id);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      failed[template.id] = error.forUser?.message ?? error.message;
    }
  }
  return { migrated_templates: migrated, failed_templates: failed };
}

/** Meta's fixed words in the languages asked for. */
function previewsOf(query: Parameters): readonly object[] {
  oneOf('category', query['category'], ['AUTHENTICATION']);
  const named = readText(query, 'languages', { max: 2000 }) ?? readText(query, 'language', { max: 15 }) ?? 'en_US';
  const minutes =
    query['code_expiration_minutes'] === undefined ? null : readCount(query, 'code_expiration_minutes', 0, 90);
  const hasRecommendation = readFlag(query, 'add_security_recommendation') === true;
  return named.split(',').map((name) => {
    const language = readLanguage(name.trim());
    const { copy, autofill, expiry } = authenticationText(language);
    return {
      body: authenticationBody(language, hasRecommendation),
      ...(minutes === null ? {} : { footer: expiry(minutes) }),
      buttons: [{ type: 'OTP', text: copy, autofill_text: autofill }],
      language,
    };
  });
}

/** A list as JSON, or as words with commas between them. */
function readIds(values: Parameters, name: string, most: number): readonly string[] {
  const value = values[name];
  const list =
    typeof value === 'string' && !value.trimStart().startsWith('[') ? value.split(',') : readList(values, name);
  const ids = [...new Set((list ?? []).map((id) => wordOf(id).trim()).filter((id) => id !== ''))];
  if (ids.length === 0) throw invalidParameter(`The parameter ${name} is required.`);
  if (ids.length > most) throw invalidParameter(`Param ${name} may hold ${most} values.`);
  return ids;
}

function readCount(values: Parameters, name: string, usual: number, most: number): number {
  const value = values[name];
  if (value === undefined || value === null) return usual;
  const count = wordOf(value) === '' ? Number.NaN : Number(value);
  if (!Number.isInteger(count) || count < 0 || count > most) {
    throw invalidParameter(`Param ${name} must be a number from 0 to ${most}.`);
  }
  return count;
}
