import { type Parameters, toRecord } from '../graph/parameters.ts';
import type { ComponentRule } from './read-component.ts';
import { readTemplateText } from './read-text.ts';
import { badHeader, templateError } from './template-error.ts';
import type { Component } from './template.ts';
import { wordOf } from '../graph/word-of.ts';

const headerLimit = 60;
const mediaFormats = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'] as const;

/** The header of a template, or of a card, which has no text. */
export function readHeader(component: Parameters, rule: ComponentRule): Component {
  const format = wordOf(component['format']).toUpperCase();
  if (rule.category === 'AUTHENTICATION') throw badHeader('An authentication template has no header.');
  if (format === 'TEXT' && !rule.isCard) {
    const text = component['text'];
    if (typeof text === 'string' && /[\n*_~`]|\p{Extended_Pictographic}/u.test(text.replace(/\{\{[^}]*\}\}/g, ''))) {
      throw badHeader('The header can’t have new lines, formatting characters or emojis.');
    }
    const words = { part: 'header', limit: headerLimit, format: rule.format, mostVariables: 1 } as const;
    return { type: 'HEADER', format, ...readTemplateText(component, words) };
  }
  const media = mediaFormats.find((kind) => kind === format);
  if (media !== undefined) {
    const handles = toRecord(component['example'])['header_handle'];
    if (!Array.isArray(handles) || handles.length === 0) {
      throw badHeader(`A header of format ${format} needs example.header_handle.`);
    }
    const words = handles.map(wordOf);
    if (!words.every((handle) => rule.isHandle(handle, media))) {
      throw templateError(
        2494102,
        'Uploaded media handle is invalid',
        `The handle of the sample is not one of an uploaded file of format ${media}. Upload the sample again.`,
      );
    }
    return { type: 'HEADER', format: media, example: { header_handle: words } };
  }
  if (format === 'LOCATION' && !rule.isCard) return { type: 'HEADER', format };
  if (format === 'PRODUCT') return { type: 'HEADER', format };
  throw badHeader(`There is no header of format ${format.slice(0, 40) || '(none)'} here.`);
}
