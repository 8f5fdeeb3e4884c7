/** What Meta's reviewers look for, in the languages the company writes. Rough on purpose: it has to be easy to provoke. */
const secrets = new RegExp(
  [
    String.raw`\b(?:send|tell|give|share|enter|confirm|reply with) (?:us |me )?(?:with )?your (?:full |bank |account |credit card |card )?(?:password|pin|passcode|cvv|card number|credit card|social security)`,
    String.raw`\b(?:senden|teilen|nennen|bestätigen) sie (?:uns )?(?:ihr|ihre) (?:passwort|pin|kartennummer)`,
    String.raw`\b(?:envíe|envíanos|comparta|confirme) su (?:contraseña|pin|número de tarjeta)`,
    String.raw`\b(?:envie|compartilhe|confirme) sua? (?:senha|pin|número do cartão)`,
    'أرسل كلمة المرور',
    'שלחו לנו את הסיסמה',
  ].join('|'),
  'iu',
);

const promotion = new RegExp(
  [
    String.raw`\b\d{1,3} ?% (?:off|discount|rabatt|de descuento|de desconto)`,
    String.raw`\b(?:sale|special offer|limited offer|buy now|shop now|promo code|coupon|discount)\b`,
    String.raw`\b(?:sonderangebot|rabatt|jetzt kaufen|gutschein)\b`,
    String.raw`\b(?:oferta especial|compra ahora|descuento|compre agora|desconto|promoção)\b`,
    'خصم',
    'הנחה',
  ].join('|'),
  'iu',
);

const abuse = /\b(?:idiot|moron|stupid customer|shut up|go to hell)\b/iu;

/** Asks the customer for what nobody may ask for. */
export function asksForSecrets(text: string): boolean {
  return secrets.test(text);
}

export function isPromotional(text: string): boolean {
  return promotion.test(text);
}

export function isAbusive(text: string): boolean {
  return abuse.test(text);
}
