import type { SeedTemplate } from './seed-templates.ts';

/** Templates of the shop and the hotel, which share an account. */
export const storeTemplates: readonly SeedTemplate[] = [
  {
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['M-48213'] } },
      {
        type: 'BODY',
        text: 'Hi {{1}}, your order is {{2}}. You will get it on {{3}} between 9:00 and 18:00.',
        example: { body_text: [['Dana', 'on its way', 'Tuesday']] },
      },
      { type: 'FOOTER', text: 'Marlow Store' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Change address' },
          {
            type: 'URL',
            text: 'Track parcel',
            url: 'https://example.com/track/{{1}}',
            example: ['https://example.com/track/48213'],
          },
        ],
      },
    ],
  },
  {
    name: 'order_update',
    language: 'de',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Bestellung {{1}}', example: { header_text: ['M-48213'] } },
      {
        type: 'BODY',
        text: 'Hallo {{1}}, Ihre Bestellung ist {{2}}. Sie kommt am {{3}} zwischen 9 und 18 Uhr.',
        example: { body_text: [['Jonas', 'unterwegs', 'Dienstag']] },
      },
      { type: 'FOOTER', text: 'Marlow Store' },
    ],
  },
  {
    name: 'order_update',
    language: 'he',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'שלום {{1}}, ההזמנה שלך {{2}} ותגיע ביום {{3}} בין השעות תשע לשש בערב.',
        example: { body_text: [['נועה', 'בדרך', 'שלישי']] },
      },
    ],
  },
  {
    name: 'delivery_photo',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2U='] } },
      {
        type: 'BODY',
        text: 'Hello {{first_name}}, we left your parcel {{place}}. Here is how it looks.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Dana' },
            { param_name: 'place', example: 'with your neighbour' },
          ],
        },
      },
    ],
  },
  {
    name: 'invoice_ready',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::cGRm'] } },
      {
        type: 'BODY',
        text: 'Your invoice over {{1}} is attached. Please keep it for your records.',
        example: { body_text: [['$48.00']] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+12025550143' }],
      },
    ],
  },
  {
    name: 'new_season',
    language: 'en_US',
    category: 'MARKETING',
    quality: 'YELLOW',
    components: [
      { type: 'BODY', text: 'Hi {{1}}, the new season is here. Have a look:', example: { body_text: [['Dana']] } },
      {
        type: 'CAROUSEL',
        cards: ['Trail shoe', 'City shoe'].map((name) => ({
          components: [
            { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2U='] } },
            { type: 'BODY', text: `${name}, now in three colours` },
            {
              type: 'BUTTONS',
              buttons: [
                { type: 'QUICK_REPLY', text: 'Tell me more' },
                {
                  type: 'URL',
                  text: 'See it',
                  url: 'https://example.com/shoes/{{1}}',
                  example: ['https://example.com/shoes/trail'],
                },
              ],
            },
          ],
        })),
      },
    ],
  },
  {
    name: 'weekend_offer',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2U='] } },
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends on Sunday', has_expiration: true } },
      { type: 'BODY', text: 'Hi {{1}}, 20% off everything this weekend.', example: { body_text: [['Dana']] } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', text: 'Copy offer code', example: ['WEEKEND20'] },
          {
            type: 'URL',
            text: 'Shop now',
            url: 'https://example.com/sale?code={{1}}',
            example: ['https://example.com/sale?code=WEEKEND20'],
          },
        ],
      },
    ],
  },
  {
    name: 'sign_in_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    components: [
      {
        type: 'BODY',
        text: '*{{1}}* is your verification code. For your security, do not share this code.',
        add_security_recommendation: true,
      },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.', code_expiration_minutes: 10 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ],
  },
  {
    name: 'booking_confirmed',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      {
        type: 'BODY',
        text: 'Dear {{1}}, your room is booked from {{2}} to {{3}}. We look forward to your visit.',
        example: { body_text: [['Ms Whitfield', '3 May', '5 May']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Late arrival' },
          { type: 'QUICK_REPLY', text: 'Parking' },
        ],
      },
    ],
  },
  {
    name: 'booking_confirmed',
    language: 'es',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hola {{1}}, su habitación está reservada del {{2}} al {{3}}. Le esperamos con gusto.',
        example: { body_text: [['Lucía', '3 de mayo', '5 de mayo']] },
      },
    ],
  },
  {
    name: 'stay_feedback',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'PAUSED',
    quality: 'RED',
    components: [
      {
        type: 'BODY',
        text: 'How was your stay with us, {{1}}? It takes one minute to tell us.',
        example: { body_text: [['Dana']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'FLOW',
            text: 'Give feedback',
            flow_id: '987654321',
            flow_action: 'NAVIGATE',
            navigate_screen: 'RATE',
          },
        ],
      },
    ],
  },
  {
    name: 'verify_card',
    language: 'en_US',
    category: 'UTILITY',
    status: 'REJECTED',
    rejectedReason: 'SCAM',
    components: [{ type: 'BODY', text: 'Please confirm your card number to keep your account.' }],
  },
  {
    name: 'back_in_stock',
    language: 'pt_BR',
    category: 'MARKETING',
    status: 'PENDING',
    components: [
      {
        type: 'BODY',
        text: 'Oi {{1}}, o produto que você procurava voltou. Quer que a gente separe um para você?',
        example: { body_text: [['Ana']] },
      },
    ],
  },
];
