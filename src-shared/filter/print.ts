import type { Filter } from './filter.ts';

/** The filter in the grammar of parse.ts: read again it is the same filter. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return '';
    case 'and':
      return filter.of.map((part) => (part.kind === 'or' ? inside(part) : printFilter(part))).join(' ');
    case 'or':
      return filter.of.map(printFilter).join(' OR ');
    case 'not':
      return `-${filter.of.kind === 'and' || filter.of.kind === 'or' ? inside(filter.of) : printFilter(filter.of)}`;
    case 'is':
      return `is:${filter.word}`;
    case 'assignee':
    case 'team':
    case 'account':
    case 'label':
      return `${filter.kind}:${quoted(filter.name)}`;
    case 'priority':
      return `priority:${filter.word}`;
    case 'window':
      return `window:${filter.state}`;
    case 'closing':
      return `window:<${span(filter.minutes)}`;
    case 'since':
      return `since:${filter.day}`;
    case 'sinceMinutes':
      return `since:${span(filter.minutes)}`;
    case 'text':
      return isPlain(filter.text) ? filter.text : `"${escaped(filter.text)}"`;
  }
}

const inside = (filter: Filter): string => `(${printFilter(filter)})`;
const escaped = (text: string): string => text.replace(/["\\]/gu, '\\$&');
const quoted = (name: string): string => (/^[^\s()"\\]+$/u.test(name) ? name : `"${escaped(name)}"`);

/** Means the same without quotation marks. */
function isPlain(text: string): boolean {
  return /^[^\s()"\\:-][^\s()"\\:]*$/u.test(text) && text !== 'OR';
}

function span(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
