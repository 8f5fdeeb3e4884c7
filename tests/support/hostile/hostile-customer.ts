import { createHmac } from 'node:crypto';

/** One customer all of whose words are `payload`: a webhook with everything a stranger can fill in. */
export function hostileWebhook(payload: string, index: number, phoneNumberId: string, seconds: number): string {
  const from = `1646555${String(index).padStart(4, '0')}`;
  const message = (type: string, value: object, more: object = {}): object => ({
    from,
    id: `wamid.hostile-${index}-${type}-${Object.keys(more).join('')}-${Object.keys(value).join('')}`,
    timestamp: String(seconds),
    type,
    ...more,
    [type]: value,
  });
  const file = { id: '1', mime_type: 'application/pdf', sha256: Buffer.alloc(32, 7).toString('base64') };
  const messages = [
    message('text', { body: payload }),
    message('document', { ...file, filename: payload, caption: payload }),
    message('location', { latitude: 1, longitude: 2, name: payload, address: payload, url: payload }),
    message('contacts', [
      {
        name: { formatted_name: payload, first_name: payload },
        phones: [{ phone: payload, wa_id: '16465550000', type: payload }],
        emails: [{ email: payload, type: 'WORK' }],
        urls: [{ url: payload, type: 'WORK' }],
        org: { company: payload, title: payload },
      },
    ]),
    message('interactive', { type: 'button_reply', button_reply: { id: payload, title: payload } }),
    message('interactive', {
      type: 'list_reply',
      list_reply: { id: payload, title: payload, description: payload },
    }),
    message('button', { text: payload, payload }),
    message('order', {
      catalog_id: '1',
      text: payload,
      product_items: [{ product_retailer_id: payload, quantity: 1, item_price: 1, currency: 'EUR' }],
    }),
    message(
      'text',
      { body: payload },
      {
        referral: {
          source_type: 'ad',
          source_id: '1',
          source_url: payload,
          headline: payload,
          body: payload,
          media_type: 'image',
          image_url: payload,
        },
      },
    ),
    message('unknown_kind', { anything: payload }),
  ];
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: payload, username: 'guest' }, wa_id: from }],
              messages,
            },
          },
        ],
      },
    ],
  });
}

/** Posts it as Meta would. */
export async function postSigned(url: string, appSecret: string, body: string): Promise<number> {
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}
