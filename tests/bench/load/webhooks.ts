import { signBody, toWebhookBytes } from '../../../src-simulator/webhooks/signature.ts';

// Webhooks in Meta's form for load: about 580 bytes each, every message new, customers taken in turn.

export interface WebhookTarget {
  appSecret: string;
  wabaId: string;
  phoneNumberId: string;
}

export interface WebhookStream {
  /** A signed body that nobody has seen. `text` is filled up to a usual length. */
  next(text?: string): SignedBody;
}

export interface SignedBody {
  body: Buffer;
  signature: string;
  wamid: string;
}

const filler =
  'ka romi tensal dorvi enpa lochi marze tu qui branol fe griha osta ulwen xi yoder ing entase karo miten saldor';

/** `name` keeps the messages of different streams apart; customers are `customers` numbers that no other stream uses. */
export function createWebhooks(target: WebhookTarget, name: string, customers: number): WebhookStream {
  let count = 0;
  return {
    next(text = 'hello') {
      const customer = count % customers;
      const waId = String(16_505_550_000 + customer);
      const wamid = `wamid.${Buffer.from(`${name}/${count}`.padEnd(40, '.')).toString('base64')}`;
      count++;
      const body = toWebhookBytes({
        object: 'whatsapp_business_account',
        entry: [
          {
            id: target.wabaId,
            changes: [
              {
                value: {
                  messaging_product: 'whatsapp',
                  metadata: { display_phone_number: '15550783881', phone_number_id: target.phoneNumberId },
                  contacts: [{ profile: { name: `Customer ${customer}` }, wa_id: waId }],
                  messages: [
                    {
                      from: waId,
                      id: wamid,
                      timestamp: String(Math.floor(Date.now() / 1000)),
                      type: 'text',
                      text: { body: `${text} ${filler}` },
                    },
                  ],
                },
                field: 'messages',
              },
            ],
          },
        ],
      });
      return { body, signature: signBody(target.appSecret, body), wamid };
    },
  };
}
