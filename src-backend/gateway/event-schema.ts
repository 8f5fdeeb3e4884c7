import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { parseJson } from '../platform/http/parse-json.ts';
import { id, text } from '../whatsapp/webhook-schema.ts';

// What gateways tell, as loosely as can be: only what we use, since every version has more.

/** Numbers of linked devices are told from Meta's ids of numbers by their plus. */
export const deviceNumber = (digits: string): string => `+${digits}`;
export const isDeviceNumber = (phoneNumberId: string): boolean => phoneNumberId.startsWith('+');

const Envelope = z.looseObject({
  event: z.string().min(1).max(64),
  instance: z.string().min(1).max(200),
  data: z.unknown(),
  /** The phone that the device is linked to. */
  sender: z.string().max(200).optional().catch(undefined),
  date_time: z.string().max(64).optional().catch(undefined),
});
export type GatewayEvent = z.infer<typeof Envelope>;

// The list of an old chat in one event.
const maxKeys = 200_000;

/** Throws AppError `invalid_input` for what is no event of a gateway. */
export function readEvent(body: Buffer): GatewayEvent {
  const event = Envelope.safeParse(parseJson(body, maxKeys)).data;
  if (event === undefined) throw new AppError('invalid_input', 'The body is not an event of a gateway');
  return event;
}

/**
 * The same without what must not be stored: the device's own key, which gateways put into every event, and codes that
 * link a phone. What can't be read stays as it is.
 */
export function withoutSecrets(body: Buffer): Buffer {
  try {
    const { apikey: _key, ...event } = readEvent(body);
    const isCode = event.event === 'qrcode.updated';
    return Buffer.from(JSON.stringify(isCode ? { ...event, data: null } : event));
  } catch {
    return body;
  }
}

/** One event may tell of one thing, or of a list of them. */
export const itemsOf = (data: unknown): unknown[] => (Array.isArray(data) ? (data as unknown[]) : [data]);

export const MessageKey = z.looseObject({
  id: z.string().min(1).max(512),
  remoteJid: z.string().max(200),
  fromMe: z.boolean().catch(false),
  /** The phone behind an anonymous id, under the names that versions have for it. */
  remoteJidAlt: z.string().max(200).optional().catch(undefined),
  senderPn: z.string().max(200).optional().catch(undefined),
});
export type MessageKey = z.infer<typeof MessageKey>;

const parts = z.record(z.string(), z.unknown());
export const MessageData = z.looseObject({
  key: MessageKey,
  pushName: text.nullish().catch(undefined),
  message: parts.nullish().catch(undefined),
  contextInfo: z.looseObject({ stanzaId: id }).nullish().catch(undefined),
  messageTimestamp: z.coerce.number().pipe(z.int().min(0).max(100_000_000_000)),
});
export type MessageData = z.infer<typeof MessageData>;

export const UpdateData = z.looseObject({
  keyId: id,
  key: MessageKey.optional().catch(undefined),
  remoteJid: z.string().max(200).optional().catch(undefined),
  fromMe: z.boolean().optional().catch(undefined),
  status: z
    .union([z.string().max(40), z.number()])
    .optional()
    .catch(undefined),
});

export const EditedData = z.looseObject({
  key: MessageKey,
  editedMessage: parts.nullish().catch(undefined),
  timestampMs: z.coerce.number().optional().catch(undefined),
});

export const DeletedData = z.looseObject({
  id,
  key: MessageKey.optional().catch(undefined),
  fromMe: z.boolean().optional().catch(undefined),
});

export const ReactionPart = z.looseObject({
  key: z.looseObject({ id }),
  text: text.nullish().catch(undefined),
});

/** Of a phone: never of groups, lists and channels. */
export function digitsOfJid(jid: string | undefined): string | null {
  const [, digits = null] = /^(\d{5,20})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/.exec(jid ?? '') ?? [];
  return digits;
}
