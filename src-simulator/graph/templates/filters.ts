import { findComponent, type Template } from '../../templates/template.ts';
import { wordOf } from '../word-of.ts';

/** The filters of a list of templates; a list of values comes as JSON. */
export function matcherOf(query: Readonly<Record<string, unknown>>): (template: Template) => boolean {
  const tests: ((template: Template) => boolean)[] = [];
  const oneOf = (name: string, of: (template: Template) => string): void => {
    const wanted = valuesOf(query[name]);
    if (wanted !== null) tests.push((template) => wanted.includes(of(template).toUpperCase()));
  };
  const holds = (name: string, of: (template: Template) => string): void => {
    const wanted = query[name];
    if (typeof wanted === 'string' && wanted !== '') {
      tests.push((template) => of(template).toLowerCase().includes(wanted.toLowerCase()));
    }
  };
  oneOf('name', ({ name }) => name);
  oneOf('language', ({ language }) => language);
  oneOf('status', ({ status }) => status);
  oneOf('category', ({ category }) => category);
  oneOf('quality_score', ({ quality }) => quality.score);
  holds('content', bodyOf);
  holds('name_or_content', (template) => `${template.name}\n${bodyOf(template)}`);
  return (template) => tests.every((test) => test(template));
}

const bodyOf = ({ components }: Template): string => findComponent(components, 'BODY')?.text ?? '';

function valuesOf(given: unknown): readonly string[] | null {
  if (typeof given !== 'string' || given === '') return null;
  if (!given.startsWith('[')) return [given.toUpperCase()];
  try {
    return [JSON.parse(given)].flat().map((value) => wordOf(value).toUpperCase());
  } catch {
    return [given.toUpperCase()];
  }
}
