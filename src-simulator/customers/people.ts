/** Languages the dialogues are written in. */
export type Language = 'en' | 'es' | 'pt' | 'de' | 'ar' | 'he';

/** `[wa_id, profile name, country, language, username?]` */
export type Person = readonly [string, string, string, Language, string?];

/**
 * The forty customers of the demo company. Mobile numbers are taken from ranges kept free for fiction where the country
 * has one. `1234567890` and `919876543220` are the recipients of the integration examples and always have an open
 * window. Names are as people write them: other scripts, right to left, emoji, very long.
 */
export const people: readonly Person[] = [
  ['1234567890', 'Alex Morgan', 'US', 'en'],
  ['919876543220', 'Priya Raghunathan', 'IN', 'en', 'priya.r'],
  ['12025550117', 'Dana Whitfield', 'US', 'en'],
  ['13035550162', 'Marcus Oyelaran', 'US', 'en', 'marcus_o'],
  ['16175550189', 'Theo 🚴', 'US', 'en'],
  ['14165550134', 'Chloé Tremblay', 'CA', 'en'],
  ['447700900123', 'Harriet Ashworth', 'GB', 'en', 'hattie'],
  ['447700900456', 'Imran Siddiqui', 'GB', 'en'],
  ['353209150211', 'Aoife Ní Bhriain', 'IE', 'en'],
  ['61491570156', 'Lachlan Pryce', 'AU', 'en'],
  ['61491570157', 'Mei-Ling Zhao 赵美玲', 'AU', 'en'],
  ['6421555010', 'Tāne Ruawai', 'NZ', 'en'],
  ['919811005501', 'अनिका शर्मा', 'IN', 'en'],
  ['919845012345', 'Karthik Subramaniam', 'IN', 'en', 'karthik.codes'],
  ['6581234501', 'Nur Aisyah', 'SG', 'en'],
  ['254711555012', 'Wanjiru Kamau', 'KE', 'en'],
  [
    '2348095550133',
    'Chukwuemeka Adébáyọ̀ Oluwaseun-Nwachukwu III (deliveries only, please ring the bell twice)',
    'NG',
    'en',
  ],
  ['27825550144', 'Sipho Dlamini', 'ZA', 'en'],
  ['639175550155', 'Jhun-Jhun 😎✨', 'PH', 'en'],
  ['46701740605', 'Elsa Lindqvist', 'SE', 'en'],
  ['31655501066', 'Sander van der Heijden', 'NL', 'en'],
  ['33639980117', 'Camille Laurent', 'FR', 'en', 'camille'],
  ['819055501088', '山本 さくら', 'JP', 'en'],
  ['34655501099', 'Lucía Fernández', 'ES', 'es'],
  ['34655501100', 'Íñigo Etxeberria', 'ES', 'es', 'inigo.e'],
  ['5215555010111', 'José Luis Hernández', 'MX', 'es'],
  ['5491155501122', 'Valentina Rossi 🧉', 'AR', 'es'],
  ['573005550133', 'Camilo Restrepo', 'CO', 'es'],
  ['5511996550144', 'Beatriz Nogueira', 'BR', 'pt', 'bia.nogueira'],
  ['5521998550155', 'João Vítor 🏄', 'BR', 'pt'],
  ['351915550116', 'Inês Carvalho', 'PT', 'pt'],
  ['4915228817386', 'Annika Vogt', 'DE', 'de'],
  ['4917139200077', 'Jürgen Großkreutz', 'DE', 'de'],
  ['436805550188', 'Leonie Straßer', 'AT', 'de', 'leonie'],
  ['971505550199', 'فاطمة الزهراء', 'AE', 'ar'],
  ['966505550210', 'عبد الله القحطاني', 'SA', 'ar'],
  ['201005550221', 'أحمد منصور 🌙', 'EG', 'ar'],
  ['972505550232', 'נועה לוי', 'IL', 'he'],
  ['972525550243', 'איתי בן־דוד', 'IL', 'he'],
  ['15125550174', '🌻', 'US', 'en', 'sunflower.tx'],
];

/** People with a username who are in no contact book: the company has never seen their numbers. */
export const usernameOnly: readonly string[] = ['13035550162', '919845012345', '34655501100', '15125550174'];
