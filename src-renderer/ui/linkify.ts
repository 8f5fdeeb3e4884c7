export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string };

const candidate = /https:\/\/[^\s<>"'`\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069]+/giu;
const trailing = /[.,;:!?…)\]}'"»”’]+$/u;

/**
 * Splits a body into text and links. Only `https:` that the URL parser accepts counts, and never one with a user name
 * in it (`https://bank.com@evil.com`). A link's text is its address, always.
 */
export function linkify(body: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of body.matchAll(candidate)) {
    const text = trimmed(match[0]);
    if (!isPlainHttps(text)) continue;
    if (match.index > end) parts.push({ kind: 'text', text: body.slice(end, match.index) });
    parts.push({ kind: 'link', text });
    end = match.index + text.length;
  }
  if (end < body.length || parts.length === 0) parts.push({ kind: 'text', text: body.slice(end) });
  return parts;
}

/** Without the punctuation of the sentence around it; a closing bracket stays when the address opened it. */
function trimmed(text: string): string {
  const cut = text.replace(trailing, '');
  return text[cut.length] === ')' && cut.includes('(') && !cut.includes(')') ? text.slice(0, cut.length + 1) : cut;
}

function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== '';
}
