import type { LintFinding, LintValues } from '#shared/template/lint-finding.ts';
import { t } from '../i18n/i18n.ts';

type Found = Pick<LintFinding, 'rule' | 'message'> & { values?: LintValues | undefined };

/** What is wrong with a template, in the person's language; in English what a newer server found, which has no words here. */
export function textOfFinding({ rule, message, values }: Found): string {
  const type = values?.['type'];
  // Rules and types are names from other programs, more than there are words for: the defaults are said of the others.
  return t(`templateLint.rule.${rule}` as 'templateLint.rule.category', {
    defaultValue: message,
    ...values,
    ...(typeof type === 'string' && { type: nameOfType(type), context: type }),
  });
}

const nameOfType = (type: string): string =>
  t(`templateLint.type.${type}` as 'templateLint.type.BODY', { defaultValue: type === '' ? '–' : type });

export function textOfFix({ rule, fix }: LintFinding): string {
  const value = typeof fix?.value === 'string' ? fix.value : '';
  return t(`templateLint.fix.${rule}` as 'templateLint.fix.name.letters', { defaultValue: fix?.label ?? '', value });
}
