// The net behind the allow-list (S-47): what slips into a text after all leaves it again.
const secrets: readonly [RegExp, string][] = [
  [/EAA[A-Za-z0-9]{8,}/g, '[access token]'],
  [/wpi_int_[0-9A-Za-z]+/g, '[integration token]'],
  [/prt_[A-Za-z0-9_-]{20,}/g, '[refresh token]'],
  [/plk_[A-Za-z0-9_-]{20,}/g, '[password link]'],
  [/eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, '[jwt]'],
  [/\bBearer\s+\S+/gi, 'Bearer [secret]'],
  [/\b((?:postgres(?:ql)?|amqps?):\/\/)[^\s@/]*@/gi, '$1[secret]@'],
];

// 7 to 15 digits in any human form, not inside a longer word: ids and dates stay readable.
const phone = /(?<![\w.:-])\+?\d(?:[ ().-]{0,2}\d){6,14}(?![\w:-])/g;

/** The text without tokens; of phone numbers only the last two digits stay. */
export function redact(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of secrets) clean = clean.replace(pattern, replacement);
  return clean.replace(phone, (digits) => `[phone …${digits.replace(/\D/g, '').slice(-2)}]`);
}
