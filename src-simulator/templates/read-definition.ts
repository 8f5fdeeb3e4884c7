import { invalidParameter } from '../graph/graph-error.ts';
import { oneOf, type Parameters, readList, requireText } from '../graph/parameters.ts';
import { checkWhole } from './check-whole.ts';
import { type ComponentRule, readComponent, typeOf } from './read-component.ts';
import { templateError } from './template-error.ts';
import { categories, type Component, type TemplateCategory } from './template.ts';
import type { TemplateDefinition } from './template-store.ts';

const bodyLimit = 1024;
const offerBodyLimit = 600;

/** How long a template may be tried to be delivered, seconds; -1 is 30 days. Meta's *Time-to-live*. */
const ttl = { AUTHENTICATION: [30, 900], UTILITY: [30, 43_200], MARKETING: [43_200, 2_592_000] } as const;

/** Whether a `header_handle` leads to a file that fits the format. */
export type HandleCheck = ComponentRule['isHandle'];

/** `POST /{waba}/message_templates`, checked as Meta checks it at once. What the reviewers think comes later. */
export function readDefinition(values: Parameters, isHandle: HandleCheck): TemplateDefinition {
  const name = requireText(values, 'name', { min: 1, max: 512 });
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw templateError(
      2388024,
      'Message template name is incorrect',
      'The name can only have lowercase letters, digits and underscores.',
    );
  }
  const language = readLanguage(values['language']);
  const category = oneOf('category', values['category'], categories);
  const parameterFormat =
    values['parameter_format'] === undefined || values['parameter_format'] === null
      ? 'POSITIONAL'
      : oneOf('parameter_format', values['parameter_format'], ['POSITIONAL', 'NAMED'] as const);
  return {
    name,
    language,
    category,
    parameterFormat,
    components: readTemplateComponents(values, { category, format: parameterFormat, language, isHandle }),
    ttlSeconds: readTtl(values, category),
    isLinkTracked: values['cta_url_link_tracking_opted_out'] !== true,
  };
}

export function readLanguage(value: unknown): string {
  const language = requireText({ language: value }, 'language', { min: 2, max: 15 });
  if (!/^[a-z]{2,3}(?:_[A-Z]{2})?$/.test(language)) {
    throw invalidParameter(`Param language must be a supported language - got "${language}".`);
  }
  return language;
}

export function readTtl(values: Parameters, category: TemplateCategory): number | null {
  const seconds = values['message_send_ttl_seconds'];
  if (seconds === undefined || seconds === null) return null;
  const [least, longest] = ttl[category];
  const isForever = seconds === -1 && category !== 'MARKETING';
  if (typeof seconds !== 'number' || (!isForever && (seconds < least || seconds > longest))) {
    throw invalidParameter(`Param message_send_ttl_seconds must be between ${least} and ${longest} for ${category}.`);
  }
  return seconds;
}

/** The components of a creation or an edit, each by itself and then as a whole. */
export function readTemplateComponents(
  values: Parameters,
  rule: Pick<ComponentRule, 'category' | 'format' | 'language' | 'isHandle'>,
): readonly Component[] {
  const given = readList(values, 'components');
  if (given === undefined || given.length === 0) throw invalidParameter('The parameter components is required.');
  const isOffer = given.some((each) => typeOf(each) === 'LIMITED_TIME_OFFER');
  const components = given.map((each) =>
    readComponent(each, { ...rule, bodyLimit: isOffer ? offerBodyLimit : bodyLimit, isCard: false }),
  );
  checkWhole(components, rule.category);
  return components;
}
