import type { SeedTemplate } from './seed-templates.ts';

/** Templates of the clinic. */
export const clinicTemplates: readonly SeedTemplate[] = [
  {
    name: 'appointment_reminder',
    language: 'de',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Guten Tag {{1}}, wir erinnern an Ihren Termin am {{2}} um {{3}} Uhr. Können Sie kommen?',
        example: { body_text: [['Frau Brandt', 'Montag', '10:15']] },
      },
      { type: 'FOOTER', text: 'Marlow Clinic, Berlin' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Ja, ich komme' },
          { type: 'QUICK_REPLY', text: 'Anderer Termin' },
          { type: 'PHONE_NUMBER', text: 'Anrufen', phone_number: '+493023125014' },
        ],
      },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, this is a reminder of your appointment on {{2}} at {{3}}. Can you make it?',
        example: { body_text: [['Ms Brandt', 'Monday', '10:15']] },
      },
      { type: 'FOOTER', text: 'Marlow Clinic, Berlin' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { type: 'QUICK_REPLY', text: 'Another day' },
        ],
      },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'ar',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'مرحبا {{1}}، نذكركم بموعدكم يوم {{2}} في الساعة {{3}} صباحا. هل يناسبكم؟',
        example: { body_text: [['ليلى', 'الاثنين', '10:15']] },
      },
    ],
  },
  {
    name: 'test_results',
    language: 'de',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Guten Tag {{1}}, Ihre Ergebnisse liegen vor. Bitte rufen Sie uns an, wir erklären sie Ihnen gern.',
        example: { body_text: [['Herr Keller']] },
      },
    ],
  },
  {
    name: 'visit_feedback',
    language: 'de',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Guten Tag {{1}}, wie war Ihr Besuch in unserer Praxis? Drei kurze Fragen helfen uns sehr.',
        example: { body_text: [['Frau Brandt']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'FLOW',
            text: 'Fragen beantworten',
            flow_id: '987654322',
            flow_action: 'NAVIGATE',
            navigate_screen: 'VISIT',
          },
        ],
      },
    ],
  },
];
