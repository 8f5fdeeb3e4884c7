/** More marks than anybody goes through, and more than a page should hold. */
const mostFound = 1000;

/** With a line for each value; what is no JSON stays as it is. */
export function formatJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Where the words begin, in whatever case; places do not overlap. */
export function findIn(text: string, wanted: string): number[] {
  if (wanted === '') return [];
  // Lowered letter by letter: a text that gets longer by it would shift every place.
  const [hay, needle] = [lowered(text), lowered(wanted)];
  const found: number[] = [];
  for (
    let at = hay.indexOf(needle);
    at >= 0 && found.length < mostFound;
    at = hay.indexOf(needle, at + needle.length)
  ) {
    found.push(at);
  }
  return found;
}

const lowered = (text: string): string =>
  text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
