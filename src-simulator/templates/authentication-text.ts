/** The words that Meta has fixed for authentication templates; the business chooses only which of them are there. */
export interface AuthenticationText {
  /** With `{{1}}` for the code. */
  body: string;
  recommendation: string;
  expiry: (minutes: number) => string;
  copy: string;
  autofill: string;
}

const english: AuthenticationText = {
  body: '*{{1}}* is your verification code.',
  recommendation: 'For your security, do not share this code.',
  expiry: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: 'Copy code',
  autofill: 'Autofill',
};

const byLanguage: Readonly<Record<string, AuthenticationText>> = {
  en: english,
  de: {
    body: '*{{1}}* ist dein Verifizierungscode.',
    recommendation: 'Teile diesen Code zu deiner Sicherheit mit niemandem.',
    expiry: (minutes) => `Dieser Code läuft in ${minutes} Minuten ab.`,
    copy: 'Code kopieren',
    autofill: 'Automatisch ausfüllen',
  },
  es: {
    body: 'Tu código de verificación es *{{1}}*.',
    recommendation: 'Por tu seguridad, no lo compartas.',
    expiry: (minutes) => `Este código caduca en ${minutes} minutos.`,
    copy: 'Copiar código',
    autofill: 'Autocompletar',
  },
  pt: {
    body: 'Seu código de verificação é *{{1}}*.',
    recommendation: 'Para sua segurança, não o compartilhe.',
    expiry: (minutes) => `Este código expira em ${minutes} minutos.`,
    copy: 'Copiar código',
    autofill: 'Preencher automaticamente',
  },
  ar: {
    body: 'رمز التحقق الخاص بك هو *{{1}}*.',
    recommendation: 'للحفاظ على أمانك، لا تشارك هذا الرمز.',
    expiry: (minutes) => `تنتهي صلاحية هذا الرمز خلال ${minutes} دقائق.`,
    copy: 'نسخ الرمز',
    autofill: 'ملء تلقائي',
  },
  he: {
    body: 'קוד האימות שלך הוא *{{1}}*.',
    recommendation: 'לביטחונך, אין לשתף את הקוד.',
    expiry: (minutes) => `תוקף הקוד יפוג בעוד ${minutes} דקות.`,
    copy: 'העתקת הקוד',
    autofill: 'מילוי אוטומטי',
  },
};

/** In the language of the template (`pt_BR` is `pt`); English where we have no words. */
export function authenticationText(language: string): AuthenticationText {
  return byLanguage[language.split('_')[0] ?? ''] ?? english;
}

export function authenticationBody(language: string, hasRecommendation: boolean): string {
  const { body, recommendation } = authenticationText(language);
  return hasRecommendation ? `${body} ${recommendation}` : body;
}
