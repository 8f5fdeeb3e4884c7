// How well a few typed letters fit a name. Small lists only: quick replies, emoji, colleagues.

/** 0 = not at all; more is better. Letters count in their order, best at the beginning of the name or of a word. */
export function fuzzyScore(query: string, name: string): number {
  const wanted = fold(query);
  const letters = fold(name);
  if (wanted === '') return 1;
  if (letters === wanted) return 1000;
  if (letters.startsWith(wanted)) return 900 - letters.length / 100;
  const word = letters.search(new RegExp(`(?<![\\p{L}\\p{N}])${escape(wanted)}`, 'u'));
  if (word > 0) return 700 - word / 100;
  const inside = letters.indexOf(wanted);
  if (inside > 0) return 500 - inside / 100;
  return scattered(wanted, letters);
}

/** Each letter found after the one before it; the fewer gaps, the better. */
function scattered(wanted: string, letters: string): number {
  let place = -1;
  let gaps = 0;
  for (const letter of wanted) {
    const next = letters.indexOf(letter, place + 1);
    if (next < 0) return 0;
    if (place >= 0) gaps += next - place - 1;
    place = next;
  }
  return Math.max(1, 300 - gaps * 10 - place);
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
