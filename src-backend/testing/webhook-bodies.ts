import { createHmac } from 'node:crypto';

/** The number that test webhooks speak of, and its business account. */
export const testNumber = { phoneNumberId: '106540352242922', wabaId: '102290129340398', digits: '15550783881' };

/** Meta's envelope around the value of one change. */
export function aWebhook(value: object, field = 'messages', phoneNumberId = testNumber.phoneNumberId): object {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: testNumber.wabaId,
        changes: [
          {
            field,
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: testNumber.digits, phone_number_id: phoneNumberId },
              ...value,
            },
          },
        ],
      },
    ],
  };
}

export interface InboundText {
  wamid: string;
  text?: string;
  /** Unix seconds. */
  timestamp: number;
  from?: string;
  userId?: string;
  name?: string;
}

/** A customer writes. */
export function anInbound({
  wamid,
  text = 'Hello',
  timestamp,
  from = '16505551234',
  userId,
  name,
}: InboundText): object {
  const ids = { from, ...(userId === undefined ? {} : { from_user_id: userId }) };
  return aWebhook({
    contacts: [
      {
        profile: { name: name ?? `Customer ${from}` },
        wa_id: from,
        ...(userId === undefined ? {} : { user_id: userId }),
      },
    ],
    messages: [{ ...ids, id: wamid, timestamp: String(timestamp), type: 'text', text: { body: text } }],
  });
}

/** Meta reports on a message of ours. */
export function aStatus(status: {
  wamid: string;
  status: string;
  timestamp: number;
  opaqueId?: string;
  errors?: object[];
}): object {
  const { wamid, timestamp, opaqueId, errors } = status;
  return aWebhook({
    statuses: [
      {
        id: wamid,
        status: status.status,
        timestamp: String(timestamp),
        recipient_id: '16505551234',
        ...(opaqueId === undefined ? {} : { biz_opaque_callback_data: opaqueId }),
        ...(errors === undefined ? {} : { errors }),
      },
    ],
  });
}

export function bytesOf(body: object): Buffer {
  return Buffer.from(JSON.stringify(body));
}

/** The header Meta sends with these bytes. */
export function signatureOf(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
