// How a recovery key is written down: Crockford's base32 has no I, L, O or U, and reading takes the first three for the
// digits they look like.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const characters = 36;

/** Six groups of six, from at least 22.5 bytes. */
export function toRecoveryText(bytes: Uint8Array): string {
  const text = plainText(bytes);
  return text.match(/.{6}/g)?.join('-') ?? text;
}

/** What was typed as the bytes it stands for, and as it would be written without dashes; null: it is no such text. */
export function readRecoveryText(typed: string): { bytes: Uint8Array; text: string } | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (text.length !== characters || [...text].some((char) => !alphabet.includes(char))) return null;
  const bits = [...text, '0'].map((char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return { bytes, text };
}

/** The 36 characters, without dashes. */
export function plainText(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const text = groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
  return text.slice(0, characters);
}
