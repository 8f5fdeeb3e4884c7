import { GraphError, invalidParameter } from '../graph-error.ts';
import { checkContacts } from './contacts.ts';
import { checkInteractive } from './interactive/interactive.ts';
import { checkLocation } from './location.ts';
import { checkMedia, type MediaUse, mediaKinds } from './media.ts';
import { isLonger, isObject, type Json } from './params.ts';
import { checkReaction } from './reaction.ts';
import { type Addressee, readAddressee } from './recipient.ts';
import { readTemplate, type TemplateChoice } from './template-body.ts';
import { checkText } from './text.ts';
import { wordOf } from '../word-of.ts';

/** What the simulator knows of a send after reading its body. */
export interface ParsedSend extends Addressee {
  type: string;
  /** As the business wrote it. */
  content: unknown;
  /** A copy of `content` in which files that Meta fetches get their ids. */
  shown: unknown;
  files: readonly MediaUse[];
  template: TemplateChoice | null;
  replyTo: string | null;
  bizOpaqueCallbackData: string | null;
  identityKeyHash: string | null;
}

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

/** Kinds of messages that WhatsApp has and that no business can send. */
const foreignTypes = ['button', 'edit', 'event', 'list', 'order', 'poll', 'revoke', 'system', 'unsupported'];

const callbackDataLimit = 512;

/** Every body to `/messages` must say what it is for. */
export function checkProduct(body: unknown): Json {
  if (!isObject(body)) throw invalidParameter('The parameter messaging_product is required.');
  if (body['messaging_product'] === undefined) throw invalidParameter('The parameter messaging_product is required.');
  if (body['messaging_product'] !== 'whatsapp') {
    throw invalidParameter(
      `Param messaging_product must be one of {WHATSAPP} - got "${wordOf(body['messaging_product'])}".`,
    );
  }
  return body;
}

/** Reads a message, refusing with Meta's error what Meta would refuse at once. */
export function parseSend(body: Json): ParsedSend {
  const recipientType = body['recipient_type'] ?? 'individual';
  if (recipientType !== 'individual' && recipientType !== 'group') {
    throw invalidParameter(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${wordOf(recipientType)}".`);
  }
  const type = readType(body['type'] ?? 'text');
  const content = body[type];
  if (content === undefined || content === null) throw invalidParameter(`The parameter ${type} is required.`);
  const files: MediaUse[] = [];
  const shown = type === 'text' ? content : structuredClone(content);
  const template = checkContent(type, shown, files);

  if (recipientType === 'group') throw unknownGroup(body['to']);
  return {
    ...readAddressee(body),
    type,
    content,
    shown,
    files,
    template,
    replyTo: readReplyTo(body['context'], type),
    bizOpaqueCallbackData: readText(body, 'biz_opaque_callback_data', callbackDataLimit),
    identityKeyHash: readText(body, 'recipient_identity_key_hash', 255),
  };
}

function readType(type: unknown): string {
  const name = typeof type === 'string' ? type.toLowerCase() : '';
  if (types.some((known) => known === name)) return name;
  if (foreignTypes.includes(name)) {
    throw new GraphError(131051, '(#131051) Unsupported message type', {
      details: `Message type ${name} is not currently supported.`,
    });
  }
  throw invalidParameter(
    `Param type must be one of {${types.map((known) => known.toUpperCase()).join(', ')}} - got "${wordOf(type)}".`,
  );
}

function checkContent(type: string, content: unknown, files: MediaUse[]): TemplateChoice | null {
  if (type === 'contacts') {
    checkContacts(content);
    return null;
  }
  if (!isObject(content)) throw invalidParameter(`Param ${type} must be a JSON object.`);
  if (type === 'template') return readTemplate(content, files);
  const media = mediaKinds.find((kind) => kind === type);
  if (media) checkMedia(media, content, files);
  else if (type === 'interactive') checkInteractive(content, files);
  else if (type === 'reaction') checkReaction(content);
  else if (type === 'location') checkLocation(content, 'location');
  else checkText(content);
  return null;
}

function readReplyTo(context: unknown, type: string): string | null {
  if (context === undefined || context === null) return null;
  if (!isObject(context) || typeof context['message_id'] !== 'string' || context['message_id'] === '') {
    throw invalidParameter("The parameter context['message_id'] is required.");
  }
  if (type === 'reaction') throw invalidParameter('Param context is not allowed for reaction messages.');
  return context['message_id'];
}

function readText(body: Json, key: string, limit: number): string | null {
  const text = body[key];
  if (text === undefined || text === null) return null;
  if (typeof text !== 'string') throw invalidParameter(`Param ${key} must be a string.`);
  if (isLonger(text, limit)) throw invalidParameter(`Param ${key} must be at most ${limit} characters long.`);
  return text;
}

// Nobody in the simulator is in a group: only official business accounts may have them.
function unknownGroup(to: unknown): GraphError {
  if (typeof to !== 'string' || to === '') return invalidParameter('The parameter to is required.');
  return new GraphError(131020, '(#131020) Group not found', {
    details: `Group ${to.slice(0, 120)} does not exist, or this phone number is not a member of it.`,
  });
}
