import type { ErrorCode } from '#shared/error.ts';
import type { Texts } from './en.ts';

/** Why a reply that was typed into a notification did not even go into the outbox. */
const why: Partial<Record<ErrorCode, string>> = {
  invalid_input: 'لا يقبل واتساب هذا النص.',
  reply_window_closed: 'نافذة 24 ساعة مغلقة: لا يصلح الآن إلا قالب.',
  forbidden: 'لا يسمح دورك بذلك.',
  not_found: 'لم تعد هذه المحادثة هنا.',
  unauthenticated: 'سجّل الدخول أولًا.',
  account_cannot_send: 'لا يستطيع هذا الرقم الإرسال الآن.',
};

const rules = new Intl.PluralRules('ar');

function unsent(count: number): string {
  switch (rules.select(count)) {
    case 'one':
      return 'لم يُرسل تغيير واحد بعد';
    case 'two':
      return 'لم يُرسل تغييران بعد';
    case 'few':
      return `لم تُرسل ${count} تغييرات بعد`;
    default:
      return `لم يُرسل ${count} تغييرًا بعد`;
  }
}

function waiting(count: number): string {
  switch (rules.select(count)) {
    case 'one':
      return 'عميل واحد ينتظر';
    case 'two':
      return 'عميلان ينتظران';
    case 'few':
      return `${count} عملاء ينتظرون`;
    default:
      return `${count} عميلًا ينتظرون`;
  }
}

export const ar: Texts = {
  menu: {
    quit: 'إنهاء',
    quitParley: 'إنهاء Parley',
    show: 'عرض صندوق الوارد',
    phone: 'تقمّص دور العميل…',
    file: 'ملف',
    view: 'عرض',
    window: 'نافذة',
  },
  tray: {
    open: 'فتح Parley',
    unreadOf: (name, count) => `${name}: ${count} غير مقروءة`,
    quiet: 'عدم الإزعاج',
    quietHour: 'لمدة ساعة',
    status: 'الحالة',
    statuses: { online: 'متصل', away: 'بعيد', dnd: 'مشغول' },
    lock: 'قفل',
    locked: 'Parley مقفل',
    unread: (count) => `Parley: ${count} غير مقروءة`,
    andQuiet: (words) => `${words}، عدم الإزعاج`,
    background: 'يواصل Parley العمل في الخلفية',
    backgroundText: 'ستصلك إشعارات الرسائل الجديدة ويمكنك الرد منها. شغّل Parley من جديد لترى النافذة.',
  },
  badge: { unread: 'رسائل غير مقروءة', attention: 'رقم لا يستطيع الإرسال', waiting },
  ask: {
    openLink: (host) => `هل تفتح ${host} في المتصفح؟`,
    open: 'فتح',
    cancel: 'إلغاء',
    unsent,
    unsentLost: 'لا يُحفظ شيء على هذا الحاسوب في هذه الجلسة: إن أنهيت الآن فستُفقد.',
    unsentKept: 'إنها محفوظة على هذا الحاسوب وتُرسل عند تشغيل Parley في المرة القادمة.',
    quit: 'إنهاء',
    keepRunning: 'إبقاء Parley يعمل',
  },
  card: {
    preview: {
      image: 'صورة',
      video: 'فيديو',
      audio: 'صوت',
      document: 'مستند',
      sticker: 'ملصق',
      'voice note': 'رسالة صوتية',
      location: 'موقع',
      contact: 'جهة اتصال',
      order: 'طلب شراء',
      template: 'قالب',
    },
    reply: 'رد',
    replyTo: (name) => `الرد على ${name}`,
    bare: {
      message: 'رسالة جديدة',
      mention: 'ذكرك أحد الزملاء',
      assignment: 'أُسندت إليك محادثة',
      unanswered: 'ما زال عميل ينتظر',
      closing: 'توشك نافذة 24 ساعة لعميل أن تُغلق',
    },
    mention: (author, text) => `ذكرك ${author}: ${text}`,
    assignment: (text) => `أُسندت إليك: ${text}`,
    unanswered: (span, text) => `ينتظر منذ ${span}: ${text}`,
    closing: (span, text) => `تُغلق النافذة خلال ${span}: ${text}`,
    colleague: 'أحد الزملاء',
    minutes: (count) => `${count} د`,
    hours: (count) => `${count} س`,
    read: 'تعليم كمقروء',
    template: 'إرسال قالب…',
    claim: 'استلام',
    resolve: 'إنجاز',
    snooze: 'تأجيل ساعة',
    notSent: 'لم يُرسل ردّك',
    notSentTo: (name) => `لم يُرسل إلى ${name}`,
    sendAnyway: 'إرسال على أي حال',
    open: 'فتح',
    locked: 'Parley مقفل.',
    kept: (reason) => `${reason} نصك محفوظ كمسودة.`,
    whyNot: (code) => why[code] ?? 'تعذر إرسال الرد.',
    refusedByServer: 'رفض الخادم الرد.',
    numberCannotSend: 'لا يستطيع الرقم الإرسال الآن. سيُرسل الرد عندما يستطيع.',
    uncertain: 'لم يؤكده واتساب. افتحه لإرساله مجددًا أو تركه.',
    taken: (name) => `استلم ${name} هذه المحادثة.`,
    refusedByWhatsApp: 'رفضه واتساب.',
    refusedBecause: (reason) => `رفضه واتساب: ${reason}`,
  },
};
