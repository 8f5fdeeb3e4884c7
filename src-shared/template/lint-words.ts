import { baseOf } from './languages.ts';
import { type Findings, warning } from './lint-finding.ts';

// What reviewers reject by what is said. Hints: a person decides at WhatsApp.

/** A word alone, in languages that put blanks between words. */
const words = (list: string): string => `(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`;

const selling = new RegExp(
  [
    String.raw`\d{1,3} ?%\s*(?:off|discount|rabatt|de descuento|de desconto|de réduction|di sconto)`,
    words(
      'sale|special offers?|limited offer|buy now|shop now|order now|promo(?: code)?|coupons?|vouchers?|discounts?',
    ),
    words('new arrivals|best deals?|free gift|clearance|black friday|cyber monday|don.t miss'),
    words('sonderangebote?|rabatte?|jetzt kaufen|gutscheine?|schnäppchen|aktion'),
    words('oferta especial|compra ahora|descuentos?|cupón|rebajas|promoción'),
    words('compre agora|descontos?|cupom|promoção'),
    words('soldes|promotion|remise|achetez maintenant'),
    'خصم|عرض خاص|تخفيض|הנחה|מבצע',
  ].join('|'),
  'iu',
);

const secrets = new RegExp(
  [
    words(
      String.raw`(?:send|tell|give|share|enter|confirm|reply with)\s+(?:us\s+|me\s+)?(?:with\s+)?your\s+(?:\w+\s+)?(?:password|pin|passcode|cvv|card number|credit card|bank account|social security(?: number)?)`,
    ),
    words(String.raw`(?:teilen|nennen|bestätigen|senden)\s+sie\s+(?:uns\s+)?ihre?\s+(?:passwort|pin|kartennummer)`),
    words(String.raw`(?:envíe|comparta|confirme)\s+su\s+(?:contraseña|pin|número de tarjeta)`),
    words(String.raw`(?:envie|compartilhe|confirme)\s+sua?\s+(?:senha|pin|número do cartão)`),
    'أرسل كلمة المرور|שלחו לנו את הסיסמה',
  ].join('|'),
  'iu',
);

const insults = new RegExp(words('idiots?|morons?|stupid customers?|shut up|go to hell'), 'iu');

const latin = /\p{Script=Latin}/u;
const arabic = /\p{Script=Arabic}/u;
const cyrillic = /\p{Script=Cyrillic}/u;
/** Of languages that are written in one script; nothing is said of the others. */
const scripts: ReadonlyMap<string, RegExp> = new Map([
  ...['af', 'ca', 'cs', 'da', 'de', 'en', 'es', 'et', 'fi', 'fil', 'fr', 'hr', 'hu', 'id', 'it', 'lt', 'lv'].map(
    (name) => [name, latin] as const,
  ),
  ...['ms', 'nb', 'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sq', 'sv', 'sw', 'tr', 'vi', 'zu'].map(
    (name) => [name, latin] as const,
  ),
  ...['ar', 'fa', 'ps', 'prs', 'ur'].map((name) => [name, arabic] as const),
  ...['be', 'bg', 'mk', 'ru', 'uk'].map((name) => [name, cyrillic] as const),
  ['he', /\p{Script=Hebrew}/u],
  ['el', /\p{Script=Greek}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['mr', /\p{Script=Devanagari}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['th', /\p{Script=Thai}/u],
  ['zh', /\p{Script=Han}/u],
]);

/** All the words of a draft, with where they stand. */
export interface Said {
  path: string;
  /** Without variables. */
  text: string;
}

export function* lintWords(said: readonly Said[], category: string, language: string): Findings {
  for (const { path, text } of said) {
    const offer = selling.exec(text)?.[0].trim();
    if (category === 'UTILITY' && offer !== undefined) {
      yield warning(
        'words.category',
        path,
        `“${offer}” sounds like advertising: WhatsApp rejects it as UTILITY or makes it MARKETING, which costs more`,
        { label: 'Make it a marketing template', path: 'category', value: 'MARKETING' },
        { offer },
      );
    }
    if (secrets.test(text)) {
      yield warning('words.secrets', path, 'WhatsApp rejects messages that ask for passwords, PINs or card numbers');
    }
    if (insults.test(text)) yield warning('words.abuse', path, 'WhatsApp rejects messages that insult or threaten');
  }
  yield* lintScript(said, language);
}

function* lintScript(said: readonly Said[], language: string): Findings {
  const script = scripts.get(baseOf(language));
  const all = said.map(({ text }) => text).join(' ');
  const isOther = script !== undefined && !script.test(all) && /\p{L}/u.test(all);
  if (!isOther) return;
  yield warning(
    'words.language',
    'language',
    `The text is not written as ${language} is: choose the language it is in`,
    null,
    { language },
  );
}
