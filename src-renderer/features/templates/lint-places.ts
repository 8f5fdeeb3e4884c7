import type { LintFinding } from '#shared/template/lint-finding.ts';
import { t } from '../../i18n/i18n.ts';

/** The field of the form that a finding is about. */
export type Place =
  | 'name'
  | 'language'
  | 'category'
  | 'header'
  | 'body'
  | 'footer'
  | 'buttons'
  | `button.${number}`
  | 'whole';

/** @param components of the draft in which it was found. */
export function placeOf({ path }: LintFinding, components: readonly Record<string, unknown>[]): Place {
  const [top = '', index = '', part, at] = path.split('.');
  if (top === 'name' || top === 'language' || top === 'category') return top;
  if (top !== 'components' || index === '') return 'whole';
  switch (components[Number(index)]?.['type']) {
    case 'HEADER':
      return 'header';
    case 'BODY':
      return 'body';
    case 'FOOTER':
      return 'footer';
    case 'BUTTONS':
      return part === 'buttons' && at !== undefined ? `button.${Number(at)}` : 'buttons';
    default:
      return 'whole';
  }
}

/** What is wrong, in the person's language. What has no words of its own there is said in English. */
export function textOfFinding({ rule, message, values }: LintFinding): string {
  // Rules are names of the checks, more than there are words for: the default is said of the others.
  return t(`templateLint.rule.${rule}` as 'templateLint.rule.category', { defaultValue: message, ...values });
}

export function textOfFix({ rule, fix }: LintFinding): string {
  const value = typeof fix?.value === 'string' ? fix.value : '';
  return t(`templateLint.fix.${rule}` as 'templateLint.fix.name.letters', { defaultValue: fix?.label ?? '', value });
}
