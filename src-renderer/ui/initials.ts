/** Up to two letters for an avatar; empty when the name has none (a bare number, an emoji). */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.]+/u).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letter = (word: string | undefined): string => (word === undefined ? '' : (Array.from(word)[0] ?? ''));
  return (letter(first) + letter(last)).toLocaleUpperCase();
}

/** A hue (degrees) that stays with the id: the same person has the same colour everywhere. */
export function hueOf(id: string): number {
  // FNV-1a; every bit of the id counts, since ids made in the same second differ in few places.
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return ((hash >>> 8) % 12) * 30 + 15;
}
