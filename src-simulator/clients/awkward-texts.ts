/** What makes signatures fail in code that signs anything but the bytes that came. */
export const awkwardTexts = [
  'Grüße aus Köln, שלום, مرحبا, नमस्ते',
  '👨‍👩‍👧‍👦 🏳️‍🌈 😀',
  'https://example.com/a/b?c=d&e="f"',
  'back\\slash / slash \\/ both',
  '\u2028 line separators \u2029 and a tab\t',
  '<script>alert(1)</script> &amp;',
] as const;
