import type { Persona } from './persona.ts';

const hour = 3_600_000;
const quick = 2500;
const answer = { await: 'answer' } as const;

export const spanishPersonas: readonly Persona[] = [
  {
    name: 'reserva por voz',
    trade: 'hotel',
    language: 'es',
    readsAfterMs: quick,
    steps: [
      { act: { kind: 'voice' }, sample: 'voice-reserva.ogg' },
      'Llegamos tarde, ¿hay alguien en recepción a medianoche? 🌙',
      answer,
      { react: '👏' },
      { act: { kind: 'document', caption: 'La lista de huéspedes' }, sample: 'guest-list.xlsx' },
    ],
  },
  {
    name: 'la talla equivocada',
    trade: 'shop',
    language: 'es',
    readsAfterMs: 40_000,
    steps: [
      '¡Hola! Pedí otra talla 😅',
      { act: { kind: 'image', caption: 'Me llegó esta' }, sample: 'shoe.jpg' },
      answer,
      { tap: 'Sí, cambiarla por favor' },
      answer,
      '¡Mil gracias!',
    ],
  },
];

export const portuguesePersonas: readonly Persona[] = [
  {
    name: 'cadê meu pedido',
    trade: 'shop',
    language: 'pt',
    readsAfterMs: 8 * 60_000,
    steps: [
      'Oi, tudo bem? Meu pedido não chegou 😢',
      { act: { kind: 'image', caption: 'O rastreio diz entregue' }, sample: 'app-screenshot.png' },
      answer,
      { quote: 'Mas ninguém tocou a campainha!' },
      answer,
      { react: '😍' },
    ],
  },
  {
    name: 'não quero mais',
    trade: 'any',
    language: 'pt',
    readsAfterMs: quick,
    isRare: true,
    steps: ['Não quero mais promoções', { deed: 'stop marketing' }, answer, 'Chega.', { deed: 'block' }],
  },
];

export const germanPersonas: readonly Persona[] = [
  {
    name: 'Termin per Sprachnachricht',
    trade: 'clinic',
    language: 'de',
    readsAfterMs: quick,
    steps: [
      { act: { kind: 'voice' }, sample: 'voice-termin.ogg' },
      answer,
      'Der passt, danke! Muss ich die Überweisung mitbringen?',
      { act: { kind: 'image' }, sample: 'prescription.jpg' },
      answer,
      { react: '👍' },
    ],
  },
  {
    name: 'Beschwerde',
    trade: 'any',
    language: 'de',
    readsAfterMs: 2 * hour,
    steps: [
      'Guten Tag, anbei meine Beschwerde als Dokument.',
      { act: { kind: 'document', filename: 'Beschwerde – endgültig (2).docx' }, sample: 'complaint.docx' },
      answer,
      { passMs: 25 * hour },
      'Ich warte immer noch auf eine Antwort, die diesen Namen verdient.',
      answer,
    ],
  },
];

export const arabicPersonas: readonly Persona[] = [
  {
    name: 'صورة الغرفة',
    trade: 'hotel',
    language: 'ar',
    readsAfterMs: quick,
    steps: [
      'مساء الخير، هل الغرفة رقم 204 متاحة يوم 12؟ 🌙',
      { act: { kind: 'image', caption: 'مثل هذه الغرفة' }, sample: 'hotel-room.jpg' },
      answer,
      { tap: 'نعم، من فضلكم' },
      answer,
      { react: '🌹' },
    ],
  },
  {
    name: 'إيصال',
    trade: 'any',
    language: 'ar',
    readsAfterMs: 30 * 60_000,
    steps: [
      'السلام عليكم، دفعت مرتين بالخطأ (Order M-48213)',
      { act: { kind: 'image' }, sample: 'receipt.jpg' },
      answer,
      'شكرًا جزيلًا 🙏',
    ],
  },
];

export const hebrewPersonas: readonly Persona[] = [
  {
    name: 'חבילה פגומה',
    trade: 'shop',
    language: 'he',
    readsAfterMs: quick,
    steps: [
      'היי, החבילה הגיעה פגומה 😕',
      { act: { kind: 'image', caption: 'ככה זה נראה' }, sample: 'parcel.jpg' },
      answer,
      { react: '🙏' },
      'אפשר החלפה עד יום חמישי?',
      answer,
    ],
  },
  {
    name: 'מרשם',
    trade: 'clinic',
    language: 'he',
    readsAfterMs: 15 * 60_000,
    steps: [
      'שלום, צריך לחדש את המרשם',
      { act: { kind: 'image' }, sample: 'prescription.jpg' },
      answer,
      { quote: 'מתי אפשר לאסוף?' },
      answer,
      'תודה רבה ❤️',
    ],
  },
];
