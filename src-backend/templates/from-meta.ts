import { z } from 'zod';
import type { TemplateRow } from './templates.repository.ts';

/** What is asked of Meta for each template. */
export const templateFields = [
  'id',
  'name',
  'language',
  'status',
  'category',
  'parameter_format',
  'components',
  'quality_score',
  'rejected_reason',
  'correct_category',
  'message_send_ttl_seconds',
].join(',');

const word = z.string().min(1).max(100);

/** A template in Meta's words. */
export const MetaTemplate = z.object({
  id: z.coerce.string().max(40),
  name: z.string().min(1).max(512),
  language: word,
  status: word,
  category: word,
  parameter_format: word.optional().catch(undefined),
  components: z.array(z.record(z.string(), z.unknown())).default([]),
  quality_score: z.object({ score: word }).optional().catch(undefined),
  rejected_reason: word.optional().catch(undefined),
  correct_category: word.optional().catch(undefined),
  message_send_ttl_seconds: z.int().optional().catch(undefined),
});
export type MetaTemplate = z.infer<typeof MetaTemplate>;

export type TemplateFacts = Pick<
  TemplateRow,
  | 'metaId'
  | 'language'
  | 'category'
  | 'status'
  | 'parameterFormat'
  | 'components'
  | 'quality'
  | 'rejectedReason'
  | 'correctCategory'
  | 'ttlSeconds'
>;

/** The same in ours. Pure. */
export function factsOf(template: MetaTemplate): TemplateFacts {
  const { rejected_reason: reason, correct_category: correct, category } = template;
  return {
    metaId: template.id,
    language: toLanguage(template.language),
    category: category.toUpperCase(),
    status: template.status.toUpperCase(),
    parameterFormat: template.parameter_format?.toUpperCase() === 'NAMED' ? 'named' : 'positional',
    components: JSON.stringify(template.components),
    quality: template.quality_score?.score ?? null,
    rejectedReason: reason === undefined || reason.toUpperCase() === 'NONE' ? null : reason,
    correctCategory: correct === undefined || correct === category ? null : correct,
    ttlSeconds: template.message_send_ttl_seconds ?? null,
  };
}

/** Webhooks also write `en-US`. */
export const toLanguage = (language: string): string => language.replaceAll('-', '_');

/** Is what Meta says now what we have? Links to samples are signed anew at each reading, which is no news. Pure. */
export function isSame(row: TemplateRow, facts: TemplateFacts): boolean {
  const { components: had, ...known } = pick(row, facts);
  const { components: has, ...now } = facts;
  return JSON.stringify(known) === JSON.stringify(now) && withoutSignatures(had) === withoutSignatures(has);
}

function pick(row: TemplateRow, facts: TemplateFacts): TemplateFacts {
  // The keys are the same by construction.
  return Object.fromEntries(Object.keys(facts).map((key) => [key, row[key as keyof TemplateFacts]])) as TemplateFacts;
}

function withoutSignatures(components: string): string {
  return JSON.stringify(JSON.parse(components), (key, value: unknown) =>
    key === 'header_handle' && Array.isArray(value)
      ? value.map((link: unknown) => (typeof link === 'string' ? link.replace(/\?.*$/, '') : link))
      : value,
  );
}
