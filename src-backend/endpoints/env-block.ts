/**
 * Takes `NAME=[…]` written over several lines without quotes out of the text of a .env file, as the endpoint guide
 * prints it: Node's own reader would end the value at the end of the line. `value` null: it isn't there in that form.
 */
export function takeJsonBlock(text: string, name: string): { value: string | null; rest: string } {
  const start = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(?=\\[)`, 'm').exec(text);
  if (start === null) return { value: null, rest: text };
  const from = start.index + start[0].length;
  const end = endOfArray(text, from);
  // Never closed: the reader finds half a value, which is then said to be no JSON.
  if (end === null) return { value: null, rest: text };
  return { value: text.slice(from, end), rest: text.slice(0, start.index) + text.slice(end) };
}

/** The position behind the bracket that closes the one at `from`; brackets inside of strings don't count. */
function endOfArray(text: string, from: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at + 1;
  }
  return null;
}
