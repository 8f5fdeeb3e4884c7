/** Ids that Meta prints as JSON numbers have more digits than a JavaScript number holds; this prints all of them. */
export function exactNumber(digits: string): unknown {
  // In V8 since Node 21; TypeScript's library does not know it yet.
  return (JSON as typeof JSON & { rawJSON(text: string): unknown }).rawJSON(digits);
}
