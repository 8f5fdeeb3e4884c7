const mostLines = 40;

/** A form's answers, one line each: names as words, values as they are read, without what only programs need. */
export function toAnswerLines(data: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(data)
    .filter(([name, value]) => name !== 'flow_token' && value !== null && value !== '')
    .slice(0, mostLines)
    .map(([name, value]) => ({ name: toWords(name), value: toText(value) }));
}

/** `screen_0_Full_name_1` and `delivery_day` as people would write them. */
function toWords(name: string): string {
  const words = name
    .replace(/^screen_\d+_|_\d+$/gu, '')
    .replace(/[_-]+/gu, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'boolean' ? (value ? '✓' : '–') : JSON.stringify(value);
}
