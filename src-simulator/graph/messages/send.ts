import type { BusinessNumber } from '../../company/company.ts';
import type { FilledTemplate } from '../../templates/filled-template.ts';
import { fillTemplate } from '../../templates/fill.ts';
import type { Template } from '../../templates/template.ts';
import type { OutboundMessage, SentTemplate } from '../../threads/outbound-message.ts';
import { GraphError, toGraphError } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';
import type { MediaUse } from './media.ts';
import { isObject, notValid } from './params.ts';
import { findRecipient } from './recipient.ts';
import type { ParsedSend } from './send-body.ts';
import { checkLimits, checkRecipient, checkSender } from './send-rules.ts';
import type { TemplateChoice } from './template-body.ts';

/** How long the Marketing Messages API takes to hear of a new template. */
const syncMs = 10 * 60_000;
const monthSeconds = 30 * 86_400;
const defaultTtlSeconds = { AUTHENTICATION: 600, UTILITY: monthSeconds, MARKETING: monthSeconds } as const;
const categoryNames = { AUTHENTICATION: 'authentication', UTILITY: 'utility', MARKETING: 'marketing' } as const;

/**
 * Takes a message that is well formed: whatever Meta refuses at once is thrown, whatever it finds out later becomes the
 * message's `failed` status. Nothing moves before `outbound.start`.
 */
export function acceptSend(
  parts: GraphParts,
  number: BusinessNumber,
  parsed: ParsedSend,
  call: { version: number; isMarketingLite?: boolean },
): { outbound: OutboundMessage; answer: object } {
  checkSender(parts, number);
  if (!parsed.isUserId && parsed.to.replace(/\D/g, '') === number.digits) {
    throw new GraphError(131021, '(#131021) Recipient cannot be sender', {
      details: 'Recipient and sender phone number are the same.',
    });
  }
  const recipient = findRecipient(parts.directory, number, parsed);
  checkRecipient(parts, number, recipient);
  for (const file of parsed.files) checkFile(parts, number, file);
  const template = parsed.template ? findTemplate(parts, number, parsed, parsed.template, call) : null;
  const filled = template ? fillTemplate(template, parsed.template?.components) : null;
  checkLimits(parts, number, recipient, template);
  const { customer } = recipient;
  if (customer && asksToCall(parsed) && !parts.limits.takeCallRequest(number, customer)) {
    throw toGraphError(138009, 'A permission to call may be asked for once in 24 hours and twice in 7 days.');
  }
  const isHeld = template !== null && isUnproven(template) && !parts.limits.takeUnproven(template.id);

  const outbound = parts.outbound.accept(number, {
    to: parsed.to,
    isUserId: parsed.isUserId,
    recipientId: recipient.id,
    customer,
    type: parsed.type,
    content: parsed.content,
    shown: filled && isObject(parsed.shown) ? { ...parsed.shown, filled } : parsed.shown,
    files: filled ? [...parsed.files, ...linksOf(filled)] : parsed.files,
    template: template ? toSent(template, isHeld) : null,
    isMarketingLite: call.isMarketingLite === true,
    replyTo: parsed.replyTo,
    bizOpaqueCallbackData: parsed.bizOpaqueCallbackData,
    identityKeyHash: parsed.identityKeyHash,
    version: call.version,
  });
  const contact = parsed.isUserId
    ? { input: parsed.to, user_id: customer?.userId }
    : { input: parsed.to, wa_id: recipient.id };
  const status = isHeld ? 'held_for_quality_assessment' : 'accepted';
  const message = { id: outbound.wamid, ...(template ? { message_status: status } : {}) };
  return { outbound, answer: { messaging_product: 'whatsapp', contacts: [contact], messages: [message] } };
}

/** The template that a send names, if this send may use it. */
function findTemplate(
  parts: GraphParts,
  number: BusinessNumber,
  parsed: ParsedSend,
  { name, language }: TemplateChoice,
  call: { isMarketingLite?: boolean },
): Template {
  const template = parts.templates.getSendable(number.wabaId, name, language);
  if (template.category === 'AUTHENTICATION' && parsed.isUserId) {
    throw toGraphError(131062, 'Authentication templates cannot be sent to a business-scoped user id.');
  }
  if (call.isMarketingLite !== true) return template;
  if (template.category !== 'MARKETING') {
    throw toGraphError(134100, `Template ${name} is not of the category MARKETING.`);
  }
  if (parts.clock.now() - template.updatedAt < syncMs) {
    throw toGraphError(134101, `Template ${name} is still being synchronised. Try again in 10 minutes.`);
  }
  return template;
}

/** Where a filled template shows a file by link: its copy's id has to be written there, too. */
function linksOf(filled: FilledTemplate): MediaUse[] {
  return [filled, ...filled.cards].flatMap(({ header }): MediaUse[] => {
    if (header === null || !('media' in header) || header.media.link === null) return [];
    const kind = header.type === 'gif' ? 'video' : header.type;
    return [{ kind, path: 'header', source: { link: header.media.link }, isVoice: false, holder: header.media }];
  });
}

// New templates, and those that come back from a pause.
function isUnproven(template: Template): boolean {
  return template.quality.score === 'UNKNOWN' && template.category !== 'AUTHENTICATION';
}

function toSent(template: Template, isHeld: boolean): SentTemplate {
  const seconds = template.ttlSeconds ?? defaultTtlSeconds[template.category];
  return {
    // Webhooks write the categories in small letters.
    category: categoryNames[template.category],
    ttlMs: (seconds === -1 ? monthSeconds : seconds) * 1000,
    isHeld,
    canBeSent: () => template.status === 'APPROVED',
  };
}

function asksToCall({ type, content }: ParsedSend): boolean {
  return type === 'interactive' && isObject(content) && content['type'] === 'call_permission_request';
}

/** An id has to be of a file that is there and that this business account may use. */
function checkFile(parts: GraphParts, number: BusinessNumber, file: MediaUse): void {
  if (!('id' in file.source)) return;
  const found = parts.media.find(file.source.id);
  const owner = found?.uploadedBy ?? found?.receivedBy ?? null;
  const isOurs = owner === null || parts.nodes.findNumber(owner)?.wabaId === number.wabaId;
  if (found && isOurs) return;
  throw notValid(
    `${file.path}['id']`,
    `is not a valid whatsapp business account media attachment ID: ${file.source.id.slice(0, 60)}`,
  );
}
