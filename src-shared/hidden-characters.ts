/**
 * What can't be seen, or turns text around: controls, soft hyphens, zero-width and bidi characters, byte-order marks.
 * In a stranger's name or file name it only serves to make it look like something else (S-28).
 */
const hidden = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

export function withoutHidden(text: string): string {
  return text.replace(hidden, '');
}
