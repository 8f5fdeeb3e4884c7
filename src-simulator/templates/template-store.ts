import type { Company } from '../company/company.ts';
import { createRandom, digits, type Random } from '../engine/random.ts';
import { GraphError } from '../graph/graph-error.ts';
import { seedTemplates } from './seed/seed-templates.ts';
import type { Component, ParameterFormat, Template, TemplateCategory } from './template.ts';

/** What a business decides when it makes a template. */
export interface TemplateDefinition {
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat: ParameterFormat;
  components: readonly Component[];
  ttlSeconds: number | null;
  isLinkTracked: boolean;
  libraryName?: string | null;
}

/** The templates of every business account. Identity is the id, and the account with name and language. */
export interface TemplateStore {
  /** In the order of creation. */
  list(wabaId: string): readonly Template[];
  find(wabaId: string, name: string, language: string): Template | undefined;
  findById(id: string): Template | undefined;
  /** The template a send names; throws 132001 when there is none that may be sent, 132015 paused, 132016 disabled. */
  getSendable(wabaId: string, name: string, language: string): Template;
  /** Always pending; whether it may be made is the caller's to check. */
  add(wabaId: string, definition: TemplateDefinition, now: number): Template;
  remove(template: Template): void;
}

export function createTemplateStore(seed: string | number, company: Company, now: number): TemplateStore {
  const random = createRandom(seed, 'templates');
  const byAccount = new Map<string, Map<string, Template>>();
  const byId = new Map<string, Template>();
  const keyOf = (name: string, language: string): string => `${name}/${language}`;
  const accountOf = (wabaId: string): Map<string, Template> => {
    const known = byAccount.get(wabaId) ?? new Map<string, Template>();
    byAccount.set(wabaId, known);
    return known;
  };

  const store: TemplateStore = {
    list: (wabaId) => [...(byAccount.get(wabaId)?.values() ?? [])],
    find: (wabaId, name, language) => byAccount.get(wabaId)?.get(keyOf(name, language)),
    findById: (id) => byId.get(id),
    getSendable(wabaId, name, language) {
      const template = store.find(wabaId, name, language);
      if (template?.status === 'PAUSED') {
        throw new GraphError(132015, '(#132015) Template is paused', {
          details: `Template ${name} is paused due to low quality so it cannot be sent in a template message.`,
        });
      }
      if (template?.status === 'DISABLED') {
        throw new GraphError(132016, '(#132016) Template is disabled', {
          details: `Template ${name} has been paused too many times due to low quality and is now permanently disabled.`,
        });
      }
      if (template?.status !== 'APPROVED') {
        throw new GraphError(132001, '(#132001) Template name does not exist in the translation', {
          details: `template name (${name}) does not exist in ${language}`,
        });
      }
      return template;
    },
    add(wabaId, definition, at) {
      const template: Template = {
        id: newId(random),
        wabaId,
        ...definition,
        libraryName: definition.libraryName ?? null,
        previousCategory: null,
        correctCategory: null,
        status: 'PENDING',
        rejectedReason: 'NONE',
        quality: { score: 'UNKNOWN', at, reasons: [] },
        pauses: 0,
        archived: null,
        flowState: null,
        createdAt: at,
        updatedAt: at,
        edits: [],
      };
      accountOf(wabaId).set(keyOf(template.name, template.language), template);
      byId.set(template.id, template);
      return template;
    },
    remove(template) {
      byAccount.get(template.wabaId)?.delete(keyOf(template.name, template.language));
      byId.delete(template.id);
    },
  };
  seedTemplates(store, company, now);
  return store;
}

function newId(random: Random): string {
  return `${random.int(1, 9)}${random.text(16, digits)}`;
}
