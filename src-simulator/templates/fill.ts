import { GraphError } from '../graph/graph-error.ts';
import { fillButtons } from './fill-buttons.ts';
import { fillHeader } from './fill-header.ts';
import { fillText } from './fill-text.ts';
import type { FilledButton, FilledCard, FilledOffer, FilledTemplate } from './filled-template.ts';
import {
  badValue,
  countMismatch,
  formatMismatch,
  isObject,
  missingParameter,
  readComponents,
  type SentComponents,
} from './send-components.ts';
import { buttonsOf, type Component, findComponent, type ParameterFormat, type Template } from './template.ts';

const bodyLimit = 1024;
const offerBodyLimit = 600;
const cardBodyLimit = 160;

/**
 * What the customer sees of a send with these `components` (Graph's). Throws Meta's errors when they do not fit: 132000
 * count, 132012 kind, 131008 missing, 132008 and 132018 value, 132005 too long, 132007 policy, 132068 and 132069 flow.
 */
export function fillTemplate(template: Template, components: unknown): FilledTemplate {
  const sent = readComponents(components);
  checkFlow(template);
  const { parameterFormat: format } = template;
  const buttons = fillButtons(buttonsOf(template.components), sent.buttons);
  const offer = findComponent(template.components, 'LIMITED_TIME_OFFER');
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    header: fillHeader(findComponent(template.components, 'HEADER'), sent.header, format),
    body: fillText(findComponent(template.components, 'BODY')?.text ?? '', sent.body, {
      where: 'body',
      format,
      limit: offer ? offerBodyLimit : bodyLimit,
    }),
    footer: findComponent(template.components, 'FOOTER')?.text ?? null,
    offer: fillOffer(offer?.limited_time_offer, sent, buttons),
    buttons,
    cards: fillCards(findComponent(template.components, 'CAROUSEL')?.cards ?? [], sent.cards, format),
    asksToCall: findComponent(template.components, 'CALL_PERMISSION_REQUEST') !== undefined,
  };
}

function checkFlow({ flowState, components }: Template): void {
  if (flowState === null || !buttonsOf(components).some((button) => button.type === 'FLOW')) return;
  if (flowState === 'BLOCKED') {
    throw new GraphError(132068, '(#132068) Flow is blocked', { details: 'Flow is in blocked state.' });
  }
  throw new GraphError(132069, '(#132069) Flow is throttled', {
    details: 'Flow is in throttled state and 10 messages using this flow were already sent in the last hour.',
  });
}

function fillOffer(
  offer: { readonly text: string; readonly has_expiration: boolean } | undefined,
  sent: SentComponents,
  buttons: readonly FilledButton[],
): FilledOffer | null {
  const [parameter] = sent.offer;
  if (!offer) {
    if (parameter) throw countMismatch('limited_time_offer', sent.offer.length, 0);
    return null;
  }
  const copy = buttons.find((button) => button.type === 'copy_code');
  const code = copy?.code ?? null;
  if (!offer.has_expiration) return { text: offer.text, expiresAt: null, code };
  if (!parameter) throw missingParameter('limited_time_offer: expiration_time_ms is required');
  const content = parameter.value['limited_time_offer'];
  if (parameter.type !== 'limited_time_offer' || !isObject(content)) {
    throw formatMismatch(
      `limited_time_offer: Format mismatch, expected LIMITED_TIME_OFFER, received ${parameter.type.toUpperCase().slice(0, 40)}`,
    );
  }
  const expiresAt = content['expiration_time_ms'];
  if (typeof expiresAt !== 'number' || !Number.isInteger(expiresAt) || expiresAt < 0) {
    throw badValue('limited_time_offer: expiration_time_ms must be a UNIX timestamp in milliseconds');
  }
  return { text: offer.text, expiresAt, code };
}

function fillCards(
  cards: readonly { readonly components: readonly Component[] }[],
  sent: SentComponents['cards'],
  format: ParameterFormat,
): readonly FilledCard[] {
  const given = sent?.size ?? 0;
  if (given !== cards.length || (sent && [...sent.keys()].some((index) => index >= cards.length))) {
    throw formatMismatch(
      `carousel: number of cards (${given}) does not match the expected number of cards (${cards.length})`,
    );
  }
  return cards.map(({ components }, index) => {
    const card = sent?.get(index);
    const body = findComponent(components, 'BODY');
    const where = `carousel: card at index ${index}: body`;
    return {
      header: fillHeader(findComponent(components, 'HEADER'), card?.header ?? [], format),
      body: fillText(body?.text ?? '', card?.body ?? [], { where, format, limit: cardBodyLimit }),
      buttons: fillButtons(buttonsOf(components), card?.buttons ?? new Map()),
    };
  });
}
