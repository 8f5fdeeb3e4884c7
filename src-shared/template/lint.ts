import { templateLanguages, toLanguageCode } from './languages.ts';
import { error, type Findings, type LintFinding, warning } from './lint-finding.ts';
import { lintComponents } from './lint-components.ts';
import { templateLimits } from './limits.ts';
import type { ParameterFormat } from './variables.ts';

/**
 * What Meta would say of a draft: `{name, language, category, parameter_format, components}` in Meta's form
 * (`parameterFormat` is read, too). Takes any JSON, never throws. With no finding of severity `error` it can be submitted.
 */
export function lintTemplate(draft: unknown): LintFinding[] {
  const of = toRecord(draft);
  const category = textOf(of['category']).toUpperCase();
  const said = of['parameter_format'] ?? of['parameterFormat'];
  const format: ParameterFormat = textOf(said).toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL';
  return [
    ...lintName(of['name']),
    ...lintLanguage(of['language']),
    ...lintCategory(category, of['message_send_ttl_seconds']),
    ...lintFormat(said),
    ...lintComponents(of['components'], { category, format, language: textOf(of['language']) }),
  ];
}

function* lintName(name: unknown): Findings {
  const text = textOf(name);
  if (text === '') {
    yield error('name.missing', 'name', 'Give the template a name, such as order_update');
  } else if (!/^[a-z0-9_]+$/.test(text)) {
    const value = text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '');
    const fix = value === '' ? undefined : { label: `Call it ${value}`, path: 'name', value: value.slice(0, 512) };
    yield error('name.letters', 'name', 'A name has only small letters, digits and _', fix);
  } else if (text.length > templateLimits.name) {
    yield error(
      'name.long',
      'name',
      `The name has ${text.length} characters: shorten it to ${templateLimits.name}`,
      null,
      { length: text.length, limit: templateLimits.name },
    );
  }
}

function* lintLanguage(language: unknown): Findings {
  const text = textOf(language);
  if (templateLanguages.has(text)) return;
  if (/^[a-z]{2,3}(?:_[A-Z]{2})?$/.test(text)) {
    yield warning(
      'language.unknown',
      'language',
      `Parley does not know ${text} as a language of WhatsApp: check the code`,
      null,
      { language: text },
    );
    return;
  }
  const value = toLanguageCode(text);
  const fix = value === null ? undefined : { label: `Make it ${value}`, path: 'language', value };
  yield error('language.code', 'language', 'Choose a language by its code, such as en_US or de', fix);
}

const ttl: Readonly<Record<string, readonly [number, number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

function* lintCategory(category: string, seconds: unknown): Findings {
  const range = Object.hasOwn(ttl, category) ? ttl[category] : undefined;
  if (range === undefined) {
    yield error('category', 'category', 'Choose a category: MARKETING, UTILITY or AUTHENTICATION');
    return;
  }
  if (seconds === undefined || seconds === null || (seconds === -1 && category !== 'MARKETING')) return;
  const [least, longest] = range;
  if (typeof seconds === 'number' && seconds >= least && seconds <= longest) return;
  const words = `WhatsApp tries to deliver ${category} templates for ${least} to ${longest} seconds`;
  yield error('ttl', 'message_send_ttl_seconds', words, null, { type: category, least, most: longest });
}

function* lintFormat(said: unknown): Findings {
  if (said === undefined || said === null || /^(?:named|positional)$/i.test(textOf(said))) return;
  yield error('parameter_format', 'parameter_format', 'Variables are positional ({{1}}) or named ({{first_name}})');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
