import { GraphError, invalidParameter } from '../graph-error.ts';

/** What the simulator knows of a send after reading its body. */
export interface ParsedSend {
  to: string;
  isUserId: boolean;
  type: string;
  content: unknown;
  replyTo: string | null;
  bizOpaqueCallbackData: string | null;
}

export interface ParsedReceipt {
  messageId: string;
  typing: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const types = [
  'audio',
  'contacts',
  'document',
  'image',
  'interactive',
  'location',
  'reaction',
  'sticker',
  'template',
  'text',
  'video',
] as const;

const textLimit = 4096;
const captionLimit = 1024;
const callbackDataLimit = 512;

/** Reads `{status: "read", …}`, the receipt; null when the body is a message. */
export function parseReceipt(body: Json): ParsedReceipt | null {
  if (body['status'] === undefined) return null;
  if (body['status'] !== 'read')
    throw invalidParameter(`Param status must be one of {READ} - got "${String(body['status'])}".`);
  if (typeof body['message_id'] !== 'string' || body['message_id'] === '') {
    throw invalidParameter('The parameter message_id is required.');
  }
  const typing = body['typing_indicator'];
  if (typing !== undefined && !(isObject(typing) && typing['type'] === 'text')) {
    throw invalidParameter("Param typing_indicator['type'] must be one of {TEXT}.");
  }
  return { messageId: body['message_id'], typing: typing !== undefined };
}

/** Reads a message, refusing with Meta's error what Meta would refuse at once. */
export function parseSend(body: Json): ParsedSend {
  const recipientType = body['recipient_type'] ?? 'individual';
  if (recipientType !== 'individual' && recipientType !== 'group') {
    throw invalidParameter(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${String(recipientType)}".`);
  }
  const type = body['type'] ?? 'text';
  if (!types.some((known) => known === type)) {
    throw invalidParameter(
      `Param type must be one of {${types.map((known) => known.toUpperCase()).join(', ')}} - got "${String(type)}".`,
    );
  }
  const name = String(type);
  const content = body[name];
  if (content === undefined || content === null) throw invalidParameter(`The parameter ${name} is required.`);
  checkContent(name, content);

  const recipient = readRecipient(body);
  return {
    ...recipient,
    type: name,
    content,
    replyTo: readReplyTo(body['context'], name),
    bizOpaqueCallbackData: readCallbackData(body['biz_opaque_callback_data']),
  };
}

/** Every body to `/messages` must say what it is for. */
export function checkProduct(body: unknown): Json {
  if (!isObject(body)) throw invalidParameter('The parameter messaging_product is required.');
  if (body['messaging_product'] === undefined) throw invalidParameter('The parameter messaging_product is required.');
  if (body['messaging_product'] !== 'whatsapp') {
    throw invalidParameter(
      `Param messaging_product must be one of {WHATSAPP} - got "${String(body['messaging_product'])}".`,
    );
  }
  return body;
}

function readRecipient(body: Json): { to: string; isUserId: boolean } {
  const to = body['to'];
  // Numbers are taken too: Graph casts parameters.
  if ((typeof to === 'string' && to !== '') || typeof to === 'number') {
    const digits = String(to).replace(/\D/g, '');
    if (!/^[\d\s()+.-]+$/.test(String(to)) || digits.length < 5 || digits.length > 20) {
      throw new GraphError(131009, '(#131009) Parameter value is not valid', {
        details: `Recipient ${String(to).slice(0, 40)} is not a valid phone number.`,
      });
    }
    return { to: String(to), isUserId: false };
  }
  const recipient = body['recipient'];
  if (recipient === undefined) throw invalidParameter('The parameter to is required.');
  if (typeof recipient !== 'string' || !/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(recipient)) {
    throw new GraphError(131009, '(#131009) Parameter value is not valid', {
      details: 'Param recipient is not a valid business-scoped user id.',
    });
  }
  return { to: recipient, isUserId: true };
}

function readReplyTo(context: unknown, type: string): string | null {
  if (context === undefined) return null;
  if (!isObject(context) || typeof context['message_id'] !== 'string') {
    throw invalidParameter("The parameter context['message_id'] is required.");
  }
  if (type === 'reaction') throw invalidParameter('Param context is not allowed for reaction messages.');
  return context['message_id'];
}

function readCallbackData(data: unknown): string | null {
  if (data === undefined) return null;
  if (typeof data !== 'string') throw invalidParameter('Param biz_opaque_callback_data must be a string.');
  if (data.length > callbackDataLimit) {
    throw invalidParameter(`Param biz_opaque_callback_data must be at most ${callbackDataLimit} characters long.`);
  }
  return data;
}

function checkContent(type: string, content: unknown): void {
  if (type === 'contacts') {
    if (!Array.isArray(content) || content.length === 0)
      throw invalidParameter('Param contacts must be a non-empty array.');
    return;
  }
  if (!isObject(content)) throw invalidParameter(`Param ${type} must be a JSON object.`);
  switch (type) {
    case 'text':
      return checkText(content);
    case 'reaction':
      requireString(content, 'reaction', 'message_id');
      if (typeof content['emoji'] !== 'string') throw invalidParameter("The parameter reaction['emoji'] is required.");
      return;
    case 'location':
      for (const key of ['latitude', 'longitude']) {
        if (!Number.isFinite(Number(content[key] ?? Number.NaN))) {
          throw invalidParameter(`Param location['${key}'] must be a number.`);
        }
      }
      return;
    case 'interactive':
      requireString(content, 'interactive', 'type');
      if (!isObject(content['action'])) throw invalidParameter("The parameter interactive['action'] is required.");
      return;
    case 'template':
      return checkTemplate(content);
    default:
      return checkMedia(type, content);
  }
}

function checkText(content: Json): void {
  const text = content['body'];
  if (typeof text !== 'string' || text === '') throw invalidParameter("The parameter text['body'] is required.");
  // Meta counts characters as people do, not UTF-16 units.
  if (text.length > textLimit && [...text].length > textLimit) {
    throw invalidParameter(`Param text['body'] must be at most ${textLimit} characters long.`);
  }
}

function checkMedia(type: string, content: Json): void {
  const { id, link, caption } = content;
  if (typeof caption === 'string' && caption.length > captionLimit) {
    throw invalidParameter(`Param ${type}['caption'] must be at most ${captionLimit} characters long.`);
  }
  if (typeof link === 'string') {
    if (!/^https?:\/\//.test(link)) throw invalidParameter(`Param ${type}['link'] is not a valid URI.`);
    return;
  }
  if (id === undefined) throw invalidParameter(`The parameter ${type}['id'] or ${type}['link'] is required.`);
  throw new GraphError(131009, '(#131009) Parameter value is not valid', {
    details: `Param ${type}['id'] is not a valid whatsapp business account media attachment ID`,
  });
}

function checkTemplate(content: Json): void {
  requireString(content, 'template', 'name');
  const language = content['language'];
  if (!isObject(language) || typeof language['code'] !== 'string') {
    throw invalidParameter("The parameter template['language']['code'] is required.");
  }
  throw new GraphError(132001, '(#132001) Template name does not exist in the translation', {
    details: `template name (${String(content['name'])}) does not exist in ${language['code']}`,
  });
}

function requireString(content: Json, type: string, key: string): void {
  if (typeof content[key] !== 'string' || content[key] === '') {
    throw invalidParameter(`The parameter ${type}['${key}'] is required.`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
