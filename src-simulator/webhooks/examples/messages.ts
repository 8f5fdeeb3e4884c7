import { toInboundError } from '../inbound-errors.ts';
import { toContact } from '../message-values.ts';
import type { Example, Scene } from './example.ts';

/** Every kind of message a customer can send (§6.4), and the shapes that surprise (§14). */
export function messageExamples(scene: Scene): Example[] {
  const { customer, hidden, number } = scene;
  const message = (name: string, rest: object): Example => ({
    name: `messages/${name}`,
    field: 'messages',
    value: scene.withContact({ messages: [{ ...scene.from(name), ...rest }] }),
  });
  const media = (mime: string): object => ({
    id: '1908647269898587',
    mime_type: mime,
    sha256: 'K1a0pTqfXQ0Uq9Q4sM1m1dV0Yp0o3uJ9b1f3Vx2yq7E=',
    url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1908647269898587&ext=1763629200&hash=ATtz',
  });
  const ours = { from: number.digits, id: scene.outboundId('question') };

  return [
    message('text', { type: 'text', text: { body: 'Hi, is the lamp still there?' } }),
    message('image', { type: 'image', image: { ...media('image/jpeg'), caption: 'This one 👆' } }),
    message('video', { type: 'video', video: { ...media('video/mp4'), caption: 'It flickers' } }),
    message('audio', { type: 'audio', audio: { ...media('audio/mpeg'), voice: false } }),
    message('voice', { type: 'audio', audio: { ...media('audio/ogg; codecs=opus'), voice: true } }),
    message('document', {
      type: 'document',
      document: { ...media('application/pdf'), filename: 'Invoice ../№ 7.pdf', caption: 'The invoice' },
    }),
    message('sticker', { type: 'sticker', sticker: { ...media('image/webp'), animated: true } }),
    message('location', { type: 'location', location: { latitude: 52.520008, longitude: 13.404954 } }),
    message('location_place', {
      type: 'location',
      location: {
        latitude: 52.520008,
        longitude: 13.404954,
        name: 'Fernsehturm',
        address: 'Panoramastraße 1A, 10178 Berlin',
        url: 'https://foursquare.com/v/4adcda10f964a520af3521e3',
      },
    }),
    message('contacts', {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Ana López', first_name: 'Ana', last_name: 'López' },
          phones: [{ phone: '+34 655 50 10 99', wa_id: '34655501099', type: 'CELL' }],
          origin: 'other',
          vcard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana López\nEND:VCARD',
        },
      ],
    }),
    message('contacts_requested', {
      type: 'contacts',
      context: ours,
      contacts: [
        {
          name: { formatted_name: customer.name, first_name: customer.name },
          phones: [{ phone: `+${customer.waId}`, wa_id: customer.waId, type: 'MOBILE' }],
          origin: 'contact_request',
        },
      ],
    }),
    message('contacts_without_name', { type: 'contacts', contacts: [{ phones: [{ phone: '112' }] }] }),
    message('reaction', { type: 'reaction', reaction: { message_id: scene.outboundId('question'), emoji: '❤️' } }),
    message('reaction_removed', {
      type: 'reaction',
      reaction: { message_id: scene.outboundId('question'), emoji: '' },
    }),
    message('reaction_without_emoji', { type: 'reaction', reaction: { message_id: scene.outboundId('question') } }),
    message('button_reply', {
      type: 'interactive',
      context: ours,
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, please' } },
    }),
    message('list_reply', {
      type: 'interactive',
      context: ours,
      interactive: { type: 'list_reply', list_reply: { id: 'sat', title: 'Saturday', description: '9 to 14' } },
    }),
    message('flow_reply', {
      type: 'interactive',
      context: ours,
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          response_json: '{"flow_token":"booking-7","name":"Ana","guests":"2"}',
          body: 'Sent',
          name: 'flow',
        },
      },
    }),
    message('flow_reply_without_token', {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{"rating":"5"}', body: 'Sent', name: 'flow' } },
    }),
    message('address_reply', {
      type: 'interactive',
      context: ours,
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          response_json: '{"values":{"in_pin_code":"560001","name":"Priya","city":"Bengaluru"}}',
          body: 'Priya, Bengaluru 560001',
          name: 'address_message',
        },
      },
    }),
    message('call_permission_reply', {
      type: 'interactive',
      context: ours,
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: {
          response: 'accept',
          is_permanent: false,
          expiration_timestamp: String(scene.seconds(-604_800)),
          response_source: 'user_action',
        },
      },
    }),
    message('button', { type: 'button', context: ours, button: { payload: 'CONFIRM', text: 'Confirm' } }),
    message('button_without_context', { type: 'button', button: { payload: 'STOP', text: 'Stop promotions' } }),
    message('order', {
      type: 'order',
      order: {
        catalog_id: '194836987003835',
        text: 'As a gift please',
        product_items: [
          { product_retailer_id: 'lamp-walnut', quantity: 1, item_price: 89.5, currency: 'USD' },
          { product_retailer_id: 'bulb-e27', quantity: '2', item_price: 7, currency: 'USD' },
        ],
      },
    }),
    message('request_welcome', { type: 'request_welcome' }),
    message('edit', {
      type: 'edit',
      edit: {
        original_message_id: scene.inboundId('text'),
        message: { type: 'text', text: { body: 'Hi, is the *green* lamp still there?' } },
      },
    }),
    message('revoke', { type: 'revoke', revoke: { original_message_id: scene.inboundId('text') } }),
    message('unsupported_poll', {
      type: 'unsupported',
      errors: [toInboundError(131051)],
      unsupported: { type: 'poll' },
    }),
    message('unsupported', { type: 'unsupported', errors: [toInboundError(131051)] }),
    message('too_large', { type: 'document', errors: [toInboundError(131052)] }),
    message('linked_device', { type: 'unsupported', errors: [toInboundError(131060)] }),
    message('interactive_without_object', { type: 'interactive', errors: [toInboundError(131051)] }),
    message('reply', { type: 'text', context: ours, text: { body: 'Yes, that one' } }),
    message('reply_to_old', { type: 'text', context: {}, text: { body: 'About what you wrote in spring…' } }),
    message('forwarded', { type: 'text', context: { forwarded: true }, text: { body: 'See below' } }),
    message('forwarded_often', {
      type: 'text',
      context: { frequently_forwarded: true },
      text: { body: 'Pass it on!' },
    }),
    message('product_inquiry', {
      type: 'text',
      context: {
        ...ours,
        referred_product: { catalog_id: '194836987003835', product_retailer_id: 'lamp-walnut' },
      },
      text: { body: 'Does it come in oak?' },
    }),
    message('referral', {
      type: 'text',
      text: { body: 'Can I get the code?' },
      referral: {
        source_url: 'https://fb.me/3cr4Wqqkv',
        source_id: '120226305854810726',
        source_type: 'ad',
        headline: 'Autumn sale',
        body: 'Write to us',
        media_type: 'video',
        video_url: 'https://video.xx.fbcdn.net/autumn.mp4',
        thumbnail_url: 'https://scontent.xx.fbcdn.net/autumn.jpg',
        ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
      },
    }),
    message('group', { type: 'text', group_id: 'Y2FwaV9ncm91cDoxNzA1NTU1MDEz', text: { body: 'Hi all' } }),
    message('unknown_type', { type: 'hologram', hologram: { id: '7', depth: 3 } }),
    message('odd_text', { type: 'text', text: { body: 'nul \u0000 lone \ud83d end <b>&amp;</b>' } }),
    {
      name: 'messages/hidden_phone',
      field: 'messages',
      value: scene.value({
        contacts: [toContact(hidden, false)],
        messages: [
          {
            from_user_id: hidden.userId,
            id: scene.inboundId('hidden'),
            timestamp: scene.at(),
            type: 'text',
            text: { body: 'You cannot see my number' },
          },
        ],
      }),
    },
    {
      name: 'messages/without_profile',
      field: 'messages',
      value: scene.value({
        contacts: [{ wa_id: customer.waId, user_id: customer.userId }],
        messages: [{ ...scene.from('without_profile'), type: 'text', text: { body: 'Who am I?' } }],
      }),
    },
    {
      name: 'messages/many',
      field: 'messages',
      value: scene.withContact({
        messages: [1, 2, 3].map((index) => ({
          ...scene.from(`many-${index}`),
          type: 'text',
          text: { body: `${index} of 3` },
        })),
      }),
    },
    {
      name: 'messages/errors',
      field: 'messages',
      value: scene.value({
        errors: [
          {
            code: 130429,
            title: 'Rate limit hit',
            message: 'Rate limit hit',
            error_data: {
              details:
                'Message failed to send because there were too many messages sent from this phone number in a short period of time.',
            },
          },
        ],
      }),
    },
    {
      name: 'messages/user_actions',
      field: 'messages',
      value: scene.value({
        user_actions: [
          {
            action_type: 'marketing_messages_link_click',
            timestamp: scene.at(),
            marketing_messages_link_click_data: {
              click_component: 'CTA',
              click_id: 'b9c9d7f0-17a5-4f0e-8c3b-6a5a9b0c7d11',
              tracking_token: 'Aff-n8ZTODiE79d22KtAwQ',
            },
          },
        ],
      }),
    },
  ];
}
