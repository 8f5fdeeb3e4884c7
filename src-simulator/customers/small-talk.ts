import type { Language } from './people.ts';

/** When nobody answers for a while. */
export const nudges: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  en: ['Hello? 👀', 'Is anybody there?', 'Any news on this?'],
  es: ['¿Hola? 👀', '¿Hay alguien?'],
  pt: ['Oi? 👀', 'Tem alguém aí?'],
  de: ['Hallo? 👀', 'Ist da jemand?'],
  ar: ['مرحبًا؟ 👀', 'هل من أحد؟'],
  he: ['הלו? 👀', 'יש שם מישהו?'],
};

/** When an answer comes to something that was asked long ago. */
export const thanks: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  en: [
    'Ah, thank you! That helps.',
    'Perfect, thanks 🙏',
    'Great, that is all I needed',
    'Thanks for getting back to me 😊',
  ],
  es: ['¡Ah, muchas gracias!', 'Perfecto, gracias 🙏', 'Genial, era justo eso'],
  pt: ['Ah, muito obrigada!', 'Perfeito, obrigado 🙏', 'Ótimo, era isso mesmo'],
  de: ['Ah, vielen Dank!', 'Perfekt, danke 🙏', 'Super, mehr brauche ich nicht'],
  ar: ['شكرًا جزيلًا!', 'ممتاز، شكرًا لكم 🙏'],
  he: ['אה, תודה רבה!', 'מושלם, תודה 🙏'],
};
