import { type MediaKind, type MediaUse, readMediaUse } from './media.ts';
import { isObject, type Json, notValid, readObject, readText } from './params.ts';
import { wordOf } from '../word-of.ts';

/** A template as a send names it; whether there is one, and whether the parameters fit, the template store says. */
export interface TemplateChoice {
  name: string;
  language: string;
  components: unknown;
}

const fileKinds: readonly MediaKind[] = ['image', 'video', 'document'];

/** Reads the `template` object; files in headers, also of cards, are added to `uses`. */
export function readTemplate(content: Json, uses: MediaUse[]): TemplateChoice {
  const name = readText(content, 'name', 'template', 512);
  const language = readObject(content, 'language', 'template');
  const code = readText(language, 'code', "template['language']", 20);
  const { policy } = language;
  if (policy !== undefined && policy !== null && policy !== 'deterministic') {
    throw notValid("template['language']['policy']", 'must be one of {deterministic}.');
  }
  const { components } = content;
  if (components !== undefined && components !== null && !Array.isArray(components)) {
    throw notValid("template['components']", 'must be an array.');
  }
  collectFiles(components, "template['components']", uses);
  return { name, language: code, components: components ?? undefined };
}

function collectFiles(components: unknown, path: string, uses: MediaUse[]): void {
  if (!Array.isArray(components)) return;
  for (const [index, component] of components.entries()) {
    if (!isObject(component)) continue;
    const componentPath = `${path}[${index}]`;
    for (const [position, parameter] of listOf(component['parameters']).entries()) {
      if (!isObject(parameter)) continue;
      const kind = fileKinds.find((known) => known === wordOf(parameter['type']).toLowerCase());
      if (kind) readMediaUse(kind, parameter, `${componentPath}['parameters'][${position}]`, uses);
    }
    for (const [position, card] of listOf(component['cards']).entries()) {
      if (isObject(card))
        collectFiles(card['components'], `${componentPath}['cards'][${position}]['components']`, uses);
    }
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
