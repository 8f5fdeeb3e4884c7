import type { SampleName } from '../media/samples.ts';

/** A message of the business: what stands under `type` in the body of a send. */
export interface BusinessExample {
  type: string;
  content: object;
}

/** One message of every kind that a business can send, by a name of its own; `file` puts a sample file in. */
export function businessExamples(
  file: (name: SampleName) => { id: string },
): Readonly<Record<string, BusinessExample>> {
  const image = (name: SampleName): object => ({ type: 'image', image: { id: file(name).id } });
  const catalog_id = 'catalog-showcase';
  return {
    formattedText: text(
      '*Good morning!* Your order is _almost_ there:\n- Walnut desk lamp\n- ~Linen shade~ sold out\n1. We pack it today\n2. It leaves at 5 pm\n> Leave it with the neighbour\nYour code is `M-48213`.',
    ),
    link: {
      type: 'text',
      content: { body: 'Follow it here: https://example.com/track/48213', preview_url: true },
    },
    rightToLeft: text('أهلاً وسهلاً! طلبك رقم 48213 جاهز للاستلام من الساعة 10:00 صباحاً 🎁'),
    image: { type: 'image', content: { id: file('parcel.jpg').id, caption: 'Packed and ready to go 📦' } },
    video: { type: 'video', content: { id: file('harbour.mp4').id, caption: 'The view from your room' } },
    voice: { type: 'audio', content: { id: file('voice-termin.ogg').id, voice: true } },
    document: {
      type: 'document',
      content: { id: file('invoice-48213.pdf').id, filename: 'invoice-48213.pdf', caption: 'Your invoice' },
    },
    sticker: { type: 'sticker', content: { id: file('sticker-thanks.webp').id } },
    location: {
      type: 'location',
      content: {
        latitude: 37.7793,
        longitude: -122.4193,
        name: 'Marlow Store',
        address: '48 Grove Street, San Francisco',
      },
    },
    contacts: {
      type: 'contacts',
      content: [
        {
          name: { formatted_name: 'Ada Marlow', first_name: 'Ada' },
          org: { company: 'Marlow Store', title: 'Repairs' },
          phones: [{ phone: '+1 202 555 0188', wa_id: '12025550188', type: 'WORK' }],
          emails: [{ email: 'ada@example.com', type: 'WORK' }],
        },
      ],
    },
    buttons: interactive({
      type: 'button',
      header: image('damaged-box.jpg'),
      body: { text: 'We are sorry that it broke. What would you like?' },
      footer: { text: 'Answer within 14 days' },
      action: { buttons: [reply('replace', 'A new one'), reply('refund', 'Money back'), reply('agent', 'Talk to us')] },
    }),
    list: interactive({
      type: 'list',
      header: { type: 'text', text: 'Delivery' },
      body: { text: 'When should we bring it?' },
      action: {
        button: 'Choose a time',
        sections: [
          {
            title: 'Tuesday',
            rows: [
              { id: 'tue-am', title: 'Morning', description: '8 am to noon' },
              { id: 'tue-pm', title: 'Afternoon', description: 'Noon to 6 pm' },
            ],
          },
          { title: 'Wednesday', rows: [{ id: 'wed-am', title: 'Morning', description: '8 am to noon' }] },
        ],
      },
    }),
    linkButton: interactive({
      type: 'cta_url',
      header: { type: 'document', document: { id: file('invoice-48213.pdf').id, filename: 'how-to-return.pdf' } },
      body: { text: 'Print the label and bring the parcel to any post office.' },
      action: { name: 'cta_url', parameters: { display_text: 'Get the label', url: 'https://example.com/label' } },
    }),
    locationRequest: interactive({
      type: 'location_request_message',
      body: { text: 'Where shall the courier find you?' },
      action: { name: 'send_location' },
    }),
    contactRequest: interactive({
      type: 'contact_request',
      body: { text: 'May we have your phone number for the courier?' },
      action: { name: 'request_contact_info' },
    }),
    flow: interactive({
      type: 'flow',
      body: { text: 'Tell us a little about the delivery.' },
      footer: { text: 'Takes one minute' },
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '987654321',
          flow_cta: 'Fill in',
          flow_token: 'showcase',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'DELIVERY' },
        },
      },
    }),
    product: interactive({
      type: 'product',
      body: { text: 'This one is back in stock:' },
      action: { catalog_id, product_retailer_id: 'lamp-walnut' },
    }),
    productList: interactive({
      type: 'product_list',
      header: { type: 'text', text: 'For your living room' },
      body: { text: 'Chosen for you' },
      action: {
        catalog_id,
        sections: [
          { title: 'Light', product_items: [{ product_retailer_id: 'lamp-walnut' }] },
          { title: 'Warmth', product_items: [{ product_retailer_id: 'throw-sage' }] },
        ],
      },
    }),
    catalog: interactive({
      type: 'catalog_message',
      body: { text: 'Everything that we have' },
      action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'mug-speckled' } },
    }),
    carousel: interactive({
      type: 'carousel',
      body: { text: 'Three rooms are free that weekend:' },
      action: {
        cards: (['hotel-room.jpg', 'harbour.jpg', 'shoe.jpg'] as const).map((name, index) => ({
          card_index: index,
          type: 'cta_url',
          header: image(name),
          body: { text: ['Garden room, £140', 'Harbour view, £190', 'The attic, £95'][index] },
          action: {
            name: 'cta_url',
            parameters: { display_text: 'Book it', url: `https://example.com/rooms/${index}` },
          },
        })),
      },
    }),
    callButton: interactive({
      type: 'voice_call',
      body: { text: 'Easier on the phone?' },
      action: { name: 'voice_call', parameters: { display_text: 'Call us' } },
    }),
    callPermission: interactive({
      type: 'call_permission_request',
      body: { text: 'May we call you about your repair?' },
      action: { name: 'call_permission_request' },
    }),
  };
}

function text(body: string): BusinessExample {
  return { type: 'text', content: { body } };
}

function interactive(content: object): BusinessExample {
  return { type: 'interactive', content };
}

function reply(id: string, title: string): object {
  return { type: 'reply', reply: { id, title } };
}
