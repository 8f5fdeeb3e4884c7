/** What stands between `{{` and `}}`, anywhere in a text; blanks around the name do not count. */
const variable = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names of the variables of a text in the order they first appear, each once. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(variable)].map((match) => match[1] ?? ''))];
}

/** The text with its variables replaced; a variable without a value stays. */
export function replaceVariables(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(variable, (whole, name: string) => values.get(name) ?? whole);
}
