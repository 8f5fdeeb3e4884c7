import type { LintFinding } from '#shared/template/lint-finding.ts';

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
